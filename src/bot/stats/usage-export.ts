/** Scans as a file for a spreadsheet or a program: made in pieces, so that nobody waits while a long month is read. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import type { ExportColumn } from '../../usage/records/export-columns.ts';
import type { InvoiceUsageRecord } from '../../usage/records/invoice-record.ts';

export type ExportFormat = 'csv' | 'json';

/** Others get their turn after so many records. */
const RECORDS_PER_TURN = 200;
/** Telegram's bound for a bot's document is 50 MB. */
const MAX_BYTES = 45_000_000;

export interface UsageExportOptions {
  readonly records: AsyncIterable<InvoiceUsageRecord>;
  /** Of CSV; JSON holds whole records. */
  readonly columns: readonly ExportColumn[];
  readonly format: ExportFormat;
  readonly signal: AbortSignal;
}

export interface UsageExport {
  readonly bytes: Buffer;
  readonly recordCount: number;
  /** False if later records had no more room. */
  readonly isWhole: boolean;
}

/** UTF-8; CSV with a byte order mark, and no cell that a spreadsheet would take for a formula. Throws the signal's reason. */
export async function exportUsage(options: UsageExportOptions): Promise<UsageExport> {
  const { records, columns, format, signal } = options;
  const pieces: string[] = [format === 'csv' ? `\uFEFF${toCsv([columns.map(({ name }) => name)])}` : '[\n'];
  let sizeBytes = 0;
  let recordCount = 0;
  let isWhole = true;
  for await (const record of records) {
    const piece =
      format === 'csv'
        ? toCsv([columns.map(({ cellOf }) => cellOf(record))])
        : `${recordCount > 0 ? ',\n' : ''}${JSON.stringify(record)}`;
    sizeBytes += Buffer.byteLength(piece);
    if (sizeBytes > MAX_BYTES) {
      isWhole = false;
      break;
    }
    pieces.push(piece);
    recordCount += 1;
    signal.throwIfAborted();
    if (recordCount % RECORDS_PER_TURN === 0) await nextTurn();
  }
  if (format === 'json') pieces.push('\n]\n');
  return { bytes: Buffer.from(pieces.join('')), recordCount, isWhole };
}

function toCsv(rows: readonly (readonly unknown[])[]): string {
  return stringify([...rows.map((row) => [...row])], { escape_formulas: true, record_delimiter: 'windows' });
}
