/** Reads, beside the header rows, what stands in the tabs that merge: in the same request as long as nobody moves columns. */
import { layOutColumns } from '../sheet/column-layout.ts';
import type { SheetTab } from '../sheet/invoice-sheet.ts';
import { findStanding, type StandingRow, type TabMerge } from '../sheet/row-merges.ts';
import type { SheetsClient } from './sheets-client.ts';
import { type ColumnsByTitle, formatColumnRange, readTabs, type TabReading } from './tab-reading.ts';

export interface MergeReading extends TabReading {
  /** Of each tab that merges and is there: its rows by key, counted from 0 with the header row as 0. */
  readonly standingByTitle: ReadonlyMap<string, ReadonlyMap<string, StandingRow>>;
}

type MergingTab = SheetTab & { readonly merge: TabMerge };

/** Gives a function to be called before each write. It remembers where the columns stood; at first, as in a new tab. */
export function createMergeReading(
  client: SheetsClient,
  tabs: readonly SheetTab[],
): () => Promise<MergeReading> {
  const titles = tabs.map(({ name }) => name);
  const merging = tabs.filter((tab): tab is MergingTab => tab.merge !== undefined);
  const inNewTabs = new Map(
    merging.map(({ name, columns, merge }) => [
      name,
      [merge.key, merge.counter].map((column) => columns.indexOf(column)),
    ]),
  );
  /** Indexes of key and counter, by title. */
  let places: ReadonlyMap<string, readonly number[]> = inNewTabs;

  return async () => {
    const reading = await readTabs(client, titles, { columns: places });
    const present = placesIn(reading, merging);
    const isAsRemembered = [...present].every(
      ([title, indexes]) => indexes.join() === places.get(title)?.join(),
    );
    const columnsByTitle =
      isAsRemembered && reading.columnsByTitle
        ? reading.columnsByTitle
        : await readColumnsApart(client, present);
    places = new Map([...inNewTabs, ...present]);
    const standing = [...present.keys()].map((title) => {
      const [keys = [], counts = []] = columnsByTitle.get(title) ?? [];
      return [title, findStanding(keys.slice(1), counts.slice(1), 1)] as const;
    });
    return { ...reading, standingByTitle: new Map(standing) };
  };
}

/** Of tabs that are there with a column of keys; a missing counter is read as the keys, and counts as nothing. */
function placesIn(
  { foundByTitle }: TabReading,
  merging: readonly MergingTab[],
): ReadonlyMap<string, readonly number[]> {
  const places = merging.flatMap(({ name, merge }): [string, readonly number[]][] => {
    const headers = foundByTitle.get(name)?.headers ?? [];
    const { indexByName, missing } = layOutColumns(headers, [merge.key, merge.counter]);
    if (missing.includes(merge.key)) return [];
    const present = [merge.key, merge.counter].filter((column) => !missing.includes(column));
    return [[name, present.map((column) => indexByName.get(column) ?? 0)]];
  });
  return new Map(places);
}

async function readColumnsApart(
  client: SheetsClient,
  places: ReadonlyMap<string, readonly number[]>,
): Promise<ColumnsByTitle> {
  const wanted = [...places].flatMap(([title, indexes]) => indexes.map((index) => ({ title, index })));
  if (wanted.length === 0) return new Map();
  const columns = await client.getColumns(wanted.map(({ title, index }) => formatColumnRange(title, index)));
  const byTitle = new Map<string, (readonly string[])[]>();
  wanted.forEach(({ title }, at) => {
    byTitle.set(title, [...(byTitle.get(title) ?? []), columns[at] ?? []]);
  });
  return byTitle;
}
