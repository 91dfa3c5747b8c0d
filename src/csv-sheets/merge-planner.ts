/** Works out the new end of a file in which rows of the same key are one: from the first row that changes on. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ScanError } from '../errors.ts';
import { layOutColumns } from '../sheet/column-layout.ts';
import { findStanding, type MergedRow, mergeRows, type TabMerge } from '../sheet/row-merges.ts';
import { formatRow, readRows } from './csv-table.ts';

/** A row's cells as text, by column name, and those of them that a standing row gets. */
export interface MergeRecord {
  readonly cells: Readonly<Record<string, string>>;
  readonly refreshes: readonly string[];
}

export interface FileEnd {
  readonly offsetBytes: number;
  /** What stands after that now. */
  readonly oldTail: string;
  readonly text: string;
}

interface MergeFile {
  readonly path: string;
  readonly columns: readonly string[];
  readonly merge: TabMerge;
  readonly lineEnd: string;
}

interface Row {
  readonly cells: readonly string[];
  readonly startBytes: number;
  readonly endBytes: number;
}

/** Master data is small, so the file is read whole. Throws `sheet_rejected` where its text is not UTF-8. */
export async function planMerge(file: MergeFile, records: readonly MergeRecord[]): Promise<FileEnd> {
  const bytes = await readFile(file.path);
  const [header, ...rows] = await readAll(file.path);
  const { indexByName, width } = layOutColumns(header?.cells ?? [], file.columns);
  const columnOf = (name: string) => rows.map(({ cells }) => cells[indexByName.get(name) ?? -1] ?? '');
  const standing = findStanding(columnOf(file.merge.key), columnOf(file.merge.counter), 0);
  const merged = mergeRows(
    records.map((record) => toMergingRow(record, file.merge)),
    standing,
  );

  const changed = new Map(
    merged.flatMap((row) => (row.index === undefined ? [] : [[row.index, row] as const])),
  );
  const firstChanged = Math.min(rows.length, ...changed.keys());
  const offsetBytes = rows[firstChanged]?.startBytes ?? bytes.length;
  const put = (cells: readonly string[], row: MergedRow<string>) =>
    putCells({ cells, row, indexByName, width, merge: file.merge });
  const kept = rows.slice(firstChanged).map(({ cells, startBytes, endBytes }, position) => {
    const printed = decode(bytes.subarray(startBytes, endBytes), file.path);
    const change = changed.get(firstChanged + position);
    return change ? formatRow(put(cells, change)) + lineEndOf(printed) : printed;
  });
  const added = merged
    .filter(({ index }) => index === undefined)
    .map((row) => formatRow(put([], row)) + file.lineEnd);
  return {
    offsetBytes,
    oldTail: decode(bytes.subarray(offsetBytes), file.path),
    text: joinRows({ before: bytes.subarray(0, offsetBytes), kept, added, lineEnd: file.lineEnd }),
  };
}

async function readAll(path: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const { record, info } of readRows(path)) {
    rows.push({ cells: record, startBytes: rows.at(-1)?.endBytes ?? 0, endBytes: info.bytes });
  }
  return rows;
}

/** In the form that rows are merged in. */
export function toMergingRow({ cells, refreshes }: MergeRecord, { key }: TabMerge) {
  return { key: cells[key] ?? '', cells: new Map(Object.entries(cells)), refreshes };
}

interface CellChange {
  readonly cells: readonly string[];
  readonly row: MergedRow<string>;
  readonly indexByName: ReadonlyMap<string, number>;
  readonly width: number;
  readonly merge: TabMerge;
}

function putCells({ cells, row, indexByName, width, merge }: CellChange): readonly string[] {
  const next = Array.from({ length: Math.max(width, cells.length) }, (_, index) => cells[index] ?? '');
  for (const [name, text] of [...row.cells, [merge.counter, String(row.count)] as const]) {
    next[indexByName.get(name) ?? 0] = text;
  }
  return next;
}

interface RowsToJoin {
  readonly before: Uint8Array;
  readonly kept: readonly string[];
  readonly added: readonly string[];
  readonly lineEnd: string;
}

/** A file that a person left without its last line end gets it before a new row. */
function joinRows({ before, kept, added, lineEnd }: RowsToJoin): string {
  const last = kept.at(-1) ?? Buffer.from(before.subarray(-2)).toString('latin1');
  const isOpen = added.length > 0 && !/[\r\n]$/.test(last);
  return [...kept, ...(isOpen ? [lineEnd] : []), ...added].join('');
}

function lineEndOf(printed: string): string {
  return /(\r\n|\n|\r)?$/.exec(printed)?.[0] ?? '';
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const fileName = basename(path);
    const message = `${fileName} is not text in UTF-8: save it as "CSV UTF-8 (comma delimited)", or move it away`;
    throw new ScanError('sheet_rejected', message, { fileName, cause });
  }
}
