/** Gathers the printed rows of a table's body into items: where one begins, what is wrapped, where the table ends. */

import { foldPrintedText } from '../../../invoice/values/printed-text.ts';
import type { Word } from '../../../reader/invoice-reader.ts';
import { isNumberLike } from '../printed/printed-numbers.ts';
import { type PrintedRow, textOf } from '../printed/printed-rows.ts';
import type { ColumnRole } from './column-labels.ts';
import { columnOf, type TableColumn } from './table-columns.ts';
import { isHeadRow } from './table-header.ts';

/** The words of one item, by column, in the order of the columns. */
export interface TableItem {
  readonly cells: readonly (readonly Word[])[];
}

interface BodyRow {
  readonly top: number;
  readonly bottom: number;
  readonly cells: readonly (readonly Word[])[];
  readonly isItem: boolean;
}

const NUMBER_ROLES: readonly ColumnRole[] = [
  'Qty',
  'Rate',
  'Taxable_Value',
  'Amount',
  'Line_Total',
  'CGST_Amount',
  'SGST_Amount',
  'IGST_Amount',
  'HSN',
  'CGST',
  'SGST',
  'IGST',
  'Tax_Amount',
  'GST_Rate',
  'GST',
];
/** These may be continued on the next row. */
const WRAPPED_ROLES: readonly ColumnRole[] = ['Item_Description', 'Item_Code', 'Qty'];
/** Below an amount of tax its rate may stand. */
const TAX_ROLES: readonly ColumnRole[] = [
  ...(['GST', 'CGST', 'SGST', 'IGST'] as const),
  ...(['Tax_Amount', 'CGST_Amount', 'SGST_Amount', 'IGST_Amount'] as const),
];
/** A wrapped row stands closer to its item than so many heights of a letter. */
const MAX_WRAP_GAP = 1.3;

const END_OF_TABLE =
  /^(?:(?:sub|grand|net|page|gross|items?|invoice|bill|taxable|total|कुल|योग) ?-?(?:total|amount|value|qty|items|payable|\d|योग|:|$)|t[o0]ta[l1i]|gross\b|कुल|कर योग्य|(?:सी|एस|आई|आइ)जीएसटी|carr?ied|continued|c\/f|[cs]gst|igst|utgst|gst @? ?\d|less\b|add\b|round|amount (?:in|charge)|rupees|rs\.? ?[a-z]|inr\b|e\.? ?& ?o)/i;
const TOTAL = /^(?:sub-?)?t[o0]ta[l1i]s?:?$/i;
const BROUGHT_FORWARD = /brought|b\/f|opening balance/i;

/** How many of the rows below a head belong to the table. */
export function findTableEnd(rows: readonly PrintedRow[]): number {
  const first = rows.findIndex(({ words }) => words.filter(({ text }) => isNumberLike(text)).length >= 2);
  const end = rows.findIndex((row, index) => index >= first && (isEndOfTable(row) || isHeadRow(row)));
  return end === -1 ? rows.length : end;
}

/** The items among the rows of a table's body. */
export function gatherItems(
  rows: readonly PrintedRow[],
  columns: readonly TableColumn[],
): readonly TableItem[] {
  const body = rows
    .filter((row) => !BROUGHT_FORWARD.test(textOf(row.words)))
    .map((row) => toBodyRow(row, columns));
  const items = body.flatMap((row, index) => (row.isItem ? [index] : []));
  const owners = body.map((row, index) => (row.isItem ? index : findOwner(body, { index, items, columns })));
  return items.map((item) => ({
    cells: columns.map(({ role }, column) =>
      body.flatMap((row, index) => {
        if (index !== item && owners[index] !== item) return [];
        const words = row.cells[column] ?? [];
        return index === item ? words : words.filter((word) => mayWrap(role, word));
      }),
    ),
  }));
}

function mayWrap(role: ColumnRole, { text }: Word): boolean {
  return WRAPPED_ROLES.includes(role) || (TAX_ROLES.includes(role) && /^\(?\d[\d.]*%\)?$/.test(text));
}

/** Where a table goes on on a page without a head: at the next serial number, or at a row as full as the last item. */
export function findContinuation(
  rows: readonly PrintedRow[],
  { columns, lastItem }: { columns: readonly TableColumn[]; lastItem: TableItem | undefined },
): number | undefined {
  if (lastItem === undefined) return undefined;
  const serial = columns.findIndex(({ role }) => role === 'Line_No');
  const next = Number.parseInt(textOf(lastItem.cells[serial] ?? []), 10) + 1;
  const start = rows.findIndex((row) => {
    const { cells, isItem } = toBodyRow(row, columns);
    if (serial !== -1) return isItem && Number.parseInt(textOf(cells[serial] ?? []), 10) === next;
    return isItem && countNumbers(cells, columns) >= countNumbers(lastItem.cells, columns);
  });
  return start === -1 ? undefined : start;
}

function isEndOfTable({ words }: PrintedRow): boolean {
  const texts = words.map(({ text }) => text);
  const text = foldPrintedText(texts.join(' '));
  if (BROUGHT_FORWARD.test(text)) return false;
  return END_OF_TABLE.test(text) || isTotal(texts);
}

/** `Total` before the first of some numbers, in a row that no serial number begins. */
function isTotal(texts: readonly string[]): boolean {
  const number = texts.findIndex(isNumberLike);
  return number > 0 && texts.slice(0, number).some((text) => TOTAL.test(text));
}

function toBodyRow(row: PrintedRow, columns: readonly TableColumn[]): BodyRow {
  const cells = columns.map((_, index) => row.words.filter((word) => columnOf(columns, word) === index));
  const isItem = isItemRow(cells, columns);
  const { top, bottom } = row;
  return { top, bottom, isItem, cells: isItem ? cells : wholeNames(row, columns) };
}

/** A row of text only: what begins below the label of names may run on below the next labels. */
function wholeNames(row: PrintedRow, columns: readonly TableColumn[]): readonly (readonly Word[])[] {
  const placed = row.cells.flatMap(({ words }) => {
    const first = words[0] === undefined ? -1 : columnOf(columns, words[0]);
    const isName = columns[first]?.role === 'Item_Description';
    return words.map((word) => ({ word, column: isName ? first : columnOf(columns, word) }));
  });
  return columns.map((_, index) => placed.filter(({ column }) => column === index).map(({ word }) => word));
}

/** A serial number with a number, or two numbers where there is none. */
function isItemRow(cells: readonly (readonly Word[])[], columns: readonly TableColumn[]): boolean {
  const numbers = countNumbers(cells, columns);
  const serial = columns.findIndex(({ role }) => role === 'Line_No');
  const hasSerial = serial !== -1 && /^\W?\d{1,3}\W{0,2}$/.test(textOf(cells[serial] ?? []));
  return numbers >= (hasSerial ? 1 : 2);
}

function countNumbers(cells: readonly (readonly Word[])[], columns: readonly TableColumn[]): number {
  return columns.filter(
    ({ role }, index) => NUMBER_ROLES.includes(role) && cells[index]?.some(({ text }) => isNumberLike(text)),
  ).length;
}

/** The item that a row of text belongs to: of those whose own name is not yet begun the one below, else the one above. */
function findOwner(
  body: readonly BodyRow[],
  { index, items, columns }: { index: number; items: readonly number[]; columns: readonly TableColumn[] },
): number | undefined {
  const above = items.filter((item) => item < index).at(-1);
  const below = items.find((item) => item > index);
  const name = columns.findIndex(({ role }) => role === 'Item_Description');
  if (below !== undefined && (body[below]?.cells[name] ?? []).every(({ text }) => !/\p{L}/u.test(text)))
    return below;
  const gapAbove =
    above === undefined ? Number.POSITIVE_INFINITY : gapBetween(body, { upper: above, lower: index });
  const gapBelow =
    below === undefined ? Number.POSITIVE_INFINITY : gapBetween(body, { upper: index, lower: below });
  if (Math.min(gapAbove, gapBelow) === Number.POSITIVE_INFINITY) return undefined;
  return gapBelow < gapAbove * 0.7 ? below : above;
}

/** The widest gap between neighbouring rows from one to the other, infinite if it is too wide for one item. */
function gapBetween(body: readonly BodyRow[], { upper, lower }: { upper: number; lower: number }): number {
  let widest = 0;
  for (let index = upper; index < lower; index++) {
    const [row, next] = [body[index], body[index + 1]];
    if (row === undefined || next === undefined) continue;
    const gap = next.top - row.bottom;
    if (gap > MAX_WRAP_GAP * (next.bottom - next.top)) return Number.POSITIVE_INFINITY;
    widest = Math.max(widest, gap);
  }
  return widest;
}
