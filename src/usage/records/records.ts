/** The lines of the ledger: one schema per level, for what we write and for what older versions and other tools wrote. */
import { z } from 'zod';

/** Written into every line; a line without one is of the plain shape, before there were versions. */
export const RECORD_VERSION = 1;

/** Far above anything real, and small enough to add up a ledger exactly. */
const count = z.int().min(0).max(1_000_000_000);
const usd = z.number().min(0).max(1_000_000);
const seconds = z.number().min(0).max(100_000_000);
const timestamp = z
  .string()
  .refine((text) => parseTimestamp(text) !== undefined, 'not a time of this century');
const name = z.string().min(1);
const userId = z.union([z.int(), z.string()]);
const version = z.literal(RECORD_VERSION, 'written by a newer version of this program').optional();
const callStatus = z.enum(['success', 'error', 'aborted']);
const estimated = z.boolean().nullish();

/** Level 1: one OCR call. */
export const ocrCallRecord = z.looseObject({
  version,
  call_id: name,
  invoice_id: name,
  page_number: count.nullish(),
  timestamp,
  model_name: name,
  prompt_tokens: count,
  output_tokens: count,
  total_tokens: count,
  processing_time_ms: count,
  image_size_bytes: count.nullish(),
  customer_id: name,
  telegram_user_id: userId,
  status: callStatus,
  scan_id: name.nullish(),
  cached_tokens: count.nullish(),
  thinking_tokens: count.nullish(),
  cost_usd: usd.nullish(),
  attempt: count.nullish(),
  error_code: name.nullish(),
  estimated,
});

/** One call of a parse, inside its scan's line. */
export const parsingCallRecord = z.looseObject({
  kind: z.enum(['parse_header', 'parse_lines', 'repair']),
  model_name: name,
  prompt_tokens: count,
  output_tokens: count,
  total_tokens: count.nullish(),
  cached_tokens: count.nullish(),
  thinking_tokens: count.nullish(),
  processing_time_ms: count.nullish(),
  attempt: count.nullish(),
  status: callStatus,
  cost_usd: usd.nullish(),
  error_code: name.nullish(),
  estimated,
});

const tokenSums = z.looseObject({ prompt: count, output: count, total: count });

/** Level 2: one scan that ended. */
export const invoiceUsageRecord = z.looseObject({
  version,
  invoice_id: name,
  customer_id: name,
  telegram_user_id: userId,
  timestamp,
  page_count: count,
  total_ocr_calls: count,
  total_parsing_calls: count,
  ocr_tokens: tokenSums,
  parsing_tokens: tokenSums,
  total_tokens: count,
  ocr_cost_usd: usd.nullish(),
  parsing_cost_usd: usd.nullish(),
  total_cost_usd: usd.nullish(),
  processing_time_seconds: seconds,
  validation_status: z.enum(['ok', 'warning', 'error', 'corrected']).nullish(),
  confidence_avg: z.number().min(0).max(1).nullish(),
  had_corrections: z.boolean(),
  ocr_call_ids: z.array(z.string()),
  scan_id: name.nullish(),
  outcome: z.enum(['saved', 'failed', 'cancelled', 'duplicate']).nullish(),
  error_code: name.nullish(),
  ocr_time_seconds: seconds.nullish(),
  parsing_time_seconds: seconds.nullish(),
  sheets_time_seconds: seconds.nullish(),
  line_item_count: count.nullish(),
  retried_calls: count.nullish(),
  parsing_calls: z.array(parsingCallRecord).nullish(),
});

export type OcrCallRecord = z.infer<typeof ocrCallRecord>;
export type ParsingCallRecord = z.infer<typeof parsingCallRecord>;
export type InvoiceUsageRecord = z.infer<typeof invoiceUsageRecord>;

const TIMESTAMP = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?<zone>Z|[+-]\d\d:\d\d)?$/;
const EARLIEST_MS = Date.UTC(2000, 0);
const LATEST_MS = Date.UTC(2100, 0);

/** Milliseconds since 1970; a time without a zone is UTC. Undefined for what is no time from 2000 to 2099. */
export function parseTimestamp(text: string): number | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) return undefined;
  const atMs = Date.parse(match.groups?.zone === undefined ? `${text}Z` : text);
  return atMs >= EARLIEST_MS && atMs < LATEST_MS ? atMs : undefined;
}
