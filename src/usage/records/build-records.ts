/** Turns a scan that has ended into the lines of the ledger: one per OCR call, one for the scan. */
import Big from 'big.js';
import type { FinishedScan } from '../finished-scan.ts';
import type { ModelCall, TokenUsage } from '../model-call.ts';
import { toNanoUsd, usdOf } from '../nano-usd.ts';
import type { CalculateCost } from '../pricing/pricing.ts';
import { calculateBusyMs } from './busy-time.ts';
import { createCallIds } from './call-ids.ts';
import {
  type InvoiceUsageRecord,
  type OcrCallRecord,
  type ParsingCallRecord,
  RECORD_VERSION,
} from './records.ts';
import { estimateTokens } from './token-estimate.ts';

export interface RecordContext {
  readonly calculateCost: CalculateCost;
  readonly defaultCustomerId: string;
  /** False: every count is an estimate, even where the API gave one (ENABLE_ACTUAL_TOKEN_CAPTURE). */
  readonly useActualTokens: boolean;
}

export interface UsageRecords {
  readonly ocrCalls: readonly OcrCallRecord[];
  readonly invoice: InvoiceUsageRecord;
}

/** A call with its counts and exact cost. */
interface CostedCall {
  readonly call: ModelCall;
  readonly tokens: TokenUsage;
  readonly isEstimated: boolean;
  readonly cost: Big | undefined;
}

interface CostedParse extends CostedCall {
  readonly call: ModelCall & { readonly operation: ParsingCallRecord['kind'] };
}

/** Undefined for a draft that was cancelled before any call: it leaves no line. */
export function buildUsageRecords(scan: FinishedScan, context: RecordContext): UsageRecords | undefined {
  if (scan.outcome === 'cancelled' && scan.calls.length === 0) return undefined;
  const costed = scan.calls.map((call) => costCall(call, context));
  const ocr = costed.filter(({ call }) => call.operation === 'ocr');
  const parsing = costed.filter(isParsing);
  const who = {
    invoiceId: scan.invoiceNo?.trim() || scan.scanId,
    customerId: scan.customerId ?? context.defaultCustomerId,
  };
  const callIdOf = createCallIds(scan.scanId);
  const ocrCalls = ocr.map((entry, index) =>
    ocrCallOf({ entry, callId: callIdOf(entry.call.startedAt, index + 1), scan, ...who }),
  );
  const callIds = ocrCalls.map(({ call_id }) => call_id);
  return { ocrCalls, invoice: invoiceOf({ scan, ocr, parsing, callIds, ...who }) };
}

function isParsing(entry: CostedCall): entry is CostedParse {
  return entry.call.operation !== 'ocr';
}

function costCall(call: ModelCall, { calculateCost, useActualTokens }: RecordContext): CostedCall {
  const actual = useActualTokens ? call.tokens : undefined;
  const tokens = actual ?? estimateTokens(call);
  return { call, tokens, isEstimated: actual === undefined, cost: calculateCost({ ...call, tokens }) };
}

interface Who {
  readonly scan: FinishedScan;
  readonly invoiceId: string;
  readonly customerId: string;
}

interface OcrCallParts extends Who {
  readonly entry: CostedCall;
  readonly callId: string;
}

/** The order of keys is that of S-60, and what replay's fast pattern expects. */
function ocrCallOf({ entry, callId, scan, invoiceId, customerId }: OcrCallParts): OcrCallRecord {
  const { call, tokens } = entry;
  return {
    version: RECORD_VERSION,
    call_id: callId,
    invoice_id: invoiceId,
    page_number: call.pageNumber,
    timestamp: call.startedAt,
    model_name: call.modelName,
    prompt_tokens: tokens.promptTokens,
    output_tokens: tokens.outputTokens,
    total_tokens: tokens.totalTokens,
    processing_time_ms: Math.round(call.processingTimeMs),
    image_size_bytes: call.imageSizeBytes,
    customer_id: customerId,
    telegram_user_id: scan.telegramUserId,
    status: call.status,
    scan_id: scan.scanId,
    cached_tokens: tokens.cachedTokens,
    thinking_tokens: tokens.thinkingTokens,
    cost_usd: costUsd(entry.cost),
    attempt: call.attempt,
    error_code: call.errorCode,
    estimated: entry.isEstimated || undefined,
  };
}

function parsingCallOf({ call, tokens, cost, isEstimated }: CostedParse): ParsingCallRecord {
  return {
    kind: call.operation,
    model_name: call.modelName,
    prompt_tokens: tokens.promptTokens,
    output_tokens: tokens.outputTokens,
    total_tokens: tokens.totalTokens,
    cached_tokens: tokens.cachedTokens,
    thinking_tokens: tokens.thinkingTokens,
    processing_time_ms: Math.round(call.processingTimeMs),
    attempt: call.attempt,
    status: call.status,
    cost_usd: costUsd(cost),
    error_code: call.errorCode,
    estimated: isEstimated || undefined,
  };
}

interface InvoiceParts extends Who {
  readonly ocr: readonly CostedCall[];
  readonly parsing: readonly CostedParse[];
  readonly callIds: readonly string[];
}

/** The order of keys is that of S-61, and what replay's fast pattern expects. */
function invoiceOf({ scan, ocr, parsing, callIds, invoiceId, customerId }: InvoiceParts): InvoiceUsageRecord {
  const ocrNanoUsd = sumCost(ocr);
  const parsingNanoUsd = sumCost(parsing);
  const ocrTokens = sumTokens(ocr);
  const parsingTokens = sumTokens(parsing);
  const isPriced = ocrNanoUsd !== undefined && parsingNanoUsd !== undefined;
  return {
    version: RECORD_VERSION,
    invoice_id: invoiceId,
    customer_id: customerId,
    telegram_user_id: scan.telegramUserId,
    timestamp: scan.endedAt,
    page_count: scan.pageCount,
    total_ocr_calls: ocr.length,
    total_parsing_calls: parsing.length,
    ocr_tokens: ocrTokens,
    parsing_tokens: parsingTokens,
    total_tokens: ocrTokens.total + parsingTokens.total,
    ocr_cost_usd: ocrNanoUsd === undefined ? undefined : usdOf(ocrNanoUsd),
    parsing_cost_usd: parsingNanoUsd === undefined ? undefined : usdOf(parsingNanoUsd),
    // A sum of whole nano-dollars, so that the three figures of a line always agree.
    total_cost_usd: isPriced ? usdOf(ocrNanoUsd + parsingNanoUsd) : undefined,
    processing_time_seconds: toSeconds(scan.processingTimeMs),
    validation_status: scan.validationStatus,
    confidence_avg: scan.confidenceAvg,
    had_corrections: scan.hadCorrections,
    ocr_call_ids: [...callIds],
    scan_id: scan.scanId,
    outcome: scan.outcome,
    error_code: scan.errorCode,
    ocr_time_seconds: toSeconds(calculateBusyMs(ocr.map(({ call }) => call))),
    parsing_time_seconds: toSeconds(calculateBusyMs(parsing.map(({ call }) => call))),
    sheets_time_seconds: scan.sheetsTimeMs === undefined ? undefined : toSeconds(scan.sheetsTimeMs),
    line_item_count: scan.lineItemCount,
    retried_calls: scan.calls.filter(({ attempt }) => attempt > 1).length,
    parsing_calls: parsing.map(parsingCallOf),
  };
}

/** Undefined if one call has no price: a sum of the others would look like the whole. */
function sumCost(calls: readonly CostedCall[]): number | undefined {
  let sum = new Big(0);
  for (const { cost } of calls) {
    if (cost === undefined) return undefined;
    sum = sum.plus(cost);
  }
  return toNanoUsd(sum);
}

function sumTokens(calls: readonly CostedCall[]): { prompt: number; output: number; total: number } {
  return calls.reduce(
    (sum, { tokens }) => ({
      prompt: sum.prompt + tokens.promptTokens,
      output: sum.output + tokens.outputTokens,
      total: sum.total + tokens.totalTokens,
    }),
    { prompt: 0, output: 0, total: 0 },
  );
}

function costUsd(cost: Big | undefined): number | undefined {
  return cost && usdOf(toNanoUsd(cost));
}

function toSeconds(ms: number): number {
  return Math.round(ms) / 1000;
}
