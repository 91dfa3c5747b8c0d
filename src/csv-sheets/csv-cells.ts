/** Turns typed cells into the text of a CSV cell, safe to open in a spreadsheet program. */
import { checkDecimal, parseLocalTime } from '../sheet/cell-values.ts';
import type { Cell } from '../sheet/invoice-sheet.ts';

/** What a spreadsheet program may take for the start of a formula (OWASP: CSV injection), full-width forms too. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Text that looks like a formula gets an apostrophe in front; numbers never do, so that `-200.00` stays a number.
 * (csv-stringify's `escape_formulas` can't tell the two apart: both are strings here, since money is no double.)
 * Throws `sheet_rejected` for a decimal or a date that is none.
 */
export function formatCell(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return formatText(cell.text);
    case 'amount':
      return formatAmount(cell.decimal);
    case 'number':
      return checkDecimal(cell.decimal);
    case 'date':
      return formatTime(`${cell.date}T00:00:00`).slice(0, 10);
    case 'timestamp':
      return formatTime(cell.local);
  }
}

export function formatText(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** At least two decimals; more are kept. */
function formatAmount(decimal: string): string {
  const [whole, fraction = ''] = checkDecimal(decimal).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

function formatTime(local: string): string {
  parseLocalTime(local);
  return local.replace('T', ' ');
}
