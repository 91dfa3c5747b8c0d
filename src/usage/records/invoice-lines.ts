/** Reads a Level 2 line down to what the projections need. */
import type { ScanOutcome } from '../finished-scan.ts';
import { nanoUsdOf } from '../nano-usd.ts';
import {
  COUNT,
  field,
  lineOf,
  listOf,
  objectOf,
  optional,
  parseIsoTimestamp,
  SECONDS,
  SHARE,
  TEXT,
  TIMESTAMP,
  text,
  USD,
  USER_ID,
} from './line-pattern.ts';
import type { LineFormat } from './line-reader.ts';
import { type InvoiceUsageRecord, invoiceUsageRecord, parseTimestamp } from './records.ts';

/** One scan, as the projections count it. */
export interface InvoiceEntry {
  /** Where its line begins in the ledger. */
  readonly position: number;
  readonly invoiceId: string;
  /** Absent in lines of the plain shape: nothing ever supersedes them. */
  readonly scanId: string | undefined;
  readonly customerId: string;
  readonly atMs: number;
  readonly outcome: ScanOutcome;
  readonly pages: number;
  readonly tokens: number;
  /** Absent: unpriced. */
  readonly costNanoUsd: number | undefined;
  /** In millionths, so that sums are exact. */
  readonly confidenceMicros: number | undefined;
  /** The list of parsing calls as it stands in the line. */
  readonly parsingCallsJson: string | undefined;
}

const MICROS = 1_000_000;

const tokenSums = objectOf([field('prompt', COUNT), field('output', COUNT), field('total', COUNT)]);

const parsingCall = objectOf([
  field('kind', text('(?:parse_header|parse_lines|repair)')),
  field('model_name', text(TEXT)),
  field('prompt_tokens', COUNT),
  field('output_tokens', COUNT),
  field('total_tokens', COUNT),
  field('cached_tokens', COUNT),
  field('thinking_tokens', COUNT),
  field('processing_time_ms', COUNT),
  field('attempt', COUNT),
  field('status', text('(?:success|error|aborted)')),
  optional(field('cost_usd', USD)),
  optional(field('error_code', text(TEXT))),
  optional(field('estimated', 'true')),
]);

/** The fields of S-61 in the order in which they are written. */
const line = lineOf([
  field('invoice_id', text(`(${TEXT})`)),
  field('customer_id', text(`(${TEXT})`)),
  field('telegram_user_id', USER_ID),
  field('timestamp', text(`(${TIMESTAMP})`)),
  field('page_count', `(${COUNT})`),
  field('total_ocr_calls', COUNT),
  field('total_parsing_calls', COUNT),
  field('ocr_tokens', tokenSums),
  field('parsing_tokens', tokenSums),
  field('total_tokens', `(${COUNT})`),
  optional(field('ocr_cost_usd', USD)),
  optional(field('parsing_cost_usd', USD)),
  optional(field('total_cost_usd', `(${USD})`)),
  field('processing_time_seconds', SECONDS),
  optional(field('validation_status', text('(?:ok|warning|error|corrected)'))),
  optional(field('confidence_avg', `(${SHARE})`)),
  field('had_corrections', '(?:false|true)'),
  field('ocr_call_ids', listOf(text('[ !#-\\[\\]-~]*'))),
  optional(
    [
      field('scan_id', text(`(${TEXT})`)),
      field('outcome', text('(saved|failed|cancelled|duplicate)')),
      optional(field('error_code', text(TEXT))),
      field('ocr_time_seconds', SECONDS),
      field('parsing_time_seconds', SECONDS),
      optional(field('sheets_time_seconds', SECONDS)),
      optional(field('line_item_count', COUNT)),
      field('retried_calls', COUNT),
      field('parsing_calls', `(${listOf(parsingCall)})`),
    ].join(''),
  ),
]);

export const invoiceLines: LineFormat<InvoiceEntry> = {
  pattern: new RegExp(line, 'y'),
  fromMatch: (match, position) => {
    // By number: taking a list apart costs more than everything else here.
    const cost = match[6];
    const confidence = match[7];
    return {
      position,
      invoiceId: match[1] ?? '',
      scanId: match[8],
      customerId: match[2] ?? '',
      atMs: parseIsoTimestamp(match[3] ?? ''),
      outcome: (match[9] ?? 'saved') as ScanOutcome,
      pages: Number(match[4]),
      tokens: Number(match[5]),
      costNanoUsd: cost === undefined ? undefined : nanoUsdOf(Number(cost)),
      confidenceMicros: confidence === undefined ? undefined : Math.round(Number(confidence) * MICROS),
      parsingCallsJson: match[10],
    };
  },
  fromJson: (value, position) => {
    const record = invoiceUsageRecord.parse(value);
    const { total_cost_usd: cost, confidence_avg: confidence } = record;
    return {
      position,
      invoiceId: record.invoice_id,
      scanId: record.scan_id ?? undefined,
      customerId: record.customer_id,
      atMs: parseTimestamp(record.timestamp) ?? 0,
      outcome: record.outcome ?? 'saved',
      pages: record.page_count,
      tokens: record.total_tokens,
      costNanoUsd: cost === undefined || cost === null ? undefined : nanoUsdOf(cost),
      confidenceMicros:
        confidence === undefined || confidence === null ? undefined : Math.round(confidence * MICROS),
      parsingCallsJson: record.parsing_calls ? JSON.stringify(record.parsing_calls) : undefined,
    };
  },
};

/** The whole record; undefined if the line is none. */
export function parseInvoiceRecord(line: string): InvoiceUsageRecord | undefined {
  try {
    return invoiceUsageRecord.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** The whole record of a line that counts: it has passed its schema once, which takes longer than all the rest of a look-up. */
export function readCountedRecord(line: string): InvoiceUsageRecord | undefined {
  try {
    const record: InvoiceUsageRecord | null = JSON.parse(line);
    return record?.invoice_id === undefined ? undefined : record;
  } catch {
    return undefined;
  }
}
