/** Reads the total row of item tables and tax summaries, each amount by the head of its column. */

import type { Label } from '../labels/find-labels.ts';
import type { LabelKey } from '../labels/header-labels.ts';
import type { LabelledPaper } from '../labels/labelled-paper.ts';
import { type Amount, amountsOf, hasMoney } from '../printed/printed-amounts.ts';
import type { PrintedRow } from '../printed/printed-rows.ts';
import { isTableHead } from '../table/table-heads.ts';

export interface ColumnTotal {
  readonly key: LabelKey;
  readonly amount: Amount;
}

const COLUMN_KEYS: readonly LabelKey[] = [
  'taxable',
  'cgst',
  'sgst',
  'igst',
  'totalTax',
  'total',
  'grandTotal',
  'lineAmount',
  'cess',
  'roundOff',
  'discount',
  'charge',
];
const MIN_HEADS = 2;
/** The part of a column's width that its amounts may stand out beyond the outer heads. */
const COLUMN_MARGIN = 0.7;
const MAX_HEAD_ROWS = 3;
const MIN_HEADS_WITHOUT_TOTAL_ROW = 4;
const MIN_AMOUNT_SHARE = 0.8;
const MIN_SUMMED_ROWS = 2;
const MIN_SUMS = 3;
const MIN_IN_TURN = 3;
const TOTAL_KEYS: readonly LabelKey[] = ['total', 'grandTotal'];

export function readColumnTotals(paper: LabelledPaper): readonly ColumnTotal[] {
  const heads = paper.rows.map((row) => headsOf(paper, row));
  const starts = paper.rows.flatMap((row, at) => (isHeadRow(row, heads[at] ?? []) ? [at] : []));
  return starts.flatMap((start, at) => {
    const end = starts.slice(at + 1).find((next) => next >= start + MAX_HEAD_ROWS) ?? paper.rows.length;
    return readTable(paper, { start, end, heads });
  });
}

interface Table {
  readonly start: number;
  readonly end: number;
  readonly heads: readonly (readonly Label[])[];
}

function readTable(paper: LabelledPaper, { start, end, heads }: Table): readonly ColumnTotal[] {
  const below = paper.rows.slice(start + 1, start + MAX_HEAD_ROWS).findIndex(hasMoney);
  const headEnd = below === -1 ? start + MAX_HEAD_ROWS : start + 1 + below;
  const subHeads = heads.slice(start + 1, headEnd).flat();
  const columns = [...(heads[start] ?? []), ...subHeads.filter(({ key }) => key !== 'lineAmount')];
  const body = paper.rows.slice(headEnd, end);
  const first = body[0];
  const row =
    body.find((one) => isTotalRow(paper, one)) ??
    findSumRow(body) ??
    (first !== undefined && isLoneRow(first, columns) ? first : undefined);
  return row === undefined ? [] : totalsIn(row, columns, heads[start] ?? []);
}

/** As many amounts as heads are theirs in turn: an amount at the right of its column may be nearer to the next head. */
function totalsIn(
  row: PrintedRow,
  columns: readonly Label[],
  heads: readonly Label[],
): readonly ColumnTotal[] {
  const amounts = amountsOf(row);
  const inTurn = [...heads].sort((a, b) => a.left - b.left);
  if (amounts.length !== inTurn.length || amounts.length < MIN_IN_TURN || !amounts.every(isMoney))
    return amounts.flatMap((amount) => byColumn(columns, amount));
  return inTurn.flatMap(({ key }, at) => (amounts[at] ? [{ key, amount: amounts[at] }] : []));
}

function isMoney({ text }: Amount): boolean {
  return /\.\d{2}$/.test(text);
}

function headsOf(paper: LabelledPaper, row: PrintedRow): readonly Label[] {
  return paper.labels.filter((label) => label.row === row && COLUMN_KEYS.includes(label.key));
}

function isTotalRow(paper: LabelledPaper, row: PrintedRow): boolean {
  const label = paper.labels.find((one) => one.row === row);
  return label !== undefined && TOTAL_KEYS.includes(label.key) && hasMoney(row) && amountsOf(row).length > 1;
}

/** Without a label, what adds up the rows above it: `T:` below `A)` and `B)`. */
function findSumRow(body: readonly PrintedRow[]): PrintedRow | undefined {
  const paise = body.map((row) => amountsOf(row).map((amount) => amount.paise));
  const at = paise.findIndex((sums, row) => {
    const above = paise.slice(0, row);
    const isAlike = above.length >= MIN_SUMMED_ROWS && above.every(({ length }) => length === sums.length);
    const isSum = (sum: number, column: number) =>
      above.reduce((total, amounts) => total + (amounts[column] ?? 0), 0) === sum;
    return sums.length >= MIN_SUMS && isAlike && sums.every(isSum);
  });
  return body[at];
}

/** A table of totals alone has one row of nothing but amounts. */
function isLoneRow(row: PrintedRow, columns: readonly Label[]): boolean {
  const amounts = amountsOf(row);
  return (
    columns.length >= MIN_HEADS_WITHOUT_TOTAL_ROW &&
    amounts.length >= MIN_AMOUNT_SHARE * row.words.length &&
    amounts.length >= columns.length - 1
  );
}

/** Amounts may stand to the right of it, in a block of their own. */
function isHeadRow(row: PrintedRow, heads: readonly Label[]): boolean {
  const span = spanOf(heads);
  const money = amountsOf(row).filter(({ text, word }) => /\.\d{2}\b/.test(text) && word.left < span.right);
  const isOneText = heads.every(({ cell }) => cell === heads[0]?.cell) && !isTableHead(row);
  return heads.length >= MIN_HEADS && !isOneText && money.length === 0;
}

function spanOf(heads: readonly Label[]): { readonly left: number; readonly right: number } {
  const left = Math.min(...heads.map((head) => head.left));
  const right = Math.max(...heads.map((head) => head.right));
  const margin = ((right - left) / heads.length) * COLUMN_MARGIN;
  return { left: left - 2 * margin, right: right + margin };
}

function byColumn(columns: readonly Label[], amount: Amount): readonly ColumnTotal[] {
  const { left, right } = amount.word;
  const span = spanOf(columns);
  if (right < span.left || left > span.right) return [];
  const nearest = [...columns].sort((a, b) => gap(a, { left, right }) - gap(b, { left, right }))[0];
  return nearest === undefined ? [] : [{ key: nearest.key, amount }];
}

function gap(head: Label, { left, right }: { left: number; right: number }): number {
  return Math.abs((head.left + head.right) / 2 - (left + right) / 2);
}
