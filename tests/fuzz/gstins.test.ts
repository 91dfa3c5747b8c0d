/** Any text as a GSTIN: what is called valid has its form and check digit, and no repair is more than look-alikes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  calculateGstinCheckCharacter,
  canonicalGstin,
  checkGstin,
  suggestGstin,
} from '../../src/invoice/parties/gstin.ts';
import { PURE_CASES } from './cases.ts';

const ALPHABET = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const letter = fc.constantFrom(...ALPHABET.slice(10));
const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
const letters = (count: number) =>
  fc.array(letter, { minLength: count, maxLength: count }).map((all) => all.join(''));
const state = fc.constantFrom('07', '09', '19', '24', '27', '29', '33', '36', '97');

const validGstin = fc
  .tuple(state, letters(5), digits(4), letter, fc.constantFrom(...ALPHABET.slice(1)))
  .map(([code, name, number, check, entity]) => `${code}${name}${number}${check}${entity}Z`)
  .map((body) => body + calculateGstinCheckCharacter(`${body}0`));

const character = fc.constantFrom(...ALPHABET, ...'०९oOl|-. \u00a0Ａ\0');
const anyText = fc.oneof(
  fc.array(character, { minLength: 13, maxLength: 17 }).map((all) => all.join('')),
  fc.tuple(validGstin, fc.nat(14), character).map(([gstin, at, char]) => replaceAt(gstin, at, char)),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

test('whatever the text, the judgement is whole and the same of what it calls canonical', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const check = checkGstin(text);
      expect(check.gstin).toBe(canonicalGstin(text));
      expect(checkGstin(check.gstin)).toEqual(check);
      if (!check.isValid)
        return void expect(['length', 'format', 'state', 'check_digit']).toContain(check.problem);
      expect(check.gstin).toMatch(/^\d{2}[0-9A-Z]{13}$/);
      expect(check.gstin.at(-1)).toBe(checkCharacterByHand(check.gstin));
      expect(check.gstin.startsWith(check.stateCode)).toBe(true);
      if (check.pan !== undefined) expect(check.gstin.slice(2, 12)).toBe(check.pan);
    }),
    { numRuns: PURE_CASES },
  );
});

test('a valid one is read however it is typed', () => {
  const typed = fc.tuple(
    validGstin,
    fc.array(fc.constantFrom('', '', ' ', '-', '.', '\u200b', '\u00a0'), { minLength: 15, maxLength: 15 }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(typed, ([gstin, gaps, isLower]) => {
      const text = [...gstin].map((char, at) => char + gaps[at]).join('');
      expect(checkGstin(isLower ? text.toLowerCase() : text)).toMatchObject({ isValid: true, gstin });
    }),
    { numRuns: PURE_CASES },
  );
});

test('one wrong character is always noticed', () => {
  fc.assert(
    fc.property(validGstin, fc.nat(14), fc.constantFrom(...ALPHABET), (gstin, at, char) => {
      fc.pre(gstin.charAt(at) !== char);
      expect(checkGstin(replaceAt(gstin, at, char)).isValid).toBe(false);
    }),
    { numRuns: PURE_CASES },
  );
});

test('two characters swapped beside each other never pass for another', () => {
  fc.assert(
    fc.property(validGstin, fc.nat(13), (gstin, at) => {
      const [a = '', b = ''] = [gstin[at], gstin[at + 1]];
      // Digit 0 and digit Z (35) weigh the same in either place: the one swap that the check digit cannot see.
      fc.pre(a !== b && `${a}${b}` !== '0Z' && `${a}${b}` !== 'Z0');
      expect(checkGstin(gstin.slice(0, at) + b + a + gstin.slice(at + 2)).isValid).toBe(false);
    }),
    { numRuns: PURE_CASES },
  );
});

test('a repair is valid, changes look-alikes alone, and is never offered for what is valid', () => {
  let offered = 0;
  const misread = fc
    .tuple(validGstin, fc.array(fc.nat(14), { minLength: 1, maxLength: 4 }))
    .map(([gstin, places]) =>
      places.reduce((text, at) => replaceAt(text, at, nextAlike(text.charAt(at))), gstin),
    );
  fc.assert(
    fc.property(fc.oneof(misread, anyText), (text) => {
      const repaired = suggestGstin(text);
      if (repaired === undefined) return;
      offered += 1;
      expect(checkGstin(text).isValid).toBe(false);
      expect(checkGstin(repaired)).toMatchObject({ isValid: true, kind: 'regular' });
      [...canonicalGstin(text)].forEach((char, at) => {
        const there = repaired.charAt(at);
        expect(alikeOf(char)).toContain(there);
      });
    }),
    { numRuns: PURE_CASES },
  );
  expect(offered).toBeGreaterThan(PURE_CASES / 20);
});

/** All that may be read in place of each other. */
const LOOK_ALIKES = ['0O', '1IL', '5S', '8B', '2Z', '6G'];

function alikeOf(char: string): string {
  return LOOK_ALIKES.find((alike) => alike.includes(char)) ?? char;
}

function nextAlike(char: string): string {
  const alike = alikeOf(char);
  return alike.charAt((alike.indexOf(char) + 1) % alike.length);
}

function replaceAt(text: string, at: number, char: string): string {
  return text.slice(0, at) + char + text.slice(at + 1);
}

/** The same sum in base 36 that a hand does, digit by digit of each product. */
function checkCharacterByHand(gstin: string): string | undefined {
  let sum = 0;
  for (const [place, char] of [...gstin.slice(0, 14)].entries()) {
    const product = Number.parseInt(char, 36) * (place % 2 === 0 ? 1 : 2);
    sum +=
      Number.parseInt(product.toString(36).at(-1) ?? '', 36) +
      Number.parseInt(product.toString(36).slice(0, -1) || '0', 36);
  }
  return ALPHABET[(36 - (sum % 36)) % 36];
}
