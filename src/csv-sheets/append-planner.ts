/** Works out what to write at the end of each file so that the rows stand under their headers as they are now. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile, unlessMissing } from '../durable/files/replace-file.ts';
import { ScanError } from '../errors.ts';
import { layOutColumns } from '../sheet/column-layout.ts';
import type { SheetTab } from '../sheet/invoice-sheet.ts';
import { mergeRows } from '../sheet/row-merges.ts';
import { BOM, type CsvTable, formatRow, inspectTable } from './csv-table.ts';
import { withDiskFaults } from './disk-faults.ts';
import type { Append } from './journal.ts';
import { type MergeRecord, planMerge, toMergingRow } from './merge-planner.ts';
import { CSV_MODE, spliceFile } from './write-at.ts';

export interface FileRecords {
  readonly tab: SheetTab;
  readonly fileName: string;
  readonly records: readonly MergeRecord[];
}

export interface AppendPlanner {
  /**
   * Adds missing columns to the file's header row at once; the rows are only planned. Without rows, only a missing file
   * gives something to do: its header row.
   */
  plan(rows: FileRecords): Promise<Append | undefined>;
  /** To be told once the appends are made: files that only we write need not be read through again. */
  noteDone(appends: readonly Append[]): Promise<void>;
}

interface Inspection {
  readonly table: CsvTable;
  /** Changes whenever anybody writes the file. */
  readonly stamp: string;
}

export interface AppendPlannerOptions {
  readonly folder: string;
  readonly onColumnsAdded: (fileName: string, columns: readonly string[]) => void;
}

export function createAppendPlanner({ folder, onColumnsAdded }: AppendPlannerOptions): AppendPlanner {
  const inspections = new Map<string, Inspection>();

  async function inspect(fileName: string): Promise<CsvTable> {
    const path = join(folder, fileName);
    const stamp = await readStamp(path);
    const known = inspections.get(fileName);
    if (known !== undefined && known.stamp === stamp) return known.table;
    const table = await inspectTable(path);
    if ((await readStamp(path)) !== stamp) throw beingChanged(fileName);
    if (stamp !== undefined) inspections.set(fileName, { table, stamp });
    return table;
  }

  async function inspectWithColumns({ tab, fileName }: FileRecords): Promise<CsvTable> {
    const table = await inspect(fileName);
    const { missing } = layOutColumns(table.headers, tab.columns);
    if (table.headers.length === 0 || missing.length === 0) return table;
    const path = join(folder, fileName);
    const isBlankRow = table.headers.length === 1 && table.headers[0] === '';
    const insertion = Buffer.from((isBlankRow ? '' : ',') + formatRow(missing));
    await replaceFile(path, spliceFile(path, table.headerEndBytes, insertion), { mode: CSV_MODE });
    onColumnsAdded(fileName, missing);
    return inspect(fileName);
  }

  return {
    plan: (rows) =>
      withDiskFaults(rows.fileName, async () => {
        const { tab, fileName, records } = rows;
        if (records.length === 0 && (await inspect(fileName)).headers.length > 0) return undefined;
        const table = await inspectWithColumns(rows);
        const end =
          tab.merge && table.headers.length > 0
            ? await planMerge(
                { ...tab, merge: tab.merge, path: join(folder, fileName), lineEnd: table.lineEnd },
                records,
              )
            : { offsetBytes: table.sizeBytes, text: formatAppend(table, rows) };
        return { tab: tab.key, fileName, ...end, records: [...records] };
      }),
    noteDone: async (appends) => {
      for (const { fileName, offsetBytes, text } of appends) {
        const known = inspections.get(fileName);
        inspections.delete(fileName);
        if (known === undefined || known.table.headers.length === 0) continue;
        const sizeBytes = offsetBytes + Buffer.byteLength(text);
        const stamp = await readStamp(join(folder, fileName));
        const table = { ...known.table, sizeBytes, endsWithLineEnd: true };
        if (stamp?.startsWith(`${sizeBytes} `)) inspections.set(fileName, { table, stamp });
      }
    },
  };
}

function formatAppend(table: CsvTable, { tab, records }: FileRecords): string {
  const isNew = table.headers.length === 0;
  const { indexByName, width } = layOutColumns(isNew ? tab.columns : table.headers, tab.columns);
  const lines = onePerKey(tab, records).map((record) => {
    const cells = Array.from({ length: width }, () => '');
    for (const [name, text] of record) cells[indexByName.get(name) ?? 0] = text;
    return formatRow(cells);
  });
  if (isNew) lines.unshift((table.sizeBytes === 0 ? BOM : '') + formatRow(tab.columns));
  return (table.endsWithLineEnd ? '' : table.lineEnd) + lines.map((line) => line + table.lineEnd).join('');
}

/** In a new file of a tab that merges, too, each key has one row. */
function onePerKey(
  { merge }: SheetTab,
  records: readonly MergeRecord[],
): readonly (readonly [string, string][])[] {
  if (!merge) return records.map(({ cells }) => Object.entries(cells));
  const merged = mergeRows(
    records.map((record) => toMergingRow(record, merge)),
    new Map(),
  );
  return merged.map(({ cells, count }) => [...cells, [merge.counter, String(count)]]);
}

/** `<size> <file id> <time of the last change>`; undefined if the file is not there. */
async function readStamp(path: string): Promise<string | undefined> {
  const info = await unlessMissing(() => stat(path, { bigint: true }));
  return info && `${info.size} ${info.ino} ${info.mtimeNs}`;
}

function beingChanged(fileName: string): ScanError {
  return new ScanError('sheet_unavailable', `${fileName} is being changed by another program`, {
    retryable: true,
    fileName,
  });
}
