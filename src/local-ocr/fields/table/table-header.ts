/** Finds the head of an item table: one to four printed rows of labels. */

import { isNumberLike } from '../printed/printed-numbers.ts';
import type { PrintedRow } from '../printed/printed-rows.ts';
import type { ColumnRole } from './column-labels.ts';
import { NO_FIELDS, readColumnLabel } from './column-labels.ts';
import { type HeaderColumn, joinSegments } from './header-columns.ts';
import { type Segment, segmentsOf } from './label-segments.ts';
import { readLabelWords } from './label-words.ts';

export interface TableHeader {
  /** Left to right. */
  readonly columns: readonly HeaderColumn[];
  /** Of the first row below the head. */
  readonly nextRow: number;
}

const MAX_ROWS_BELOW = 3;
/** Rows of one head stand closer than so many heights of a letter. */
const MAX_ROW_GAP = 1.2;
const MIN_KNOWN_WORDS = 0.5;
const MIN_ROLES = 3;
/** A row with so few letters is a bit of a label in a script that the reader doesn't know. */
const MAX_SPECK_LETTERS = 2;

/** `Sl`, or what was read for it. */
const MAX_SERIAL_LENGTH = 4;

const VALUE_ROLES: readonly ColumnRole[] = ['Qty', 'Rate', 'Taxable_Value', 'Amount', 'Line_Total'];

/** The likeliest head among the rows of one page; undefined if none of them is one. */
export function findTableHeader(rows: readonly PrintedRow[]): TableHeader | undefined {
  const candidates = rows
    .map((row, index) => ({ index, score: countRoles(segmentsOf(row)) }))
    .filter(({ score }) => score >= 2)
    .sort((a, b) => b.score - a.score || a.index - b.index);
  for (const { index } of candidates) {
    const header = readHeaderAt(rows, index);
    if (isItemTable(header.columns)) return header;
  }
  return undefined;
}

/** True if a row is the head of a table, of whatever kind: several labels and hardly a number. */
export function isHeadRow(row: PrintedRow): boolean {
  const numbers = row.words.filter(({ text }) => isNumberLike(text)).length;
  return numbers < 2 && countRoles(segmentsOf(row)) >= MIN_ROLES;
}

function readHeaderAt(rows: readonly PrintedRow[], main: number): TableHeader {
  let [first, last] = [main, main];
  while (first > 0 && main - first < 2 && isMoreOfHead(rows, { row: first - 1, neighbour: first })) first--;
  while (last - main < MAX_ROWS_BELOW && isMoreOfHead(rows, { row: last + 1, neighbour: last })) last++;
  const block = rows.slice(first, last + 1).map(segmentsOf);
  return { columns: joinSegments(block, main - first), nextRow: last + 1 };
}

function isMoreOfHead(rows: readonly PrintedRow[], at: { row: number; neighbour: number }): boolean {
  const [row, neighbour] = [rows[at.row], rows[at.neighbour]];
  if (row === undefined || neighbour === undefined) return false;
  const height = neighbour.bottom - neighbour.top;
  const gap = Math.max(row.top - neighbour.bottom, neighbour.top - row.bottom);
  const words = row.words.flatMap(({ text }) => readLabelWords(text));
  const known = words.filter((word) => word !== undefined).length;
  const numbers = row.words.filter(({ text }) => isNumberLike(text)).length;
  if (gap > MAX_ROW_GAP * height || numbers >= 2) return false;
  // A heading of its own above the table is one piece of text.
  if (at.row < at.neighbour) return countRoles(segmentsOf(row)) >= 2;
  const letters = row.words.map(({ text }) => text).join('').length;
  return letters <= MAX_SPECK_LETTERS || (known > 0 && known / words.length >= MIN_KNOWN_WORDS);
}

function isItemTable(columns: readonly HeaderColumn[]): boolean {
  const roles = new Set(columns.map(({ role }) => role).filter((role) => !NO_FIELDS.includes(role)));
  const hasItems =
    roles.has('Item_Description') ||
    roles.has('Item_Code') ||
    (roles.has('HSN') && roles.has('Qty')) ||
    isList(columns);
  return roles.size >= MIN_ROLES && hasItems && VALUE_ROLES.some((role) => roles.has(role));
}

/** Items by number, named by something else than goods: `Destination`, `Vehicle`. */
function isList(columns: readonly HeaderColumn[]): boolean {
  const [first] = columns;
  const mayCount =
    first?.role === 'Line_No' || (first?.role === 'Unknown' && first.label.length <= MAX_SERIAL_LENGTH);
  return mayCount && columns.some(({ role }) => NO_FIELDS.includes(role));
}

function countRoles(segments: readonly Segment[]): number {
  const roles = segments.map(({ text }) => readColumnLabel(text));
  return new Set(roles.filter((role) => !NO_FIELDS.includes(role))).size;
}
