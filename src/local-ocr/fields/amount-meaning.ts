/** What a column headed `Amount` means: the value before tax, or the price with tax in it. */
import { approximateNumber, isAmountLike } from './printed-numbers.ts';
import type { PrintedRow } from './printed-rows.ts';

/** Rounding to whole rupees. */
const TOLERANCE_RUPEES = 1;
const TAX_ROW = /[csi]gst|utgst|\bgst\b|\btax\b/i;

/**
 * True if the amounts have tax in them: they add up to the largest amount that is printed below the table, though tax
 * is printed there too.
 */
export function includesTax(amounts: readonly string[], rowsBelow: readonly PrintedRow[]): boolean {
  const sum = amounts.reduce((total, amount) => total + (approximateNumber(amount) ?? Number.NaN), 0);
  const taxes = rowsBelow
    .filter(({ words }) => words.some(({ text }) => TAX_ROW.test(text)))
    .flatMap(amountsOf);
  const largest = Math.max(...rowsBelow.flatMap(amountsOf));
  const below = rowsBelow.map((row) => row.words.map(({ text }) => text).join(' '));
  const hasTax = taxes.some((tax) => tax > 0) || taxTableBelow(below);
  return hasTax && Math.abs(largest - sum) <= TOLERANCE_RUPEES;
}

function amountsOf({ words }: PrintedRow): readonly number[] {
  return words.flatMap(({ text }) => (isAmountLike(text) ? (approximateNumber(text) ?? []) : []));
}

/** `GST% | Taxable | CGST | SGST`, whose amounts stand in the rows below. */
function taxTableBelow(rows: readonly string[]): boolean {
  return rows.some((text) => /taxable/i.test(text) && /[csi]gst/i.test(text));
}
