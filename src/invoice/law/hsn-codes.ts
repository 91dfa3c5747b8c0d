/** Codes of goods (HSN) and services (SAC): how many digits they have, and which of the two a code is. */
import { type Dated, GST_BEGAN, underOneLaw } from './dated.ts';

interface CodeForm extends Dated {
  readonly of: 'goods' | 'services';
  readonly digits: number;
  readonly note: string;
}

const CODE_FORMS: readonly CodeForm[] = underOneLaw(
  {
    from: GST_BEGAN,
    source:
      'CGST Rules, rule 46(g); notifications 12/2017, 28 June 2017, and 78/2020-Central Tax, 15 October 2020',
  },
  [
    { of: 'goods', digits: 4, note: 'up to ₹5 crore of turnover' },
    { of: 'goods', digits: 6, note: 'above ₹5 crore' },
    { of: 'goods', digits: 8, note: 'for export' },
    { of: 'services', digits: 4, note: 'up to ₹5 crore of turnover' },
    { of: 'services', digits: 6, note: 'above ₹5 crore' },
  ],
);

/** Chapter 99 of the scheme of classification that is annexed to notification 11/2017-Central Tax (Rate). */
const SERVICES = '99';

const LENGTHS = [...new Set(CODE_FORMS.map(({ digits }) => digits))].sort((a, b) => b - a);

/** A code by its digits alone, as part of a regular expression, the longest form first. */
export const CODE_DIGITS: string = LENGTHS.map((digits) => `\\d{${digits}}`).join('|');

const CODE = new RegExp(`^(?:${CODE_DIGITS})$`);
const DIGITS = /^\d+$/;

/** Whether a code has as many digits as its kind may have. */
export function isHsnCode(code: string): boolean {
  const kind = isServiceCode(code) ? 'services' : 'goods';
  return DIGITS.test(code) && CODE_FORMS.some(({ of, digits }) => of === kind && digits === code.length);
}

/** Whether a text has the length of a code, of goods or services. */
export function hasHsnShape(text: string): boolean {
  return CODE.test(text);
}

/** The same, though a digit may have been lost or read twice. */
export function mayBeHsn(text: string): boolean {
  return DIGITS.test(text) && text.length >= Math.min(...LENGTHS) && text.length <= Math.max(...LENGTHS);
}

/** SAC are the codes of one chapter. */
export function isServiceCode(code: string): boolean {
  return code.startsWith(SERVICES);
}

/** Whether a code is one of these goods: small dealers print its first four digits only. */
export function hasCodePrefix(code = '', prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => code.startsWith(prefix) || (code.length >= 4 && prefix.startsWith(code)));
}
