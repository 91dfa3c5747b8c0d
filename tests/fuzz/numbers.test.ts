/** Any text as a number: what is read stands there, and what cannot be read for sure is refused. */
import Big from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canonicalDecimal,
  formatRupees,
  parseDecimal,
  parseQuantity,
} from '../../src/invoice/values/amounts.ts';
import { PURE_CASES } from './cases.ts';

const CANONICAL = /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,10})?$/;

const fragment = fc.constantFrom(
  ...[
    '0',
    '1',
    '9',
    '00',
    '12',
    '1,25,000',
    '500',
    '१',
    '५',
    '৭',
    '0',
    '9',
    '.',
    ',',
    '-',
    '−',
    '(',
    ')',
    '(-)',
  ],
  ...[
    '+',
    '₹',
    'Rs.',
    'Rs',
    'INR',
    '/-',
    '/=',
    '%',
    '@',
    ' ',
    '\u00a0',
    '\u200e',
    'only',
    'NOS',
    'Kg',
    'e5',
    'Cr',
    ':',
  ],
);
const nearNumber = fc.array(fragment, { maxLength: 9 }).map((parts) => parts.join(''));
const anyText = fc.oneof(
  { weight: 6, arbitrary: nearNumber },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
);

/** Every digit of the text in its own script, as ASCII, in order. */
function digitsOf(text: string): string {
  const digits = [...text].filter((char) => /\p{Nd}/u.test(char));
  return digits.map((char) => [...'0123456789'].find((digit) => isSameDigit(digit, char)) ?? '?').join('');
}

/** Each script's ten digits follow each other, from a code that a multiple of the block's own start leaves. */
function isSameDigit(ascii: string, char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  const start = code < 0x80 ? 0x30 : code >= 0xff10 ? 0xff10 : (code & ~0xf) + 6;
  return code - start === Number(ascii);
}

test('what is read is canonical, reads the same again, and has the digits of the paper, in order', () => {
  let read = 0;
  fc.assert(
    fc.property(anyText, (text) => {
      const decimal = canonicalDecimal(text);
      if (decimal === undefined) return;
      read += 1;
      expect(decimal).toMatch(CANONICAL);
      expect(canonicalDecimal(decimal)).toBe(decimal);
      expect(parseDecimal(text)?.eq(new Big(decimal))).toBe(true);
      expect(decimal.replace(/\D/g, '').replace(/^0+/, '')).toBe(digitsOf(text).replace(/^0+/, ''));
      if (decimal.startsWith('-')) expect(text).toMatch(/[-−(－‐-―（]/u);
    }),
    { numRuns: PURE_CASES },
  );
  expect(read).toBeGreaterThan(PURE_CASES / 20);
});

const rupeeSign = fc.constantFrom('', '₹', '₹ ', 'Rs.', 'Rs. ', 'INR ', 'रु ');
const script = fc.constantFrom(0x30, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xc66, 0xce6, 0xd66, 0xff10);

test('a number is read back however Indian paper prints it', () => {
  fc.assert(
    fc.property(
      fc.record({
        integer: fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }).map(String),
        fraction: fc.stringMatching(/^\d{0,10}$/),
        group: fc.constantFrom(String, groupIndian, groupWestern),
        sign: fc.constantFrom('', '-before', '-between', '()', '-after'),
        rupees: rupeeSign,
        zero: script,
        tail: fc.constantFrom('', '/-', '%', ' only', ' '),
      }),
      ({ integer, fraction, group, sign, rupees, zero, tail }) => {
        const magnitude = fraction === '' ? integer : `${integer}.${fraction}`;
        const printed = toScript(fraction === '' ? group(integer) : `${group(integer)}.${fraction}`, zero);
        // A minus and a stroke behind a number exclude each other; a percentage in brackets is not below zero.
        const isOdd = (sign === '-after' && tail === '/-') || (sign === '()' && tail === '%');
        const end = isOdd ? '' : tail;
        const text = withSign({
          sign,
          rupees,
          printed: sign === '-after' ? `${printed}-${end}` : printed + end,
        });
        const isZero = !/[1-9]/.test(magnitude);
        expect(canonicalDecimal(text)).toBe(
          text.length > 64 && text.trim().length > 64
            ? undefined
            : sign === '' || isZero
              ? magnitude
              : `-${magnitude}`,
        );
      },
    ),
    { numRuns: PURE_CASES },
  );
});

test('a formatted sum of rupees is read back to the paisa', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }), (paise) => {
      const amount = new Big(String(paise)).div(100);
      expect(parseDecimal(formatRupees(amount))?.eq(amount)).toBe(true);
    }),
    { numRuns: PURE_CASES },
  );
});

test('a quantity is its number with or without a unit, and the unit is a word of the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const quantity = parseQuantity(text);
      if (quantity === undefined) return void expect(canonicalDecimal(text)).toBeUndefined();
      expect(quantity.number).toMatch(CANONICAL);
      if (quantity.unit === undefined) return void expect(canonicalDecimal(text)).toBe(quantity.number);
      expect(quantity.unit).not.toMatch(/\d/);
      expect(squeeze(text)).toContain(squeeze(quantity.unit));
    }),
    { numRuns: PURE_CASES },
  );
});

/** How soon, `npm run bench long-texts` tells: a loaded machine must not make a test fail. */
test.each(['1', ',', '1,', '(', '1 ', '₹', '1a', 'a ', '१', '.', '-'])(
  '100,000 times %j is no number that anybody prints',
  (piece) => {
    const long = piece.repeat(100_000);
    for (const text of [long, `1${long}`, `${long}!`]) {
      expect(canonicalDecimal(text)).toBeUndefined();
      expect(parseQuantity(text)).toBeUndefined();
    }
  },
);

function groupIndian(digits: string): string {
  const head = digits.slice(0, -3).replace(/\B(?=(?:\d{2})+$)/g, ',');
  return head === '' ? digits : `${head},${digits.slice(-3)}`;
}

function groupWestern(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function toScript(text: string, zero: number): string {
  return text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
}

function withSign({ sign, rupees, printed }: { sign: string; rupees: string; printed: string }): string {
  if (sign === '-before') return `-${rupees}${printed}`;
  if (sign === '-between') return `${rupees}-${printed}`;
  return sign === '()' ? `(${rupees}${printed})` : `${rupees}${printed}`;
}

function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Cf}]+/gu, '');
}
