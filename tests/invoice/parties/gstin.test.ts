/** GSTINs: form, state, check digit, special forms and the one repair that is offered. */
import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, test } from 'vitest';
import {
  calculateGstinCheckCharacter,
  canonicalGstin,
  checkGstin,
  hasKnownPanHolder,
  suggestGstin,
} from '../../../src/invoice/parties/gstin.ts';

describe('checkGstin', () => {
  test.each([
    ['27AAPFU0939F1ZV', '27', 'AAPFU0939F'],
    ['29AAFCC9980M1ZR', '29', 'AAFCC9980M'],
    ['27AADFF2788D1ZF', '27', 'AADFF2788D'],
    ['27BJUPB5324E1Z9', '27', 'BJUPB5324E'],
  ])('%s is valid', (gstin, stateCode, pan) => {
    expect(checkGstin(gstin)).toEqual({ isValid: true, gstin, kind: 'regular', stateCode, pan });
  });

  test.each([' 27aapfu0939f1zv ', '27 AAPFU 0939F 1ZV', '27-AAPFU0939F-1ZV', '27AAPFU0939F1ZV'])(
    '%j is read as 27AAPFU0939F1ZV',
    (printed) => {
      expect(checkGstin(printed)).toMatchObject({ isValid: true, gstin: '27AAPFU0939F1ZV' });
    },
  );

  test.each([
    ['27ADPK6637J1IZN', 'format'],
    ['27ADQPP9412L1ZP', 'check_digit'],
    ['27AAPFU0939F1ZW', 'check_digit'],
    ['27AAPFU0939F1Z', 'length'],
    ['', 'length'],
    ['27AAPFU0939F0ZV', 'format'],
    ['27AAPFU0939F1YV', 'format'],
    [withCheck('00AAPFU0939F1Z'), 'state'],
    [withCheck('39AAPFU0939F1Z'), 'state'],
    [withCheck('96AAPFU0939F1Z'), 'state'],
  ])('%j has a wrong %s', (text, problem) => {
    expect(checkGstin(text)).toEqual({ isValid: false, gstin: text, problem });
  });

  test.each(['25', '26', '28', '37', '38', '97', '99'])('state code %s is in use or was', (stateCode) => {
    const gstin = withCheck(`${stateCode}AAPFU0939F1Z`);
    expect(checkGstin(gstin)).toMatchObject({ isValid: true, stateCode });
  });

  test.each([
    ['27AAPFU0939F1D', 'tax_deductor', 'AAPFU0939F'],
    ['27MUMA12345B1D', 'tax_deductor', undefined],
    ['27AAPFU0939F1C', 'tax_collector', 'AAPFU0939F'],
    ['27MUMA12345B1Z', 'department', undefined],
    ['0717UNO00157UN', 'un_body', undefined],
    ['2718USA12345NR', 'non_resident', undefined],
    ['9917USA29007OS', 'online_service', undefined],
  ])('%s is the form of a %s', (body, kind, pan) => {
    const check = checkGstin(withCheck(body));
    expect(check).toMatchObject({ isValid: true, kind });
    expect(check.isValid && check.pan).toBe(pan);
  });

  test('agrees with stdnum on every regular GSTIN that stdnum knows', () => {
    fc.assert(
      fc.property(gstins(), fc.nat(14), fc.constantFrom(...ALPHABET), (gstin, at, char) => {
        const changed = gstin.slice(0, at) + char + gstin.slice(at + 1);
        const check = checkGstin(changed);
        const isRegular = check.isValid && check.kind === 'regular';
        expect(isRegular).toBe(stdnum.IN?.gstin?.validate(changed).isValid);
      }),
      { numRuns: 500 },
    );
  });

  test('never throws, and what it accepts it accepts again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), gstins()), (text) => {
        const check = checkGstin(text);
        expect(checkGstin(check.gstin)).toEqual(check);
        suggestGstin(text);
      }),
    );
  });
});

describe('calculateGstinCheckCharacter', () => {
  test('needs 14 digits and capitals', () => {
    expect(calculateGstinCheckCharacter('27AAPFU0939F1Z')).toBe('V');
    expect(calculateGstinCheckCharacter('27AAPFU0939F1')).toBeUndefined();
    expect(calculateGstinCheckCharacter('27aapfu0939f1z')).toBeUndefined();
  });

  test('catches every single wrong character', () => {
    fc.assert(
      fc.property(gstins(), fc.nat(13), fc.constantFrom(...ALPHABET), (gstin, at, char) => {
        fc.pre(gstin.charAt(at) !== char);
        const changed = gstin.slice(0, at) + char + gstin.slice(at + 1);
        expect(calculateGstinCheckCharacter(changed)).not.toBe(gstin.at(-1));
      }),
    );
  });
});

describe('suggestGstin', () => {
  test.each([
    ['Z7AAPFUO939FIZV', '27AAPFU0939F1ZV'],
    ['27AAPFU0939F12V', '27AAPFU0939F1ZV'],
    ['27AAPFU0939FIZV', '27AAPFU0939F1ZV'],
    ['27BJUPB53Z4E1Z9', '27BJUPB5324E1Z9'],
    ['27BJUP85324E1Z9', '27BJUPB5324E1Z9'],
  ])('reads %s as %s', (misread, suggestion) => {
    expect(suggestGstin(misread)).toBe(suggestion);
  });

  test.each([
    ['27AAPFU0939F1ZV', 'is right as it stands'],
    ['27AAPFU0939F1ZW', 'differs by no look-alike'],
    ['27ADPK6637J1IZN', 'is built differently'],
    ['27AAPFU0939F1Z', 'lacks a character'],
    ['', 'is empty'],
  ])('has nothing for %j, which %s', (text) => {
    expect(suggestGstin(text)).toBeUndefined();
  });

  test('finds its way back from look-alikes, or keeps silent', () => {
    fc.assert(
      fc.property(gstins(), fc.array(fc.nat(14), { maxLength: 4 }), (gstin, places) => {
        const misread = [...gstin].map((char, at) =>
          places.includes(at) ? (LOOK_ALIKES[char] ?? char) : char,
        );
        const suggestion = suggestGstin(misread.join(''));
        expect([gstin, undefined]).toContain(checkGstin(misread.join('')).isValid ? undefined : suggestion);
      }),
    );
  });
});

test('the fourth letter of a PAN names a kind of holder', () => {
  expect(hasKnownPanHolder('AAPFU0939F')).toBe(true);
  expect(hasKnownPanHolder('AAPXU0939F')).toBe(false);
});

test('canonicalGstin only cleans', () => {
  expect(canonicalGstin(' 27 aapfu ')).toBe('27AAPFU');
});

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'O',
  O: '0',
  '1': 'I',
  I: '1',
  '5': 'S',
  S: '5',
  '8': 'B',
  B: '8',
  '2': 'Z',
  Z: '2',
  '6': 'G',
  G: '6',
};

function withCheck(body: string): string {
  return body + calculateGstinCheckCharacter(body);
}

/** Regular GSTINs of states and PANs that stdnum knows too. */
function gstins(): fc.Arbitrary<string> {
  const letters = (length: number) =>
    fc.string({ unit: fc.constantFrom(...ALPHABET.slice(10)), minLength: length, maxLength: length });
  return fc
    .tuple(
      fc.integer({ min: 1, max: 37 }).map((code) => String(code).padStart(2, '0')),
      letters(3),
      fc.constantFrom(...'ABCFGHJLPT'),
      letters(1),
      fc.integer({ min: 1, max: 9999 }).map((serial) => String(serial).padStart(4, '0')),
      letters(1),
      fc.constantFrom(...ALPHABET.slice(1)),
      fc.constant('Z'),
    )
    .map((parts) => withCheck(parts.join('')));
}
