/** The record of a scan, declared once: schema, writer, fast reader, entries and exports follow from this table. */
import type { z } from 'zod';
import type { ScanOutcome } from '../finished-scan.ts';
import { usdOf } from '../nano-usd.ts';
import { PARSING_CALL } from './call-records.ts';
import { defineRecord } from './declaration/define-record.ts';
import { fieldsFrom } from './declaration/fields.ts';
import {
  COUNT,
  choiceOf,
  FLAG,
  listOf,
  NAME,
  objectOf,
  RECORD_VERSION,
  SECONDS,
  SHARE,
  TEXT,
  TIMESTAMP,
  USD,
  USER_ID,
  VERSION,
} from './declaration/kinds.ts';
import type { InvoiceSource, TokenSums } from './record-sources.ts';

const ofSums = fieldsFrom<TokenSums>();

const TOKEN_SUMS = objectOf(
  defineRecord({
    prompt: ofSums.required({ kind: COUNT, from: ({ prompt }) => prompt }),
    output: ofSums.required({ kind: COUNT, from: ({ output }) => output }),
    total: ofSums.required({ kind: COUNT, from: ({ total }) => total }),
  }),
);

export const OUTCOMES = [
  'saved',
  'failed',
  'cancelled',
  'duplicate',
] as const satisfies readonly ScanOutcome[];
const VALIDATION_STATUS = choiceOf(['ok', 'warning', 'error', 'corrected']);

const ofScan = fieldsFrom<InvoiceSource>();

/** Level 2: one scan that ended. */
export const INVOICE_USAGE = defineRecord({
  version: ofScan.optional({ kind: VERSION, from: () => RECORD_VERSION }),
  invoice_id: ofScan.required({
    kind: NAME,
    from: ({ names }) => names.invoiceId,
    isKept: true,
    isColumn: true,
  }),
  customer_id: ofScan.required({
    kind: NAME,
    from: ({ names }) => names.customerId,
    isKept: true,
    isColumn: true,
  }),
  telegram_user_id: ofScan.required({
    kind: USER_ID,
    from: ({ names }) => names.telegramUserId,
    isColumn: true,
  }),
  timestamp: ofScan.required({
    kind: TIMESTAMP,
    from: ({ scan }) => scan.endedAt,
    isKept: true,
    isColumn: true,
  }),
  page_count: ofScan.required({
    kind: COUNT,
    from: ({ scan }) => scan.pageCount,
    isKept: true,
    isColumn: true,
  }),
  total_ocr_calls: ofScan.required({ kind: COUNT, from: ({ ocr }) => ocr.calls.length, isColumn: true }),
  total_parsing_calls: ofScan.required({
    kind: COUNT,
    from: ({ parsing }) => parsing.calls.length,
    isColumn: true,
  }),
  ocr_tokens: ofScan.required({ kind: TOKEN_SUMS, from: ({ ocr }) => ocr.tokens }),
  parsing_tokens: ofScan.required({ kind: TOKEN_SUMS, from: ({ parsing }) => parsing.tokens }),
  total_tokens: ofScan.required({
    kind: COUNT,
    from: ({ ocr, parsing }) => ocr.tokens.total + parsing.tokens.total,
    isKept: true,
    isColumn: true,
  }),
  ocr_cost_usd: ofScan.optional({ kind: USD, from: ({ ocr }) => usdIfKnown(ocr.nanoUsd), isColumn: true }),
  parsing_cost_usd: ofScan.optional({
    kind: USD,
    from: ({ parsing }) => usdIfKnown(parsing.nanoUsd),
    isColumn: true,
  }),
  total_cost_usd: ofScan.optional({ kind: USD, from: totalUsd, isKept: true, isColumn: true }),
  processing_time_seconds: ofScan.required({
    kind: SECONDS,
    from: ({ scan }) => toSeconds(scan.processingTimeMs),
    isColumn: true,
  }),
  validation_status: ofScan.optional({
    kind: VALIDATION_STATUS,
    from: ({ scan }) => scan.validationStatus,
    isColumn: true,
  }),
  confidence_avg: ofScan.optional({
    kind: SHARE,
    from: ({ scan }) => scan.confidenceAvg,
    isKept: true,
    isColumn: true,
  }),
  had_corrections: ofScan.required({ kind: FLAG, from: ({ scan }) => scan.hadCorrections, isColumn: true }),
  ocr_call_ids: ofScan.required({
    kind: listOf(TEXT),
    from: ({ ocr }) => ocr.calls.map(({ callId }) => callId),
  }),
  scan_id: ofScan.optional({ kind: NAME, from: ({ names }) => names.scanId, isKept: true, isColumn: true }),
  outcome: ofScan.optional({
    kind: choiceOf(OUTCOMES),
    from: ({ scan }) => scan.outcome,
    isKept: true,
    isColumn: true,
  }),
  error_code: ofScan.optional({ kind: NAME, from: ({ scan }) => scan.errorCode, isColumn: true }),
  ocr_time_seconds: ofScan.optional({ kind: SECONDS, from: ({ ocr }) => toSeconds(ocr.busyMs) }),
  parsing_time_seconds: ofScan.optional({ kind: SECONDS, from: ({ parsing }) => toSeconds(parsing.busyMs) }),
  sheets_time_seconds: ofScan.optional({
    kind: SECONDS,
    from: ({ scan }) => (scan.sheetsTimeMs === undefined ? undefined : toSeconds(scan.sheetsTimeMs)),
  }),
  line_item_count: ofScan.optional({ kind: COUNT, from: ({ scan }) => scan.lineItemCount }),
  retried_calls: ofScan.optional({
    kind: COUNT,
    from: ({ scan }) => scan.calls.filter(({ attempt }) => attempt > 1).length,
  }),
  parsing_calls: ofScan.optional({
    kind: listOf(objectOf(PARSING_CALL)),
    from: ({ parsing }) => parsing.calls.map(PARSING_CALL.write),
    isKept: true,
  }),
});

export type InvoiceUsageRecord = z.infer<typeof INVOICE_USAGE.schema>;

function usdIfKnown(nanoUsd: number | undefined): number | undefined {
  return nanoUsd === undefined ? undefined : usdOf(nanoUsd);
}

/** A sum of whole nano-dollars, so that the three figures of a line always agree. */
function totalUsd({ ocr, parsing }: InvoiceSource): number | undefined {
  const isPriced = ocr.nanoUsd !== undefined && parsing.nanoUsd !== undefined;
  return isPriced ? usdOf(ocr.nanoUsd + parsing.nanoUsd) : undefined;
}

function toSeconds(ms: number): number {
  return Math.round(ms) / 1000;
}
