/** Numbers as printed, in and out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalDecimal,
  formatRupees,
  parseDecimal,
  parseQuantity,
} from '../../../src/invoice/values/amounts.ts';

const CANONICAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

describe('canonicalDecimal', () => {
  test.each([
    ['1,25,000.00', '125000.00'],
    ['₹ 1,128.00', '1128.00'],
    ['₹1,128.00', '1128.00'],
    ['Rs. 500/-', '500'],
    ['Rs.500', '500'],
    ['Rs 500/=', '500'],
    ['rs. 500/- only', '500'],
    ['INR 5,000.00', '5000.00'],
    ['5,000.00 INR', '5000.00'],
    ['(200.00)', '-200.00'],
    ['₹ (200.00)', '-200.00'],
    ['-200', '-200'],
    ['- ₹ 200', '-200'],
    ['₹ -200', '-200'],
    ['(-)0.50', '-0.50'],
    ['(+) 0.50', '0.50'],
    ['+0.50', '0.50'],
    ['200.00-', '-200.00'],
    ['−200.00', '-200.00'],
    ['–200.00', '-200.00'],
    ['12.5 %', '12.5'],
    ['18%', '18'],
    ['@ 18 %', '18'],
    ['1, 25, 000 . 00', '125000.00'],
    ['  1,128.00 ', '1128.00'],
    ['₹\u00A01,128.00', '1128.00'],
    ['१,२५,०००.००', '125000.00'],
    ['1,128.00', '1128.00'],
    ['௧௨', '12'],
    ['1,234,567.89', '1234567.89'],
    ['12,34,567.89', '1234567.89'],
    ['1,00,00,000', '10000000'],
    ['0', '0'],
    ['0.00', '0.00'],
    ['-0.00', '0.00'],
    ['.50', '0.50'],
    ['₹ .50', '0.50'],
    ['Rs. .50', '0.50'],
    ['5.', '5'],
    ['007', '7'],
    ['1.250', '1.250'],
    ['999999999999999999.99', '999999999999999999.99'],
  ])('reads %j as %s', (printed, expected) => {
    expect(canonicalDecimal(printed)).toBe(expected);
  });

  test.each([
    ['', 'nothing'],
    ['-', 'a dash'],
    ['.', 'a point'],
    ['₹', 'a currency sign'],
    ['Nil', 'a word'],
    ['NaN', 'not a number'],
    ['Infinity', 'no number either'],
    ['1e5', 'computer notation'],
    ['0x1F', 'hexadecimal'],
    ['1-2', 'a range'],
    ['12/13', 'a fraction or a number of something'],
    ['06/02/2026', 'a date'],
    ['06-02-2026', 'a date'],
    ['6.2.2026', 'a date'],
    ['27AAPFU0939F1ZV', 'a GSTIN'],
    ['1.250,00', 'a decimal comma'],
    ['1250,00', 'a decimal comma'],
    ['12,34', 'a broken group'],
    ['1,2345', 'a broken group'],
    ['1,23,456,789.00', 'mixed groups'],
    ['10 500', 'perhaps two columns'],
    ['1,128.00 203.04', 'two columns'],
    ['200(300)', 'two numbers'],
    ['(9%)', 'a remark, not minus nine'],
    ['-(200)', 'two signs'],
    ['(-)200-', 'two signs'],
    ['500.-', 'a point before the dash'],
    ['Rs .50', 'fifty rupees or fifty paise'],
    ['200.00 Cr', 'a credit or crores'],
    ['200.00 Dr', 'a ledger balance'],
    ['10 NOS', 'a quantity'],
    ['10²', 'a power'],
    ['USD 500', 'another currency'],
    ['1000000000000000000', 'more than 18 digits'],
    ['0.12345678901', 'more than 10 decimals'],
    ['9'.repeat(100_000), 'far too long'],
  ])('refuses %j: %s', (printed) => {
    expect(canonicalDecimal(printed)).toBeUndefined();
  });

  test('reads every printed form of a number back to the same canonical text', () => {
    fc.assert(
      fc.property(
        decimals(),
        fc.constantFrom(...GROUPINGS),
        fc.constantFrom(...FORMS),
        (decimal, group, form) => {
          const [integer = '', fraction] = decimal.replace('-', '').split('.');
          const magnitude = fraction === undefined ? group(integer) : `${group(integer)}.${fraction}`;
          const isNegative = decimal.startsWith('-');
          expect(canonicalDecimal(form(magnitude, isNegative))).toBe(decimal);
        },
      ),
    );
  });

  test('accepts nothing that is not canonical afterwards, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), numberLikeText()), (text) => {
        const canonical = canonicalDecimal(text) ?? '0';
        expect(canonical).toMatch(CANONICAL);
        expect(canonicalDecimal(canonical)).toBe(canonical);
        expect(parseQuantity(text)?.number ?? '0').toMatch(CANONICAL);
      }),
      { numRuns: 400 },
    );
  });
});

describe('parseDecimal', () => {
  test('is exact where binary floats are not', () => {
    expect(
      parseDecimal('0.10')
        ?.plus(parseDecimal('0.20') ?? 0)
        .toFixed(),
    ).toBe('0.3');
  });

  test('refuses what canonicalDecimal refuses', () => {
    expect(parseDecimal('1e5')).toBeUndefined();
  });
});

describe('parseQuantity', () => {
  test.each([
    ['10', { number: '10' }],
    ['10 NOS', { number: '10', unit: 'NOS' }],
    ['10NOS', { number: '10', unit: 'NOS' }],
    ['5.000 Kgs.', { number: '5.000', unit: 'Kgs.' }],
    ['1,250.00/Pcs', { number: '1250.00', unit: 'Pcs' }],
    ['₹ 40 per sq.ft', { number: '40', unit: 'sq.ft' }],
    ['१० किलो', { number: '10', unit: 'किलो' }],
  ])('reads %j as %j', (printed, expected) => {
    expect(parseQuantity(printed)).toEqual(expected);
  });

  test.each(['NOS', '1e', '0xFF', '1.5 Cr', '2 lakh', '10 500 NOS', '06/02/2026'])(
    'refuses %j',
    (printed) => {
      expect(parseQuantity(printed)).toBeUndefined();
    },
  );
});

describe('formatRupees', () => {
  test.each([
    ['0', '₹0.00'],
    ['5', '₹5.00'],
    ['999.5', '₹999.50'],
    ['1000', '₹1,000.00'],
    ['125000.00', '₹1,25,000.00'],
    ['12345678.9', '₹1,23,45,678.90'],
    ['-200.00', '-₹200.00'],
    ['0.005', '₹0.01'],
    ['999999999999999999.99', '₹9,99,99,99,99,99,99,99,999.99'],
  ])('prints %s as %s', (decimal, expected) => {
    expect(formatRupees(decimal)).toBe(expected);
  });

  test('prints what the parser reads back', () => {
    fc.assert(
      fc.property(decimals(2), (decimal) => {
        expect(parseDecimal(formatRupees(decimal))?.eq(decimal)).toBe(true);
      }),
    );
  });
});

const GROUPINGS = [
  (digits: string) => digits,
  (digits: string) => digits.replace(/\B(?=(?:\d{3})+$)/g, ','),
  (digits: string) => digits.replace(/\B(?=(?:\d{2})*\d{3}$)/g, ','),
];

const FORMS: readonly ((magnitude: string, isNegative: boolean) => string)[] = [
  (magnitude, isNegative) => `${isNegative ? '-' : ''}${magnitude}`,
  (magnitude, isNegative) => `₹ ${isNegative ? '\u2212' : ''}${magnitude}`,
  (magnitude, isNegative) => `${isNegative ? '-' : ''} Rs. ${magnitude}`,
  (magnitude, isNegative) => (isNegative ? `(INR ${magnitude})` : `INR ${magnitude}/-`),
  (magnitude, isNegative) => `${magnitude}${isNegative ? '-' : ''}`,
  (magnitude, isNegative) => ` ${isNegative ? '(-)' : ''}\u00A0${magnitude.replaceAll(',', ' , ')} `,
  (magnitude, isNegative) =>
    `${isNegative ? '-' : ''}${magnitude.replace(/\d/g, (digit) => String.fromCodePoint(0x966 + Number(digit)))} %`,
];

function decimals(maxScale = 4): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.bigInt({ min: 0n, max: 999_999_999_999n }),
      fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: maxScale }),
      fc.boolean(),
    )
    .map(([integer, fraction, isNegative]) => {
      const magnitude = fraction === '' ? String(integer) : `${integer}.${fraction}`;
      return isNegative && /[1-9]/.test(magnitude) ? `-${magnitude}` : magnitude;
    });
}

function numberLikeText(): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...'01259,. -+()/%₹RsINRCre०५\u00A0xN'), maxLength: 14 });
}
