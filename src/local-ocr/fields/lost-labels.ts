/** Finds columns whose label was not read: two numbers stand where one label is. */
import type { Word } from '../../scan/ports.ts';
import type { ColumnRole } from './column-labels.ts';
import type { HeaderColumn } from './header-columns.ts';
import { gapBetween, type Range, toRange } from './label-segments.ts';
import { isNumberLike } from './printed-numbers.ts';
import type { TableItem } from './table-rows.ts';

/** Columns of one number. A tax may have its rate and its amount below one label. */
const SINGLE_NUMBERS: readonly ColumnRole[] = ['Qty', 'Rate', 'Taxable_Value', 'Amount', 'Line_Total'];
const MIN_SHARE = 0.6;

/** The same columns, and one more of unknown role beside each that most items have two numbers in. */
export function addLostLabels(
  header: readonly HeaderColumn[],
  items: readonly TableItem[],
): readonly HeaderColumn[] {
  return header.flatMap((column, index) => {
    const pairs = items.flatMap(({ cells }) => pairOf(cells[index] ?? []));
    const isPair = SINGLE_NUMBERS.includes(column.role) && pairs.length > items.length * MIN_SHARE;
    return isPair ? withLostNeighbour(column, pairs) : [column];
  });
}

function pairOf(words: readonly Word[]): readonly (readonly [Word, Word])[] {
  const [first, second, ...rest] = words.filter(({ text }) => isNumberLike(text));
  return first !== undefined && second !== undefined && rest.length === 0 ? [[first, second]] : [];
}

function withLostNeighbour(
  column: HeaderColumn,
  pairs: readonly (readonly [Word, Word])[],
): readonly HeaderColumn[] {
  const before = toRange(pairs.map(([first]) => first));
  const after = toRange(pairs.map(([, second]) => second));
  // Numbers that do not stand in two columns are one that was split.
  if (gapBetween(before, after) === 0) return [column];
  const isBefore = distanceTo(column, before) > distanceTo(column, after);
  const lost: HeaderColumn = { label: '', role: 'Unknown', ...(isBefore ? before : after) };
  return isBefore ? [lost, column] : [column, lost];
}

function distanceTo(label: Range, numbers: Range): number {
  return Math.abs(label.left + label.right - numbers.left - numbers.right) / 2;
}
