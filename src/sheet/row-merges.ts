/** Rows that add to a row of the same key instead of standing beside it: what a tab looks like after them. */

/** How rows of a tab are told apart, and how often each was met. */
export interface TabMerge {
  /** Column of the key; keys are compared without letter case and outer spaces. */
  readonly key: string;
  /** Column of a whole number: 1 in a new row, one more each time. */
  readonly counter: string;
}

/** `C` is a cell in the adapter's own form. */
export interface MergingRow<C> {
  readonly key: string;
  readonly cells: ReadonlyMap<string, C>;
  /** Columns in which a standing row gets the new cell; in all others it keeps its own. */
  readonly refreshes: readonly string[];
}

export interface StandingRow {
  /** Of the row, as the adapter counts them. */
  readonly index: number;
  readonly count: number;
}

export interface MergedRow<C> {
  readonly cells: ReadonlyMap<string, C>;
  readonly count: number;
  /** Absent for a new row, whose cells are all that it has. */
  readonly index?: number;
}

/** The least change that brings all rows in, in their order: one entry per key. */
export function mergeRows<C>(
  rows: readonly MergingRow<C>[],
  standing: ReadonlyMap<string, StandingRow>,
): readonly MergedRow<C>[] {
  const merged = new Map<string, MergedRow<C>>();
  for (const row of rows) {
    const key = foldKey(row.key);
    const known = merged.get(key) ?? asMerged<C>(standing.get(key));
    merged.set(key, known ? addTo(known, row) : { cells: row.cells, count: 1 });
  }
  return [...merged.values()];
}

/** Of two rows with one key the first counts; a row without a key counts for none. */
export function findStanding(
  keys: readonly string[],
  counts: readonly string[],
  firstIndex: number,
): ReadonlyMap<string, StandingRow> {
  const standing = new Map<string, StandingRow>();
  keys.forEach((text, position) => {
    const key = foldKey(text);
    if (key === '' || standing.has(key)) return;
    standing.set(key, { index: firstIndex + position, count: parseCount(counts[position] ?? '') });
  });
  return standing;
}

function asMerged<C>(standing: StandingRow | undefined): MergedRow<C> | undefined {
  return standing && { ...standing, cells: new Map<string, C>() };
}

function addTo<C>(known: MergedRow<C>, { cells, refreshes }: MergingRow<C>): MergedRow<C> {
  const refreshed = refreshes.flatMap((name): [string, C][] => {
    const cell = cells.get(name);
    return cell === undefined ? [] : [[name, cell]];
  });
  return { ...known, cells: new Map([...known.cells, ...refreshed]), count: known.count + 1 };
}

function foldKey(text: string): string {
  return text.trim().toUpperCase();
}

/** What a person typed there counts as far as it is a number. */
function parseCount(text: string): number {
  const count = Number(text.replace(/[,\s]/g, ''));
  return Number.isFinite(count) && count > 0 ? Math.floor(count) : 0;
}
