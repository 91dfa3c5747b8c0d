/** Reads calls to models out of the ledgers: a Level 1 line is one OCR call, a Level 2 line carries its parsing calls. */

import type { ModelCall, ModelOperation } from '../model-call.ts';
import { nanoUsdOf } from '../nano-usd.ts';
import type { InvoiceEntry } from './invoice-lines.ts';
import {
  COUNT,
  field,
  lineOf,
  optional,
  parseIsoTimestamp,
  TEXT,
  TIMESTAMP,
  text,
  USD,
  USER_ID,
} from './line-pattern.ts';
import type { LineFormat } from './line-reader.ts';
import { type OcrCallRecord, ocrCallRecord, type ParsingCallRecord, parseTimestamp } from './records.ts';

/** One call, as statistics count it. */
export interface CallEntry {
  readonly operation: ModelOperation;
  readonly modelName: string;
  readonly customerId: string;
  /** For a parsing call the time of its scan. */
  readonly atMs: number;
  readonly status: ModelCall['status'];
  readonly attempt: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly thinkingTokens: number;
  readonly totalTokens: number;
  readonly costNanoUsd: number | undefined;
  readonly processingTimeMs: number | undefined;
  readonly isEstimated: boolean;
}

/** The fields of S-60 in the order in which they are written. */
const line = lineOf([
  field('call_id', text(TEXT)),
  field('invoice_id', text(TEXT)),
  optional(field('page_number', COUNT)),
  field('timestamp', text(`(${TIMESTAMP})`)),
  field('model_name', text(`(${TEXT})`)),
  field('prompt_tokens', `(${COUNT})`),
  field('output_tokens', `(${COUNT})`),
  field('total_tokens', `(${COUNT})`),
  field('processing_time_ms', `(${COUNT})`),
  optional(field('image_size_bytes', COUNT)),
  field('customer_id', text(`(${TEXT})`)),
  field('telegram_user_id', USER_ID),
  field('status', text('(success|error|aborted)')),
  optional(
    [
      field('scan_id', text(TEXT)),
      field('cached_tokens', `(${COUNT})`),
      field('thinking_tokens', `(${COUNT})`),
      optional(field('cost_usd', `(${USD})`)),
      field('attempt', `(${COUNT})`),
      optional(field('error_code', text(TEXT))),
      optional(field('estimated', '(true)')),
    ].join(''),
  ),
]);

export const ocrCallLines: LineFormat<CallEntry> = {
  pattern: new RegExp(line, 'y'),
  fromMatch: (match) => {
    const cost = match[11];
    return {
      operation: 'ocr',
      modelName: match[2] ?? '',
      customerId: match[7] ?? '',
      atMs: parseIsoTimestamp(match[1] ?? ''),
      status: match[8] as ModelCall['status'],
      attempt: Number(match[12] ?? 1),
      promptTokens: Number(match[3]),
      outputTokens: Number(match[4]),
      cachedTokens: Number(match[9] ?? 0),
      thinkingTokens: Number(match[10] ?? 0),
      totalTokens: Number(match[5]),
      costNanoUsd: cost === undefined ? undefined : nanoUsdOf(Number(cost)),
      processingTimeMs: Number(match[6]),
      isEstimated: match[13] !== undefined,
    };
  },
  fromJson: (value) => {
    const record = ocrCallRecord.parse(value);
    const who = { customerId: record.customer_id, atMs: parseTimestamp(record.timestamp) ?? 0 };
    return { operation: 'ocr', ...who, ...countsOf(record) };
  },
};

/** The parsing calls of a scan. */
export function parsingCallsOf({ parsingCallsJson, customerId, atMs }: InvoiceEntry): readonly CallEntry[] {
  if (parsingCallsJson === undefined) return [];
  // The line that it stands in has passed its schema.
  const records: readonly ParsingCallRecord[] = JSON.parse(parsingCallsJson);
  return records.map((record) => ({ operation: record.kind, customerId, atMs, ...countsOf(record) }));
}

function countsOf(
  record: ParsingCallRecord | OcrCallRecord,
): Omit<CallEntry, 'operation' | 'customerId' | 'atMs'> {
  const { prompt_tokens, output_tokens, thinking_tokens, cost_usd } = record;
  return {
    modelName: record.model_name,
    status: record.status,
    attempt: record.attempt ?? 1,
    promptTokens: prompt_tokens,
    outputTokens: output_tokens,
    cachedTokens: record.cached_tokens ?? 0,
    thinkingTokens: thinking_tokens ?? 0,
    totalTokens: record.total_tokens ?? prompt_tokens + output_tokens + (thinking_tokens ?? 0),
    costNanoUsd: cost_usd === undefined || cost_usd === null ? undefined : nanoUsdOf(cost_usd),
    processingTimeMs: record.processing_time_ms ?? undefined,
    isEstimated: record.estimated ?? false,
  };
}
