/** Scans as a file for a spreadsheet or a program: made in pieces, so that nobody waits while a long month is read. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import type { InvoiceUsageRecord } from '../../usage/records/records.ts';

export type ExportFormat = 'csv' | 'json';

/** Others get their turn after so many records. */
const RECORDS_PER_TURN = 200;
/** Telegram's bound for a bot's document is 50 MB. */
const MAX_BYTES = 45_000_000;

/** As they stand in the ledger; what is a list there is left to JSON. */
const COLUMNS = [
  'scan_id',
  'invoice_id',
  'timestamp',
  'customer_id',
  'telegram_user_id',
  'outcome',
  'error_code',
  'page_count',
  'total_ocr_calls',
  'total_parsing_calls',
  'total_tokens',
  'ocr_cost_usd',
  'parsing_cost_usd',
  'total_cost_usd',
  'processing_time_seconds',
  'validation_status',
  'confidence_avg',
  'had_corrections',
] as const satisfies readonly (keyof InvoiceUsageRecord)[];

export interface UsageExport {
  readonly bytes: Buffer;
  readonly recordCount: number;
  /** False if later records had no more room. */
  readonly isWhole: boolean;
}

/** UTF-8; CSV with a byte order mark, and no cell that a spreadsheet would take for a formula. Throws the signal's reason. */
export async function exportUsage(
  records: AsyncIterable<InvoiceUsageRecord>,
  format: ExportFormat,
  signal: AbortSignal,
): Promise<UsageExport> {
  const pieces: string[] = [format === 'csv' ? `\uFEFF${toCsv([COLUMNS])}` : '[\n'];
  let sizeBytes = 0;
  let recordCount = 0;
  let isWhole = true;
  for await (const record of records) {
    const piece =
      format === 'csv' ? toCsv([rowOf(record)]) : `${recordCount > 0 ? ',\n' : ''}${JSON.stringify(record)}`;
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

/** Dollars with all nine decimals: a spreadsheet knows no `1.5e-7`. */
function rowOf(record: InvoiceUsageRecord): string[] {
  return COLUMNS.map((column) => {
    const value = record[column];
    if (value === undefined || value === null) return '';
    return column.endsWith('_usd') && typeof value === 'number' ? value.toFixed(9) : String(value);
  });
}
