/** Plans the one batch update that adds rows: missing tabs, missing columns, then the rows, each cell under its header. */
import { randomInt } from 'node:crypto';
import { layOutColumns } from '../sheet/column-layout.ts';
import type { SheetTab, TabKey } from '../sheet/invoice-sheet.ts';
import { mergeRows, type StandingRow } from '../sheet/row-merges.ts';
import { CELL_FIELDS, numberCell } from './cells.ts';
import type { MergeReading } from './merge-reading.ts';
import type { SheetsCell, SheetsRequest } from './sheets-client.ts';
import type { FoundTab } from './tab-reading.ts';

/** A row in Google's cells, by column name. */
export interface EncodedRow {
  readonly tab: TabKey;
  readonly cells: ReadonlyMap<string, SheetsCell>;
  readonly refreshes: readonly string[];
}

const NONE_STANDING: ReadonlyMap<string, StandingRow> = new Map();
const NEW_TAB_ROWS = 1000;
const BOLD = { textFormat: { bold: true } };

/** Rows to add, and the tabs that must be there afterwards, with or without new rows. */
export interface AppendPlan {
  readonly rows: readonly EncodedRow[];
  readonly tabs: readonly SheetTab[];
}

/**
 * The rows of a tab are added in their order, in one piece; where a tab merges, those of a key that stands there change its
 * row. Cells of columns that we don't know stay blank, or as they are.
 */
export function planAppend({ rows, tabs }: AppendPlan, reading: MergeReading): SheetsRequest[] {
  const usedSheetIds = new Set(reading.usedSheetIds);
  return tabs.flatMap((tab) => {
    const rowsOfTab = rows.filter((row) => row.tab === tab.key);
    const found = reading.foundByTitle.get(tab.name);
    if (found !== undefined) {
      const isLeftAlone = rowsOfTab.length === 0 && found.headers.length > 0;
      const standing = reading.standingByTitle.get(tab.name) ?? NONE_STANDING;
      return isLeftAlone ? [] : planTab({ tab, found, ...splitRows(tab, rowsOfTab, standing) });
    }
    const sheetId = pickSheetId(usedSheetIds);
    const created = { sheetId, columnCount: tab.columns.length, headers: [] };
    return [
      addTab(tab, sheetId),
      ...planTab({ tab, found: created, ...splitRows(tab, rowsOfTab, NONE_STANDING) }),
    ];
  });
}

type Cells = ReadonlyMap<string, SheetsCell>;

interface TabRows {
  readonly added: readonly Cells[];
  /** By their place in the tab, from 0 with the header row as 0. */
  readonly changed: readonly (readonly [rowIndex: number, cells: Cells])[];
}

function splitRows(
  { merge }: SheetTab,
  rows: readonly EncodedRow[],
  standing: ReadonlyMap<string, StandingRow>,
): TabRows {
  if (!merge) return { added: rows.map(({ cells }) => cells), changed: [] };
  const keyed = rows.map((row) => ({ ...row, key: textOf(row.cells.get(merge.key)) }));
  const merged = mergeRows(keyed, standing).map(({ index, cells, count }) => {
    return { index, cells: new Map([...cells, [merge.counter, numberCell(count)]]) };
  });
  return {
    added: merged.flatMap(({ index, cells }) => (index === undefined ? [cells] : [])),
    changed: merged.flatMap(({ index, cells }) => (index === undefined ? [] : [[index, cells] as const])),
  };
}

function textOf(cell: SheetsCell | undefined): string {
  return cell?.userEnteredValue?.stringValue ?? '';
}

interface TabPlan extends TabRows {
  readonly tab: SheetTab;
  readonly found: FoundTab;
}

function planTab({ tab, found, added, changed }: TabPlan): SheetsRequest[] {
  const { sheetId, columnCount, headers } = found;
  const { indexByName, missing, width } = layOutColumns(headers, tab.columns);
  const lackingColumns = width - columnCount;
  const requests: SheetsRequest[] = [];
  if (lackingColumns > 0) {
    requests.push({ appendDimension: { sheetId, dimension: 'COLUMNS', length: lackingColumns } });
  }
  if (missing.length > 0) requests.push(writeHeaders({ sheetId, missing, columnIndex: headers.length }));
  for (const [rowIndex, cells] of changed) {
    requests.push(
      ...[...cells].map(([name, cell]) =>
        changeCell({ sheetId, rowIndex, columnIndex: indexByName.get(name) ?? 0 }, cell),
      ),
    );
  }
  if (added.length === 0) return requests;
  const rowData = added.map((cells) => ({ values: placeCells(cells, indexByName) }));
  return [...requests, { appendCells: { sheetId, rows: rowData, fields: CELL_FIELDS } }];
}

interface CellPlace {
  readonly sheetId: number;
  readonly rowIndex: number;
  readonly columnIndex: number;
}

/** One by one: between our columns there may be others. */
function changeCell(start: CellPlace, cell: SheetsCell): SheetsRequest {
  return { updateCells: { start, rows: [{ values: [cell] }], fields: CELL_FIELDS } };
}

function placeCells(
  cells: ReadonlyMap<string, SheetsCell>,
  indexByName: ReadonlyMap<string, number>,
): SheetsCell[] {
  const places = [...cells].map(([name, cell]): [number, SheetsCell] => [indexByName.get(name) ?? 0, cell]);
  const cellByIndex = new Map(places);
  const width = Math.max(-1, ...cellByIndex.keys()) + 1;
  return Array.from({ length: width }, (_, index) => cellByIndex.get(index) ?? {});
}

function addTab(tab: SheetTab, sheetId: number): SheetsRequest {
  const gridProperties = { rowCount: NEW_TAB_ROWS, columnCount: tab.columns.length, frozenRowCount: 1 };
  return { addSheet: { properties: { sheetId, title: tab.name, gridProperties } } };
}

interface HeaderWrite {
  readonly sheetId: number;
  readonly missing: readonly string[];
  /** Where the first of them goes, from 0. */
  readonly columnIndex: number;
}

function writeHeaders({ sheetId, missing, columnIndex }: HeaderWrite): SheetsRequest {
  const values = missing.map((name) => ({
    userEnteredValue: { stringValue: name },
    userEnteredFormat: BOLD,
  }));
  return {
    updateCells: {
      start: { sheetId, rowIndex: 0, columnIndex },
      rows: [{ values }],
      fields: 'userEnteredValue,userEnteredFormat.textFormat.bold',
    },
  };
}

/** We choose the id, so that the same request can create a tab and fill it. */
function pickSheetId(used: Set<number>): number {
  let sheetId = randomInt(1, 2 ** 31);
  while (used.has(sheetId)) sheetId = randomInt(1, 2 ** 31);
  used.add(sheetId);
  return sheetId;
}
