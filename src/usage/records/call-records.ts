/** The records of calls, each declared once: schema, writer, fast reader and entries follow from these tables. */
import type { z } from 'zod';
import { DEFAULT_PROVIDER, type ModelCall } from '../model-call.ts';
import { toNanoUsd, usdOf } from '../nano-usd.ts';
import { defineRecord } from './declaration/define-record.ts';
import { fieldsFrom } from './declaration/fields.ts';
import {
  COUNT,
  choiceOf,
  FLAG,
  NAME,
  RECORD_VERSION,
  TIMESTAMP,
  USD,
  USER_ID,
  VERSION,
} from './declaration/kinds.ts';
import type { CallSource, ParsingCallSource, ParsingOperation } from './record-sources.ts';

export const CALL_STATUSES = [
  'success',
  'error',
  'aborted',
] as const satisfies readonly ModelCall['status'][];

const ofCall = fieldsFrom<CallSource>();

/** What an OCR call and a parsing call have in common. */
const callFields = {
  modelName: ofCall.required({ kind: NAME, from: ({ call }) => call.modelName, isKept: true }),
  promptTokens: ofCall.required({ kind: COUNT, from: ({ tokens }) => tokens.promptTokens, isKept: true }),
  outputTokens: ofCall.required({ kind: COUNT, from: ({ tokens }) => tokens.outputTokens, isKept: true }),
  cachedTokens: ofCall.optional({ kind: COUNT, from: ({ tokens }) => tokens.cachedTokens, isKept: true }),
  thinkingTokens: ofCall.optional({ kind: COUNT, from: ({ tokens }) => tokens.thinkingTokens, isKept: true }),
  /** Left out where it is the default, so that Gemini's lines stay as they always were. */
  provider: ofCall.added({
    kind: NAME,
    from: ({ call: { provider } }) => (provider === DEFAULT_PROVIDER ? undefined : provider),
    isKept: true,
  }),
  status: ofCall.required({
    kind: choiceOf(CALL_STATUSES),
    from: ({ call }) => call.status,
    isKept: true,
  }),
  costUsd: ofCall.optional({ kind: USD, from: ({ cost }) => cost && usdOf(toNanoUsd(cost)), isKept: true }),
  attempt: ofCall.optional({ kind: COUNT, from: ({ call }) => call.attempt, isKept: true }),
  errorCode: ofCall.optional({ kind: NAME, from: ({ call }) => call.errorCode }),
  estimated: ofCall.optional({
    kind: FLAG,
    from: ({ isEstimated }) => isEstimated || undefined,
    isKept: true,
  }),
};

/** Level 1: one OCR call. */
export const OCR_CALL = defineRecord({
  version: ofCall.optional({ kind: VERSION, from: () => RECORD_VERSION }),
  call_id: ofCall.required({ kind: NAME, from: ({ callId }) => callId }),
  invoice_id: ofCall.required({ kind: NAME, from: ({ names }) => names.invoiceId }),
  page_number: ofCall.optional({ kind: COUNT, from: ({ call }) => call.pageNumber }),
  timestamp: ofCall.required({ kind: TIMESTAMP, from: ({ call }) => call.startedAt, isKept: true }),
  model_name: callFields.modelName,
  prompt_tokens: callFields.promptTokens,
  output_tokens: callFields.outputTokens,
  total_tokens: ofCall.required({ kind: COUNT, from: ({ tokens }) => tokens.totalTokens, isKept: true }),
  processing_time_ms: ofCall.required({ kind: COUNT, from: timeOf, isKept: true }),
  image_size_bytes: ofCall.optional({ kind: COUNT, from: ({ call }) => call.imageSizeBytes }),
  customer_id: ofCall.required({ kind: NAME, from: ({ names }) => names.customerId, isKept: true }),
  telegram_user_id: ofCall.required({ kind: USER_ID, from: ({ names }) => names.telegramUserId }),
  status: callFields.status,
  scan_id: ofCall.optional({ kind: NAME, from: ({ names }) => names.scanId }),
  cached_tokens: callFields.cachedTokens,
  thinking_tokens: callFields.thinkingTokens,
  cost_usd: callFields.costUsd,
  attempt: callFields.attempt,
  error_code: callFields.errorCode,
  estimated: callFields.estimated,
  provider: callFields.provider,
});

export const PARSING_OPERATIONS = [
  'parse_header',
  'parse_lines',
  'repair',
] as const satisfies readonly ParsingOperation[];

const ofParsing = fieldsFrom<ParsingCallSource>();

/** One call of a parse, inside its scan's line. */
export const PARSING_CALL = defineRecord({
  kind: ofParsing.required({
    kind: choiceOf(PARSING_OPERATIONS),
    from: ({ call }) => call.operation,
    isKept: true,
  }),
  call_id: ofCall.added({ kind: NAME, from: ({ callId }) => callId }),
  timestamp: ofCall.added({ kind: TIMESTAMP, from: ({ call }) => call.startedAt, isKept: true }),
  model_name: callFields.modelName,
  prompt_tokens: callFields.promptTokens,
  output_tokens: callFields.outputTokens,
  total_tokens: ofCall.optional({ kind: COUNT, from: ({ tokens }) => tokens.totalTokens, isKept: true }),
  cached_tokens: callFields.cachedTokens,
  thinking_tokens: callFields.thinkingTokens,
  processing_time_ms: ofCall.optional({ kind: COUNT, from: timeOf, isKept: true }),
  attempt: callFields.attempt,
  status: callFields.status,
  cost_usd: callFields.costUsd,
  error_code: callFields.errorCode,
  estimated: callFields.estimated,
  provider: callFields.provider,
});

export type OcrCallRecord = z.infer<typeof OCR_CALL.schema>;
export type ParsingCallRecord = z.infer<typeof PARSING_CALL.schema>;

function timeOf({ call }: CallSource): number {
  return Math.round(call.processingTimeMs);
}
