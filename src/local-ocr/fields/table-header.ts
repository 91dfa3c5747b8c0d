/** Finds the head of an item table: one to four printed rows of labels. */
import type { Word } from '../../scan/ports.ts';
import { type ColumnRole, readColumnLabel } from './column-labels.ts';
import { type LabelWord, readLabelWords } from './label-words.ts';
import { isNumberLike } from './printed-numbers.ts';
import type { PrintedRow } from './printed-rows.ts';

export interface HeaderColumn {
  readonly label: string;
  readonly role: ColumnRole;
  readonly left: number;
  readonly right: number;
}

export interface TableHeader {
  /** Left to right. */
  readonly columns: readonly HeaderColumn[];
  /** Of the first row below the head. */
  readonly nextRow: number;
}

interface Segment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

/** A gap wider than so many heights of a letter parts two labels; a space is about a third of one. */
const LABEL_GAP = 0.62;
/** The same for a typewriter's letters, whose spaces are as wide as some columns' gaps. */
const WIDE_LABEL_GAP = 1.1;
/** Words that follow each other in one label. */
const COMPOUNDS: { readonly [Word in LabelWord]?: readonly LabelWord[] } = {
  serial: ['number'],
  item: ['name', 'description', 'code', 'number'],
  name: ['item'],
  unit: ['price'],
  rate: ['per', 'money'],
  price: ['per', 'money'],
  taxable: ['value', 'amount', 'total'],
  total: ['amount', 'value', 'taxable', 'discount', 'cgst', 'sgst', 'igst'],
  net: ['amount', 'value'],
  amount: ['money', 'total'],
  discount: ['percent', 'amount'],
  gst: ['percent', 'rate', 'amount'],
  cgst: ['percent', 'rate', 'amount'],
  sgst: ['percent', 'rate', 'amount'],
  igst: ['percent', 'rate', 'amount'],
  hsn: ['code', 'hsn'],
  tax: ['percent', 'rate', 'amount'],
  other: ['number', 'other'],
};
/** Words that are the label of a column by themselves. */
const WHOLE_LABELS: readonly LabelWord[] = [
  'serial',
  'description',
  'hsn',
  'quantity',
  'unit',
  'rate',
  'discount',
  'taxable',
  'cgst',
  'sgst',
  'igst',
  'amount',
  'value',
  'price',
  'total',
];
/** Lines of the table that were read as letters. */
const RULING = /^[|[\]_=—-]+$/;
const MAX_ROWS_BELOW = 3;
/** Rows of one head stand closer than so many heights of a letter. */
const MAX_ROW_GAP = 1.2;
const MIN_KNOWN_WORDS = 0.5;
const MIN_ROLES = 3;
/** A row with so few letters is a bit of a label in a script that the reader doesn't know. */
const MAX_SPECK_LETTERS = 2;

const VALUE_ROLES: readonly ColumnRole[] = ['Qty', 'Rate', 'Taxable_Value', 'Amount', 'Line_Total'];
const TAX_HEADS: readonly ColumnRole[] = ['CGST', 'SGST', 'IGST', 'GST', 'Cess_Amount', 'Discount'];
const NO_FIELDS: readonly ColumnRole[] = ['Unknown', 'Other'];

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

function segmentsOf(row: PrintedRow): readonly Segment[] {
  const groups: Word[][] = [];
  for (const word of row.words.filter(({ text }) => !RULING.test(text))) {
    const last = groups.at(-1)?.at(-1);
    if (last === undefined || !isOneLabel(last, word)) groups.push([word]);
    else groups.at(-1)?.push(word);
  }
  return groups.map(toSegment);
}

/** Whether two words of a row are one label: by the gap, and where that could part columns too, by what they say. */
function isOneLabel(last: Word, word: Word): boolean {
  const heights = (word.left - last.right) / (word.bottom - word.top);
  const [before, after] = [readLabelWords(last.text).at(-1), readLabelWords(word.text)[0]];
  const isCompound = before === 'small' || after === 'small' || isInCompound(before, after);
  const areTwo = !isCompound && isWholeLabel(before) && isWholeLabel(after);
  return heights <= (isCompound ? WIDE_LABEL_GAP : LABEL_GAP) && !areTwo;
}

function isInCompound(before: LabelWord | undefined, after: LabelWord | undefined): boolean {
  return before !== undefined && after !== undefined && (COMPOUNDS[before]?.includes(after) ?? false);
}

function isWholeLabel(word: LabelWord | undefined): boolean {
  return word !== undefined && WHOLE_LABELS.includes(word);
}

function toSegment(words: readonly Word[]): Segment {
  return {
    text: words.map(({ text }) => text).join(' '),
    left: Math.min(...words.map(({ left }) => left)),
    right: Math.max(...words.map(({ right }) => right)),
  };
}

/** The row with most labels stands for the columns; the others add to them, or head several of them. */
function joinSegments(block: readonly (readonly Segment[])[], main: number): readonly HeaderColumn[] {
  const columns: Segment[][] = [];
  const order = block
    .map((_, index) => index)
    .sort((a, b) => Math.abs(a - main) - Math.abs(b - main) || a - b);
  const headed = findGroupHeads(block);
  for (const row of order) {
    for (const segment of block[row] ?? []) {
      if (!headed.heads.has(segment))
        addSegment(columns, { segment, isNew: row === main || headed.subs.has(segment) });
    }
  }
  return columns.map((segments) => toColumn(segments, headed.subs)).sort((a, b) => a.left - b.left);
}

function addSegment(columns: Segment[][], { segment, isNew }: { segment: Segment; isNew: boolean }): void {
  const twin = columns.find((column) => isReadTwice(toRange(column), segment));
  if (twin !== undefined) {
    twin.push(segment);
    return;
  }
  const nearest = isNew ? undefined : closest(columns, (column) => offset(toRange(column), segment));
  const height = segment.right - segment.left;
  const isNear = nearest !== undefined && gapBetween(toRange(nearest), segment) <= Math.min(6, height);
  if (isNear) nearest.push(segment);
  else if (isNew || readColumnLabel(segment.text) !== 'Unknown') columns.push([segment]);
}

/** Two readings of one label lie upon each other. */
function isReadTwice(one: { left: number; right: number }, other: Segment): boolean {
  const shared = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  return shared > 0.5 * Math.max(one.right - one.left, other.right - other.left);
}

interface GroupHeads {
  readonly heads: ReadonlySet<Segment>;
  /** By the label below it: the label of its group, such as `CGST`. */
  readonly subs: ReadonlyMap<Segment, Segment>;
}

/** `CGST` over `% | Amt`: a tax is the head of the bare labels below, if two or more of them are nearest to it. */
function findGroupHeads(block: readonly (readonly Segment[])[]): GroupHeads {
  const heads = new Set<Segment>();
  const subs = new Map<Segment, Segment>();
  for (const [row, segments] of block.entries()) {
    const below = block
      .slice(row + 1)
      .flat()
      .filter(({ text }) => isBareLabel(text));
    for (const head of segments.filter(({ text }) => TAX_HEADS.includes(readColumnLabel(text)))) {
      const own = below.filter((sub) => closest(segments, (other) => offset(other, sub)) === head);
      if (own.length < 2) continue;
      heads.add(head);
      for (const sub of own) subs.set(sub, head);
    }
  }
  return { heads, subs };
}

function isBareLabel(text: string): boolean {
  const words = readLabelWords(text);
  return (
    words.length > 0 &&
    words.every((word) => ['percent', 'rate', 'amount', 'money', 'value'].includes(word ?? ''))
  );
}

function toColumn(segments: readonly Segment[], subs: ReadonlyMap<Segment, Segment>): HeaderColumn {
  const head = segments.map((segment) => subs.get(segment)).find((found) => found !== undefined);
  const label = [head, ...segments]
    .map((segment) => segment?.text ?? '')
    .join(' ')
    .trim();
  return { label, role: readColumnLabel(label), ...toRange(segments) };
}

function isItemTable(columns: readonly HeaderColumn[]): boolean {
  const roles = new Set(columns.map(({ role }) => role).filter((role) => !NO_FIELDS.includes(role)));
  const hasItems =
    roles.has('Item_Description') || roles.has('Item_Code') || (roles.has('HSN') && roles.has('Qty'));
  return roles.size >= MIN_ROLES && hasItems && VALUE_ROLES.some((role) => roles.has(role));
}

function countRoles(segments: readonly Segment[]): number {
  const roles = segments.map(({ text }) => readColumnLabel(text));
  return new Set(roles.filter((role) => !NO_FIELDS.includes(role))).size;
}

function toRange(segments: readonly Segment[]): { left: number; right: number } {
  return {
    left: Math.min(...segments.map(({ left }) => left)),
    right: Math.max(...segments.map(({ right }) => right)),
  };
}

function gapBetween(one: { left: number; right: number }, other: Segment): number {
  return Math.max(0, one.left - other.right, other.left - one.right);
}

/** Overlapping labels by their middles, others by the gap between them first. */
function offset(one: { left: number; right: number }, other: Segment): number {
  return gapBetween(one, other) * 1000 + Math.abs(one.left + one.right - other.left - other.right) / 2;
}

function closest<T>(candidates: readonly T[], distanceOf: (candidate: T) => number): T | undefined {
  return [...candidates].sort((a, b) => distanceOf(a) - distanceOf(b))[0];
}
