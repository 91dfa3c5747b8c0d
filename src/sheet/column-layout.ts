/** Finds our columns in a tab's header row, as people leave it: moved, re-cased, padded, doubled, mixed with their own. */

export interface ColumnLayout {
  /** Column name → index from 0; the missing ones right of all others. */
  readonly indexByName: ReadonlyMap<string, number>;
  readonly missing: readonly string[];
  /** Cells of a row once the missing columns are added. */
  readonly width: number;
}

/** Names match whatever their case and the spaces around and inside them; of two that match the first wins. */
export function layOutColumns(headers: readonly string[], columns: readonly string[]): ColumnLayout {
  const keys = headers.map(columnKey);
  const missing = columns.filter((column) => !keys.includes(columnKey(column)));
  const places = columns.map((column): [string, number] => {
    const found = keys.indexOf(columnKey(column));
    return [column, found === -1 ? headers.length + missing.indexOf(column) : found];
  });
  return { indexByName: new Map(places), missing, width: headers.length + missing.length };
}

function columnKey(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
