/** Looks into one CSV file as people and programs leave it: header row, line ends, and whether it is sound to its end. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { unlessMissing } from '../durable/files/replace-file.ts';
import { ScanError } from '../errors.ts';
import { type ColumnLayout, layOutColumns } from '../sheet/column-layout.ts';

/** Excel takes a file without it for one in the old code page of its country. */
export const BOM = '\uFEFF';

export interface CsvTable {
  /** Cells of the first row; none if the file is missing or blank. */
  readonly headers: readonly string[];
  /** Where the header row ends, before its line end. */
  readonly headerEndBytes: number;
  readonly lineEnd: string;
  /** False if something must be written before a new row can start. */
  readonly endsWithLineEnd: boolean;
  readonly sizeBytes: number;
}

const NEW_TABLE: CsvTable = {
  headers: [],
  headerEndBytes: 0,
  lineEnd: '\r\n',
  endsWithLineEnd: true,
  sizeBytes: 0,
};

/** Any line end counts, even several kinds in one file; rows may differ in length; stray quotes are a cell's own. */
const PARSE_OPTIONS = {
  bom: true,
  info: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
};

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly bytes: number };
}

/** Reads the whole file once, holding one row at a time. Throws `sheet_rejected` if rows can't be added to it. */
export async function inspectTable(path: string): Promise<CsvTable> {
  const sizeBytes = (await unlessMissing(() => stat(path)))?.size;
  if (sizeBytes === undefined) return NEW_TABLE;
  if (await isUtf16(path)) throw notUtf8(path);
  let header: ParsedRow | undefined;
  for await (const row of readRows(path)) header ??= row;
  if (header === undefined) return { ...NEW_TABLE, sizeBytes };
  checkHeader(header.record, path);
  const headerLineEnd = await readLineEnd(path, header.info.bytes);
  return {
    headers: header.record,
    headerEndBytes: header.info.bytes - headerLineEnd.length,
    lineEnd: headerLineEnd || NEW_TABLE.lineEnd,
    endsWithLineEnd: (await readLineEnd(path, sizeBytes)) !== '',
    sizeBytes,
  };
}

/** Rows from the header on, one at a time; `info.bytes` is where the row ends. */
export async function* readRows(path: string): AsyncGenerator<ParsedRow> {
  const source = createReadStream(path);
  const parser = parse(PARSE_OPTIONS);
  source.on('error', (error) => parser.destroy(error));
  try {
    yield* source.pipe(parser);
  } finally {
    source.destroy();
  }
}

/** The rows below the header row, with these columns alone; '' for what is not there. */
export async function readTableColumns(
  path: string,
  columns: readonly string[],
  signal: AbortSignal,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const rows: Readonly<Record<string, string>>[] = [];
  let layout: ColumnLayout | undefined;
  for await (const { record } of readRows(path)) {
    signal.throwIfAborted();
    if (layout) rows.push(pickCells(record, columns, layout));
    else layout = layOutColumns(record, columns);
  }
  return rows;
}

function pickCells(
  record: readonly string[],
  columns: readonly string[],
  { indexByName, missing }: ColumnLayout,
): Readonly<Record<string, string>> {
  const cellOf = (name: string) =>
    missing.includes(name) ? '' : (record[indexByName.get(name) ?? -1] ?? '');
  return Object.fromEntries(columns.map((name) => [name, cellOf(name)]));
}

/** One row without its line end. */
export function formatRow(cells: readonly string[]): string {
  // By itself csv-stringify leaves a line break bare if it is not the file's own kind.
  return stringify([[...cells]], { eof: false, quoted_match: /[\r\n]/ });
}

function checkHeader(headers: readonly string[], path: string): void {
  if (headers.some((cell) => /[\0\uFFFD]/.test(cell))) throw notUtf8(path);
  if (headers.length === 1 && headers.some((cell) => /[;\t]/.test(cell))) {
    throw reject(path, 'is not separated by commas');
  }
}

/** The parser would read such a file by its mark; our rows would stand in it as noise. */
async function isUtf16(path: string): Promise<boolean> {
  const mark = await readBytes(path, 0, 2);
  return mark === '\xFF\xFE' || mark === '\xFE\xFF';
}

function notUtf8(path: string): ScanError {
  return reject(path, 'is not text in UTF-8');
}

function reject(path: string, reason: string): ScanError {
  const fileName = basename(path);
  const message = `${fileName} ${reason}: save it as "CSV UTF-8 (comma delimited)", or move it away`;
  return new ScanError('sheet_rejected', message, { fileName });
}

/** The line end right before this place: `\r\n`, `\n`, `\r` or nothing. */
async function readLineEnd(path: string, endBytes: number): Promise<string> {
  const last = await readBytes(path, Math.max(0, endBytes - 2), endBytes);
  return /(\r\n|\n|\r)?$/.exec(last)?.[0] ?? '';
}

/** One character per byte. */
async function readBytes(path: string, startBytes: number, endBytes: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const length = endBytes - startBytes;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, startBytes);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
