/** Joins the labels of a head's rows into columns. */
import { type ColumnRole, readColumnLabel } from './column-labels.ts';
import { gapBetween, type Range, type Segment, toRange } from './label-segments.ts';
import { readLabelWords } from './label-words.ts';

export interface HeaderColumn extends Range {
  readonly label: string;
  readonly role: ColumnRole;
}

/** The second row of a label stands below the first, or beside it by no more than so many heights of a letter. */
const MAX_SIDE_GAP = 0.8;
const TAX_HEADS: readonly ColumnRole[] = ['CGST', 'SGST', 'IGST', 'GST', 'Cess_Amount', 'Discount'];

/** The row with most labels stands for the columns; the others add to them, or head several of them. */
export function joinSegments(block: readonly (readonly Segment[])[], main: number): readonly HeaderColumn[] {
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
  const isNear =
    nearest !== undefined && gapBetween(toRange(nearest), segment) <= MAX_SIDE_GAP * segment.height;
  if (isNear) nearest.push(segment);
  else if (isNew || readColumnLabel(segment.text) !== 'Unknown') columns.push([segment]);
}

/** Two copies of one label lie upon each other. */
function isReadTwice(one: Range, other: Segment): boolean {
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

/** Overlapping labels by their middles, others by the gap between them first. */
function offset(one: Range, other: Range): number {
  return gapBetween(one, other) * 1000 + Math.abs(one.left + one.right - other.left - other.right) / 2;
}

function closest<T>(candidates: readonly T[], distanceOf: (candidate: T) => number): T | undefined {
  return [...candidates].sort((a, b) => distanceOf(a) - distanceOf(b))[0];
}
