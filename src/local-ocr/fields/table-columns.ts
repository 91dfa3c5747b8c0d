/** Where the columns of a table begin and end, by its labels and by the white space between the values below. */
import type { Word } from '../../scan/ports.ts';
import type { ColumnRole } from './column-labels.ts';
import type { HeaderColumn } from './header-columns.ts';
import type { PrintedRow } from './printed-rows.ts';

export interface TableColumn {
  readonly role: ColumnRole;
  readonly label: string;
  /** The first column begins at minus infinity, the last ends at infinity. */
  readonly left: number;
  readonly right: number;
}

/** `rows` are those of the table's body. */
export function layOutColumns(
  header: readonly HeaderColumn[],
  rows: readonly PrintedRow[],
): readonly TableColumn[] {
  const words = rows.flatMap((row) => row.words);
  const cuts = header.slice(1).map((column, index) => {
    const before = header[index] ?? column;
    return findCut(words, {
      from: middleOf(before),
      to: middleOf(column),
      labelGap: [before.right, column.left],
    });
  });
  return header.map(({ role, label }, index) => ({
    role,
    label,
    left: cuts[index - 1] ?? Number.NEGATIVE_INFINITY,
    right: cuts[index] ?? Number.POSITIVE_INFINITY,
  }));
}

/** The place of a word among the columns, by its middle. */
export function columnOf(columns: readonly TableColumn[], word: Word): number {
  const middle = middleOf(word);
  return columns.findIndex(({ left, right }) => middle >= left && middle < right);
}

interface CutRange {
  readonly from: number;
  readonly to: number;
  readonly labelGap: readonly [number, number];
}

/** Between two labels' middles: the widest strip that the fewest words cross, and its middle. */
function findCut(words: readonly Word[], { from, to, labelGap }: CutRange): number {
  const edges = words.flatMap(({ left, right }) => [left, right]).filter((edge) => edge > from && edge < to);
  const stops = [from, ...edges.sort((a, b) => a - b), to];
  let best = { crossings: Number.POSITIVE_INFINITY, width: 0, middle: (labelGap[0] + labelGap[1]) / 2 };
  for (const [index, left] of stops.entries()) {
    const right = stops[index + 1] ?? left;
    if (right - left < 0.01) continue;
    const middle = (left + right) / 2;
    const crossings = words.filter((word) => word.left < middle && word.right > middle).length;
    const isBetter =
      crossings < best.crossings || (crossings === best.crossings && right - left > best.width);
    if (isBetter) best = { crossings, width: right - left, middle };
  }
  return best.middle;
}

function middleOf({ left, right }: { left: number; right: number }): number {
  return (left + right) / 2;
}
