/** Reads what stands in the spreadsheet now: which of our tabs are there, how wide, with which header row. */
import { ScanError } from '../errors.ts';
import type { SheetsClient, SheetsTab } from './sheets-client.ts';

export interface FoundTab {
  readonly sheetId: number;
  readonly columnCount: number;
  /** Shown texts of row 1 up to its last filled cell. */
  readonly headers: readonly string[];
}

export interface TabReading {
  /** By wanted title; a tab that is not there has no entry. */
  readonly foundByTitle: ReadonlyMap<string, FoundTab>;
  /** Ids that a new tab must not take. Complete wherever a wanted tab is missing. */
  readonly usedSheetIds: ReadonlySet<number>;
  /** The columns that were asked for; absent if they could not be read with the header rows. */
  readonly columnsByTitle?: ColumnsByTitle;
}

/** By title of the tab: shown texts of each wanted column, header row first. */
export type ColumnsByTitle = ReadonlyMap<string, readonly (readonly string[])[]>;

export interface TabQuery {
  /** Whole columns to read along, by title, as indexes from 0. */
  readonly columns?: ReadonlyMap<string, readonly number[]>;
  readonly signal?: AbortSignal;
}

const PROPERTIES = 'sheets.properties(sheetId,title,gridProperties.columnCount)';
const WITH_HEADERS = `${PROPERTIES},sheets.data.rowData.values.formattedValue`;

/**
 * One read if all tabs are there. Google refuses a range of a missing tab without saying which one it was; then the
 * tabs are listed, and the header rows of those that exist are read.
 */
export async function readTabs(
  client: SheetsClient,
  titles: readonly string[],
  { columns = new Map(), signal }: TabQuery = {},
): Promise<TabReading> {
  try {
    const ranges = [...headerRanges(titles), ...columnRanges(columns)];
    const tabs = await client.getTabs({ fields: WITH_HEADERS, ranges }, signal);
    return { ...toReading(titles, tabs), columnsByTitle: toColumns([...columns.keys()], tabs) };
  } catch (error) {
    if (!(error instanceof ScanError && error.code === 'sheet_rejected')) throw error;
  }
  const listed = await client.getTabs({ fields: PROPERTIES }, signal);
  const usedSheetIds = toReading([], listed).usedSheetIds;
  const present = titles.filter((title) => listed.some((tab) => hasTitle(tab, title)));
  if (present.length === 0) return { foundByTitle: new Map(), usedSheetIds };
  const tabs = await client.getTabs({ fields: WITH_HEADERS, ranges: headerRanges(present) }, signal);
  return { ...toReading(present, tabs), usedSheetIds };
}

/** A whole column in A1 notation: `'Bob''s tab'!AA:AA`. `index` counts from 0. */
export function formatColumnRange(title: string, index: number): string {
  const letters = formatColumnLetters(index);
  return formatRange(title, `${letters}:${letters}`);
}

function formatColumnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : formatColumnLetters(Math.floor(index / 26) - 1) + letter;
}

function formatRange(title: string, part: string): string {
  return `'${title.replaceAll("'", "''")}'!${part}`;
}

function columnRanges(columns: ReadonlyMap<string, readonly number[]>): readonly string[] {
  return [...columns].flatMap(([title, indexes]) => indexes.map((index) => formatColumnRange(title, index)));
}

/** Of each tab Google gives one grid for each range, in the order of the ranges; the header row's is the first. */
function toColumns(titles: readonly string[], tabs: readonly SheetsTab[]): ColumnsByTitle {
  const columns = titles.map((title): [string, readonly (readonly string[])[]] => {
    const [, ...grids] = tabs.find((tab) => hasTitle(tab, title))?.data ?? [];
    return [
      title,
      grids.map(({ rowData }) => (rowData ?? []).map((row) => row.values?.[0]?.formattedValue ?? '')),
    ];
  });
  return new Map(columns);
}

function headerRanges(titles: readonly string[]): readonly string[] {
  return titles.map((title) => formatRange(title, '1:1'));
}

function toReading(titles: readonly string[], tabs: readonly SheetsTab[]): TabReading {
  const found = titles.flatMap((title): [string, FoundTab][] => {
    const tab = tabs.find((candidate) => hasTitle(candidate, title));
    return tab === undefined ? [] : [[title, toFoundTab(tab)]];
  });
  const usedSheetIds = new Set(tabs.map((tab) => tab.properties?.sheetId ?? 0));
  return { foundByTitle: new Map(found), usedSheetIds };
}

/** Google takes names that differ in case alone for the same tab. */
function hasTitle(tab: SheetsTab, title: string): boolean {
  return tab.properties?.title?.toLowerCase() === title.toLowerCase();
}

function toFoundTab({ properties, data }: SheetsTab): FoundTab {
  const cells = data?.[0]?.rowData?.[0]?.values ?? [];
  const texts = cells.map((cell) => cell.formattedValue ?? '');
  const lastFilled = texts.findLastIndex((text) => text.trim() !== '');
  return {
    sheetId: properties?.sheetId ?? 0,
    columnCount: properties?.gridProperties?.columnCount ?? 0,
    headers: texts.slice(0, lastFilled + 1),
  };
}
