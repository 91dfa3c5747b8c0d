/** Finds our columns in a tab's header row, as people leave it: moved, re-cased, padded, doubled, mixed with their own. */

export interface ColumnLayout {
  /** Column name → index from 0; the missing ones at the places where they are to be added. */
  readonly indexByName: ReadonlyMap<string, number>;
  /** Columns to add, side by side from `firstFreeIndex`. */
  readonly missing: readonly string[];
  /** Right of the last header cell that holds anything. */
  readonly firstFreeIndex: number;
}

/** Names match whatever their case and the spaces around and inside them; of two that match the first wins. */
export function layOutColumns(headers: readonly string[], columns: readonly string[]): ColumnLayout {
  const keys = headers.map(columnKey);
  const firstFreeIndex = keys.findLastIndex((key) => key !== '') + 1;
  const missing = columns.filter((column) => !keys.includes(columnKey(column)));
  const places = columns.map((column): [string, number] => {
    const found = keys.indexOf(columnKey(column));
    return [column, found === -1 ? firstFreeIndex + missing.indexOf(column) : found];
  });
  return { indexByName: new Map(places), missing, firstFreeIndex };
}

/** The letters of a column in A1 notation: 0 is `A`, 26 is `AA`. */
export function formatColumnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : formatColumnLetters(Math.floor(index / 26) - 1) + letter;
}

function columnKey(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
