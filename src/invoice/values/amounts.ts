/** The one tolerant parser for numbers as Indian paper prints them, and the rupee format of our messages. */
import Big from 'big.js';
import { foldPrintedText } from './printed-text.ts';

/** Longer text is no number, and not worth a regular expression. */
const MAX_PRINTED_LENGTH = 64;
const MAX_INTEGER_DIGITS = 18;
const MAX_FRACTION_DIGITS = 10;

const CURRENCY = '(?:₹|Rs\\.?|Re\\.?|INR|Rupees|रु\\.?|रू\\.?)';
const SIGN = '(?:[-+]|\\([-+]\\))';

/** `₹ -200`, `-₹ 200`, `(-)200.00` as Tally prints it, `200.00-` as SAP does, `500/-`, `@ 18 %`. */
const PRINTED_NUMBER = new RegExp(
  `^(?<before>${SIGN})?@?:?${CURRENCY}?:?(?<between>${SIGN})?(?<number>[\\d.,]+)(?:(?<after>(?<=\\d)-)|/[-=])?${CURRENCY}?(?:only)?%?$`,
  'i',
);

/** An accountant's minus. A percentage in brackets, as in `CGST (9%)`, is not below zero. */
const BRACKETED = /^(?<outside>\D*?)\((?<inside>[^%]*\d[^%]*)\)$/;

const PLAIN = /^\d+$/;
/** Lakhs and crores: a last group of three, the others of two. */
const INDIAN_GROUPS = /^\d{1,2}(?:,\d{2})*,\d{3}$/;
const WESTERN_GROUPS = /^\d{1,3}(?:,\d{3})+$/;

/** A word after a quantity or a price: `10 NOS`, `2.5Kg.`, `250.00/Pcs`, `40 per sq.ft`. */
const WITH_UNIT = /^(?<number>.*\d[.)]?)\s*(?:\/|per\b)?\s*(?<unit>\p{L}[\p{L}\p{M}. ]{0,14})$/iu;
/** Words that change the number itself; half of them mean two things (`Cr` is credit and crore). */
const NOT_A_UNIT = /^(?:x.*|e|k|cr|dr|lakhs?|lacs?|crores?|only)\.?$/i;

/**
 * The number that stands in `text` as a canonical decimal (`-?digits[.digits]`) with the scale that was printed:
 * `₹ 1,25,000.00` gives `125000.00`, `(200)` gives `-200`, `12.5 %` gives `12.5`. Undefined if it isn't surely one
 * number: `1.250,00` (India has no decimal comma), `12,34`, `10 500` (two columns?), `1-2`, `1e5`, `200 Cr` (credit
 * or crore?), or more than 18 digits before the point.
 */
export function canonicalDecimal(text: string): string | undefined {
  const folded = text.length > MAX_PRINTED_LENGTH ? '' : foldPrintedText(text);
  const bracketed = BRACKETED.exec(folded)?.groups;
  const unbracketed = bracketed ? `${bracketed.outside}${bracketed.inside}` : folded;
  const groups = PRINTED_NUMBER.exec(withoutHarmlessSpaces(unbracketed))?.groups;
  if (groups === undefined) return undefined;
  const signs = [bracketed && '-', groups.before, groups.between, groups.after].filter(Boolean);
  const magnitude = canonicalMagnitude(groups.number ?? '');
  if (magnitude === undefined || signs.length > 1) return undefined;
  const isNegative = signs.join('').includes('-') && /[1-9]/.test(magnitude);
  return isNegative ? `-${magnitude}` : magnitude;
}

/** The exact value of `canonicalDecimal(text)`. */
export function parseDecimal(text: string): Big | undefined {
  const canonical = canonicalDecimal(text);
  return canonical === undefined ? undefined : new Big(canonical);
}

/**
 * A quantity or a price to which its unit may stick: `10 NOS` gives `{ number: '10', unit: 'NOS' }`.
 * `number` is canonical. Undefined where `canonicalDecimal` would be, after the unit is taken off.
 */
export function parseQuantity(text: string): { number: string; unit?: string } | undefined {
  const bare = canonicalDecimal(text);
  if (bare !== undefined) return { number: bare };
  const { number = '', unit = '' } = WITH_UNIT.exec(foldPrintedText(text))?.groups ?? {};
  const canonical = canonicalDecimal(number);
  return canonical === undefined || NOT_A_UNIT.test(unit) ? undefined : { number: canonical, unit };
}

/** `12345678.9` → `₹1,23,45,678.90`, exact, rounded half up to paise. Throws if `amount` is not a decimal. */
export function formatRupees(amount: Big | string): string {
  const value = new Big(amount);
  const [rupees = '', paise = ''] = value.abs().toFixed(2).split('.');
  const crores = rupees.slice(0, -3).replace(/\B(?=(?:\d{2})+$)/g, ',');
  const grouped = crores === '' ? rupees : `${crores},${rupees.slice(-3)}`;
  return `${value.lt(0) ? '-' : ''}₹${grouped}.${paise}`;
}

/**
 * Spaces stand for nothing, except between two digits, where they may part two numbers, and between a word and a
 * point: `Rs .50` is half a rupee, `Rs. 50` is fifty.
 */
function withoutHarmlessSpaces(text: string): string {
  return text.replace(/ (?!(?<=\d )\d|(?<=\p{L} )\.)/gu, '');
}

function canonicalMagnitude(printed: string): string | undefined {
  const [integer = '', fraction = '', ...rest] = printed.split('.');
  if (rest.length > 0 || (integer === '' && fraction === '')) return undefined;
  if (![PLAIN, INDIAN_GROUPS, WESTERN_GROUPS].some((groups) => groups.test(integer || '0'))) return undefined;
  if (!/^\d*$/.test(fraction) || fraction.length > MAX_FRACTION_DIGITS) return undefined;
  const digits = integer.replaceAll(',', '').replace(/^0+(?=\d)/, '') || '0';
  if (digits.length > MAX_INTEGER_DIGITS) return undefined;
  return fraction === '' ? digits : `${digits}.${fraction}`;
}
