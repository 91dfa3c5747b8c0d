/** Tells the heads of tables, items and tax summaries alike, from other rows. */
import type { PrintedRow } from '../printed/printed-rows.ts';

const TABLE_WORDS =
  /\b(?:qty|quantity|rate|price|hsn|sac|description|particulars?|amount|amt|taxable|uom|units?|items?|products?|value|disc|discount|cgst|sgst|igst|mrp|batch|exp|total|weight|freight|pack|free|from|vehicle no|destination|lr no|awb|docket|wt|days|hours|tax)\b|^(?:s\.? ?no|sl|sr|sn|#)\b/gi;
const MIN_TABLE_WORDS = 4;
const MIN_TABLE_CELLS = 3;

/** Many words of tables, in several cells, and no amount. */
export function isTableHead(row: PrintedRow): boolean {
  const words = row.cells.flatMap(({ text }) => text.match(TABLE_WORDS) ?? []);
  const amounts = row.words.filter(({ text }) => /\d\.\d{2}\b/.test(text));
  return words.length >= MIN_TABLE_WORDS && row.cells.length >= MIN_TABLE_CELLS && amounts.length === 0;
}
