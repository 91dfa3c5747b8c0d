/** Parts a row of a table's head into its labels, by the gaps between the words and by what they say. */
import type { Word } from '../../../reader/invoice-reader.ts';
import type { PrintedRow } from '../printed/printed-rows.ts';
import { type LabelWord, readLabelWords } from './label-words.ts';

/** From left to right, in the unit of the page. */
export interface Range {
  readonly left: number;
  readonly right: number;
}

/** The words of one label in one row. */
export interface Segment extends Range {
  readonly text: string;
  /** Of its letters. */
  readonly height: number;
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
/** `Price/ unit`, the slash perhaps read as a letter. */
const SLASHED = /\/$|^(?:price|rate)[lI1|!]$/i;
/** Ruled lines that were read as letters. */
const RULING = /^[|[\]_=—-]+$/;
/** The labels of a row, left to right. */
export function segmentsOf(row: PrintedRow): readonly Segment[] {
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
  const isJoined = SLASHED.test(last.text) || before === 'small' || after === 'small';
  const isCompound = isJoined || isInCompound(before, after);
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
    height: Math.max(...words.map(({ top, bottom }) => bottom - top)),
  };
}

/** From the leftmost to the rightmost. */
export function toRange(segments: readonly Range[]): Range {
  return {
    left: Math.min(...segments.map(({ left }) => left)),
    right: Math.max(...segments.map(({ right }) => right)),
  };
}

/** 0 if they overlap. */
export function gapBetween(one: Range, other: Range): number {
  return Math.max(0, one.left - other.right, other.left - one.right);
}
