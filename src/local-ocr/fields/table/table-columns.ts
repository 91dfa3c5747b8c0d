/** Where the columns of a table begin and end, by its labels and by the white space between the values below. */
import type { Word } from '../../../reader/invoice-reader.ts';
import type { PrintedRow } from '../printed/printed-rows.ts';
import type { ColumnRole } from './column-labels.ts';
import type { HeaderColumn } from './header-columns.ts';

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
  const cuts: number[] = [];
  for (const [index, column] of header.slice(1).entries()) {
    const before = header[index] ?? column;
    const zone = {
      left: cuts.at(-1) ?? Number.NEGATIVE_INFINITY,
      right: header[index + 2]?.left ?? Number.POSITIVE_INFINITY,
    };
    cuts.push(
      findCut(rows, {
        from: middleOf(before),
        to: middleOf(column),
        labelGap: [before.right, column.left],
        zone,
      }),
    );
  }
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
  /** From the cut before to the label behind: whose words may belong to either column. */
  readonly zone: { readonly left: number; readonly right: number };
}

/** A few rows lack a value on one side. */
const NEARLY_ALL = 0.75;

/**
 * Between two labels' middles: of the strips that the fewest words cross those that part most rows in two, since a number
 * between two labels belongs to the column that would else be empty; of these the widest, and its middle.
 */
function findCut(body: readonly PrintedRow[], { from, to, labelGap, zone }: CutRange): number {
  const rows = body.map(({ words }) =>
    words.filter(({ left, right }) => right > zone.left && left < zone.right),
  );
  const words = rows.flat();
  const edges = words.flatMap(({ left, right }) => [left, right]).filter((edge) => edge > from && edge < to);
  const stops = [from, ...edges.sort((a, b) => a - b), to];
  const strips = stops.flatMap((left, index) => {
    const width = (stops[index + 1] ?? left) - left;
    const middle = left + width / 2;
    const crossings = words.filter((word) => word.left < middle && word.right > middle).length;
    const parted = rows.filter((row) => isParted(row, middle)).length;
    return width < 0.01 ? [] : [{ middle, width, crossings, parted }];
  });
  const fewest = Math.min(...strips.map(({ crossings }) => crossings));
  const clear = strips.filter(({ crossings }) => crossings === fewest);
  const most = Math.max(...clear.map(({ parted }) => parted)) * NEARLY_ALL;
  const [best] = clear.filter(({ parted }) => parted >= most).sort((a, b) => b.width - a.width);
  return best?.middle ?? (labelGap[0] + labelGap[1]) / 2;
}

function isParted(row: readonly Word[], at: number): boolean {
  return row.some((word) => middleOf(word) < at) && row.some((word) => middleOf(word) >= at);
}

function middleOf({ left, right }: { left: number; right: number }): number {
  return (left + right) / 2;
}
