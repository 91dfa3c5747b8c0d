/** InvoiceSheet in CSV files, one per tab: same columns, same promises, no account. */
import { join } from 'node:path';
import { makeFolder, unlessMissing } from '../durable/files/replace-file.ts';
import { ScanError } from '../errors.ts';
import { layOutColumns } from '../sheet/column-layout.ts';
import type { InvoiceSheet, SavedRow, SheetRow, SheetTab, TabKey } from '../sheet/invoice-sheet.ts';
import { SCAN_ID_COLUMN } from '../sheet/sheet-tabs.ts';
import { createAppendPlanner, type FileRecords } from './append-planner.ts';
import { formatCell, formatText } from './csv-cells.ts';
import { readRows, readTableColumns } from './csv-table.ts';
import { withDiskFaults } from './disk-faults.ts';
import { nameFiles } from './file-names.ts';
import { type Append, commitAppends, replayJournal } from './journal.ts';
import type { MergeRecord } from './merge-planner.ts';

/** Diagnostics; pino's loggers fit. */
export interface SheetLog {
  warn(data: object, message: string): void;
}

export interface CsvSheetOptions {
  /** Created when the first row is saved. Only one process may save in it at a time. */
  readonly folder: string;
  /** Asked for at each use: columns may be added. */
  readonly tabs: () => readonly SheetTab[];
  readonly log?: SheetLog | undefined;
}

/**
 * People may edit, sort, move and delete the files between saves; each save looks at what is there. New files are
 * UTF-8 with a byte order mark and CRLF, as Excel writes them; existing ones keep their line ends.
 * Faults of the disk and files that another program holds are `sheet_unavailable`.
 */
export function createCsvSheet({ folder, tabs, log }: CsvSheetOptions): InvoiceSheet {
  const fileNames = nameFiles(tabs());
  const planner = createAppendPlanner({
    folder,
    onColumnsAdded: (fileName, columns) =>
      log?.warn({ fileName, columns }, 'Columns were missing in a CSV file and have been added'),
  });
  let lastTurn: Promise<unknown> = Promise.resolve();

  /** One at a time; each first finishes what a killed process left. */
  function inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = lastTurn.then(async () => {
      signal.throwIfAborted();
      await replayJournal(folder, replan);
      return work();
    });
    lastTurn = turn.catch(() => undefined);
    return turn;
  }

  async function save(files: readonly FileRecords[]): Promise<void> {
    await withDiskFaults(folder, () => makeFolder(folder));
    const appends = await planAll(files);
    await commitAppends(folder, appends);
    await planner.noteDone(appends);
  }

  async function planAll(files: readonly FileRecords[]): Promise<readonly Append[]> {
    const appends: Append[] = [];
    for (const file of files) {
      const append = await planner.plan(file);
      if (append) appends.push(append);
    }
    return appends;
  }

  /** Somebody changed the file between the crash and now: what it lacks is added anew, under its headers of today. */
  async function replan(appends: readonly Append[]): Promise<readonly Append[]> {
    log?.warn({ fileNames: appends.map(({ fileName }) => fileName) }, 'CSV files were changed during a save');
    const files: FileRecords[] = [];
    for (const { tab: key, fileName, records } of appends) {
      const tab = tabs().find((candidate) => candidate.key === key);
      const scanIds = new Set(records.flatMap(({ cells }) => cells[SCAN_ID_COLUMN] ?? []));
      const isThere =
        (await findScanId(join(folder, fileName), (scanId) => scanIds.has(scanId))) !== undefined;
      if (tab !== undefined && !isThere) files.push({ tab, fileName, records });
    }
    return planAll(files);
  }

  return {
    appendRows: async (rows, signal) => {
      if (rows.length === 0) return;
      const files = groupRows(rows, tabs(), fileNames);
      await inTurn(signal, () => save(files));
    },
    findScan: (wanted, signal, tab = 'invoiceHeader') =>
      inTurn(signal, async () => {
        const fileName = fileNames.get(tab);
        if (fileName === undefined) return undefined;
        return findScanId(join(folder, fileName), (scanId) => {
          signal.throwIfAborted();
          return scanId === formatText(wanted);
        });
      }),
    readColumns: (tab, columns, signal) =>
      inTurn(signal, async () => {
        const fileName = fileNames.get(tab);
        if (fileName === undefined) return [];
        const path = join(folder, fileName);
        const rows = withDiskFaults(path, () => unlessMissing(() => readTableColumns(path, columns, signal)));
        return (await rows) ?? [];
      }),
  };
}

/** The first row whose Scan_ID fits; undefined also if there is no such file or column. */
async function findScanId(path: string, fits: (scanId: string) => boolean): Promise<SavedRow | undefined> {
  return withDiskFaults(path, () => unlessMissing(() => searchRows(path, fits)));
}

async function searchRows(path: string, fits: (scanId: string) => boolean): Promise<SavedRow | undefined> {
  let column: number | undefined;
  let rowNumber = 0;
  for await (const { record } of readRows(path)) {
    rowNumber += 1;
    if (column === undefined) {
      const { indexByName, missing } = layOutColumns(record, [SCAN_ID_COLUMN]);
      if (missing.length > 0) return undefined;
      column = indexByName.get(SCAN_ID_COLUMN) ?? 0;
    } else if (fits(record[column] ?? '')) {
      return { rowNumber };
    }
  }
  return undefined;
}

/** Cells become text before anything is queued, so that a value that can't be a cell fails with nothing written. */
function groupRows(
  rows: readonly SheetRow[],
  tabs: readonly SheetTab[],
  fileNames: ReadonlyMap<TabKey, string>,
): readonly FileRecords[] {
  const unknown = rows.find((row) => !fileNames.has(row.tab));
  if (unknown !== undefined) throw new ScanError('sheet_rejected', `There is no tab ${unknown.tab}`);
  return tabs.flatMap((tab) => {
    const records = rows.filter((row) => row.tab === tab.key).map((row) => toRecord(row, tab));
    const fileName = fileNames.get(tab.key);
    return fileName === undefined ? [] : [{ tab, fileName, records }];
  });
}

function toRecord(row: SheetRow, tab: SheetTab): MergeRecord {
  const cells = Object.entries(row.cells).map(([name, cell]) => {
    if (!tab.columns.includes(name)) {
      throw new ScanError('sheet_rejected', `The tab ${tab.name} has no column ${name}`);
    }
    return [name, formatCell(cell)];
  });
  return { cells: Object.fromEntries(cells), refreshes: row.refreshes ?? [] };
}
