/** What a column headed `Amount` means: the value before tax, or the price with tax in it. */
import { ROUND_OFF } from '../../../invoice/law/rounding.ts';
import { approximateNumber, isAmountLike } from '../printed/printed-numbers.ts';
import { type PrintedRow, textOf } from '../printed/printed-rows.ts';
import type { TableColumn } from '../table/table-columns.ts';

const TOLERANCE_RUPEES = ROUND_OFF.toNumber();
const TAX = /\b(?:[csi]gst|utgst)\b/i;
const PAYABLE =
  /\b(?:net|grand|payable|paid|due|cash|card|upi|invoice (?:total|value)|bill (?:total|amount))\b/i;

/**
 * True if the amounts have tax in them: they add up to what is to be paid, though tax is printed too.
 */
export function includesTax(amounts: readonly string[], rowsBelow: readonly PrintedRow[]): boolean {
  const sum = amounts.reduce((total, amount) => total + (approximateNumber(amount) ?? Number.NaN), 0);
  const rows = rowsBelow.map((row) => ({ text: textOf(row.words), amounts: amountsOf(row) }));
  const isPaid = rows.some(
    ({ text, amounts: printed }) => PAYABLE.test(text) && printed.some((amount) => isSame(amount, sum)),
  );
  const isLargest = rows.every(({ amounts: printed }) =>
    printed.every((amount) => amount <= sum + TOLERANCE_RUPEES),
  );
  return isPaid && isLargest && rows.some(({ text }) => TAX.test(text));
}

/** `Amount` beside a taxable value is the total of the line, beside a total the value before tax. */
export function settleAmounts(columns: readonly TableColumn[], hasTax: boolean): readonly TableColumn[] {
  const hasTaxable = columns.some(({ role }) => role === 'Taxable_Value');
  const hasTotal = columns.some(({ role }) => role === 'Line_Total');
  const alone = hasTaxable || hasTax ? 'Line_Total' : 'Taxable_Value';
  const besideTotal = hasTaxable ? 'Other' : 'Taxable_Value';
  const meaning = hasTotal ? besideTotal : alone;
  return columns.map((column) => (column.role === 'Amount' ? { ...column, role: meaning } : column));
}

function amountsOf({ words }: PrintedRow): readonly number[] {
  return words.flatMap(({ text }) => (isAmountLike(text) ? (approximateNumber(text) ?? []) : []));
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= TOLERANCE_RUPEES;
}
