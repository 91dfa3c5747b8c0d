/** Translates typed cells into Google's: text is never evaluated, amounts are numbers, dates are dates. */
import { checkDecimal, parseLocalTime } from '../sheet/cell-values.ts';
import type { Cell } from '../sheet/invoice-sheet.ts';
import type { SheetsCell } from './sheets-client.ts';

/** Google's limit of one cell. */
const MAX_TEXT_LENGTH = 50_000;
const CUT_MARK = '… [cut: too long for a cell]';
/** A cell's number is a double: it keeps 15 significant digits. */
const MAX_DIGITS = 15;
const DAY_MS = 86_400_000;
/** Day 0 of a spreadsheet is 1899-12-30, this many days before 1970-01-01. */
const SERIAL_OF_1970 = 25_569;

const FORMATS = {
  text: { type: 'TEXT' },
  amount: { type: 'NUMBER', pattern: '#,##0.00' },
  date: { type: 'DATE', pattern: 'dd-mm-yyyy' },
  timestamp: { type: 'DATE_TIME', pattern: 'dd-mm-yyyy hh:mm:ss' },
} as const;

/** The parts of a cell that `toSheetsCell` sets, as a field mask. */
export const CELL_FIELDS = 'userEnteredValue,userEnteredFormat.numberFormat';

/**
 * Text above 50,000 characters is cut, with a mark. A decimal of more digits than a number can hold is written as
 * text, as printed. Throws `sheet_rejected` for a decimal or a date that is none.
 */
export function toSheetsCell(cell: Cell): SheetsCell {
  switch (cell.kind) {
    case 'text':
      return textCell(cutText(cell.text));
    case 'amount':
      return decimalCell(cell.decimal, FORMATS.amount);
    case 'number':
      return decimalCell(cell.decimal);
    case 'date':
      return numberCell(serialOf(`${cell.date}T00:00:00`), FORMATS.date);
    case 'timestamp':
      return numberCell(serialOf(cell.local), FORMATS.timestamp);
  }
}

function decimalCell(decimal: string, format?: SheetsNumberFormat): SheetsCell {
  const digits = checkDecimal(decimal).replace(/\D/g, '').replace(/^0+/, '');
  return digits.length > MAX_DIGITS ? textCell(decimal) : numberCell(Number(decimal), format);
}

type SheetsNumberFormat = (typeof FORMATS)[keyof typeof FORMATS];

export function numberCell(numberValue: number, format?: SheetsNumberFormat): SheetsCell {
  const value = { userEnteredValue: { numberValue } };
  return format === undefined ? value : { ...value, userEnteredFormat: { numberFormat: format } };
}

/** The text format keeps `001` as it is even when a person edits the cell later. */
function textCell(stringValue: string): SheetsCell {
  return { userEnteredValue: { stringValue }, userEnteredFormat: { numberFormat: FORMATS.text } };
}

function cutText(text: string): string {
  if (text.length <= MAX_TEXT_LENGTH) return text;
  const kept = text.slice(0, MAX_TEXT_LENGTH - CUT_MARK.length);
  // Half of a surrogate pair is not a character.
  return kept.replace(/[\uD800-\uDBFF]$/, '') + CUT_MARK;
}

function serialOf(local: string): number {
  return parseLocalTime(local).getTime() / DAY_MS + SERIAL_OF_1970;
}
