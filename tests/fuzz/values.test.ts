/** Numbers, dates and GSTINs as they come from paper, near the usual forms and far from them. */
import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalDecimal, formatRupees, parseDecimal, parseQuantity } from '../../src/invoice/amounts.ts';
import { formatDate, parseDate } from '../../src/invoice/dates.ts';
import { canonicalGstin, checkGstin } from '../../src/invoice/gstin.ts';
import { RUNS } from './runs.ts';

const SIGNS = [
  '₹',
  'Rs.',
  '/-',
  '%',
  ',',
  '.',
  '-',
  '(',
  ')',
  ' ',
  '\u00a0',
  '५',
  'nil',
  'e',
  '١',
  '½',
  'INR',
  'Cr',
];
/** Digits and what stands between them on paper, in any order. */
const numberish = fc
  .array(fc.oneof(fc.nat(9999).map(String), fc.constantFrom(...SIGNS), fc.string({ maxLength: 2 })), {
    maxLength: 9,
  })
  .map((parts) => parts.join(''));

describe('numbers', () => {
  test('any text is an exact decimal or none, and canonical the first time', () => {
    fc.assert(
      fc.property(fc.oneof(numberish, fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const canonical = canonicalDecimal(text);
        if (canonical !== undefined) {
          expect(canonical).toMatch(/^-?\d+(\.\d+)?$/);
          expect(canonicalDecimal(canonical)).toBe(canonical);
          expect(parseDecimal(text)?.eq(canonical)).toBe(true);
        }
        parseQuantity(text);
      }),
      RUNS,
    );
  });

  test('every amount is read back from the way it is printed', () => {
    const paise = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    const forms = [
      (text: string) => text,
      (text: string) => text.replace('₹', 'Rs. '),
      (text: string) => text.replace('₹', ''),
      (text: string) => `${text}/-`,
      (text: string) => text.replace('₹', '₹ '),
    ];
    fc.assert(
      fc.property(paise, fc.constantFrom(...forms), (amount, print) => {
        const value = new Big(amount.toString()).div(100);
        expect(parseDecimal(print(formatRupees(value)))?.eq(value)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('dates', () => {
  const dateish = fc
    .array(
      fc.oneof(fc.nat(3000).map(String), fc.constantFrom('/', '-', '.', ' ', 'Feb', 'फरवरी', 'th', ',', "'")),
      {
        maxLength: 7,
      },
    )
    .map((parts) => parts.join(''));

  test('any text is a day of the calendar or none', () => {
    fc.assert(
      fc.property(fc.oneof(dateish, fc.string()), (text) => {
        const date = parseDate(text);
        if (date === undefined) return;
        expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
        expect(parseDate(date)).toBe(date);
      }),
      RUNS,
    );
  });

  test('every day is read back from the ways it is printed, day first', () => {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom('/', '-', '.'), (day, separator) => {
        const iso = day.toISOString().slice(0, 10);
        const dayFirst = iso.split('-').reverse().join(separator);
        expect([parseDate(dayFirst), parseDate(formatDate(iso)), parseDate(iso)]).toEqual([iso, iso, iso]);
      }),
      RUNS,
    );
  });
});

describe('GSTINs', () => {
  const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const sound = fc.constantFrom('27AAPFU0939F1ZV', '29AAFCC9980M1ZR', '27AADFF2788D1ZF', '27BJUPB5324E1Z9');

  test('any text is judged, and judged alike however it is written', () => {
    const gstinish = fc
      .array(fc.constantFrom(...ALPHABET, ' ', '-', 'z'), { maxLength: 17 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(fc.oneof(gstinish, fc.string()), (text) => {
        const check = checkGstin(text);
        expect(checkGstin(canonicalGstin(text)).isValid).toBe(check.isValid);
        expect(canonicalGstin(canonicalGstin(text))).toBe(canonicalGstin(text));
      }),
      RUNS,
    );
  });

  test('one character misread, or two swapped beside each other, never passes for another', () => {
    fc.assert(
      fc.property(
        sound,
        fc.nat(14),
        fc.constantFrom(...ALPHABET),
        fc.boolean(),
        (gstin, at, other, swaps) => {
          const [a = '', b = ''] = [gstin[at], gstin[at + 1]];
          const changed = swaps
            ? gstin.slice(0, at) + b + a + gstin.slice(at + 2)
            : gstin.slice(0, at) + other + gstin.slice(at + 1);
          if (changed !== gstin) expect(checkGstin(changed).isValid).toBe(false);
        },
      ),
      RUNS,
    );
  });
});
