/** Reads the newest rows of a tab's file, for people to look at. */
import { join } from 'node:path';
import { unlessMissing } from '../durable/files/replace-file.ts';
import { layOutColumns } from '../sheet/column-layout.ts';
import type { SheetTab } from '../sheet/invoice-sheet.ts';
import { readRows } from './csv-table.ts';
import { withDiskFaults } from './disk-faults.ts';
import { nameFiles } from './file-names.ts';

export interface NewestRowsOptions {
  readonly folder: string;
  readonly tabs: readonly SheetTab[];
  readonly tab: SheetTab;
  readonly maxRows: number;
}

export interface NewestRows {
  /** Newest first; cells in the order of the tab's columns, '' where there is none. */
  readonly rows: readonly (readonly string[])[];
  /** Of all rows in the file. */
  readonly rowCount: number;
}

/** Reads the whole file, holding `maxRows` rows. No rows where there is no file. Throws as `createCsvSheet` does. */
export async function readNewestRows(options: NewestRowsOptions): Promise<NewestRows> {
  const { folder, tabs, tab, maxRows } = options;
  const path = join(folder, nameFiles(tabs).get(tab.key) ?? '');
  const found = await withDiskFaults(path, () => unlessMissing(() => readLast(path, maxRows)));
  const { headers = [], rows = [], rowCount = 0 } = found ?? {};
  const { indexByName } = layOutColumns(headers, tab.columns);
  const cellsOf = (row: readonly string[]) =>
    tab.columns.map((name) => row[indexByName.get(name) ?? 0] ?? '');
  return { rows: rows.map(cellsOf).reverse(), rowCount };
}

async function readLast(path: string, maxRows: number) {
  let headers: readonly string[] | undefined;
  const rows: (readonly string[])[] = [];
  let rowCount = 0;
  for await (const { record } of readRows(path)) {
    if (headers === undefined) {
      headers = record;
      continue;
    }
    rowCount += 1;
    rows.push(record);
    if (rows.length > maxRows) rows.shift();
  }
  return { headers: headers ?? [], rows, rowCount };
}
