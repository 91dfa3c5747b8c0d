/** Reads calls to models out of the ledgers: a Level 1 line is one OCR call, a Level 2 line carries its parsing calls. */
import { DEFAULT_PROVIDER, type ModelOperation } from '../model-call.ts';
import {
  CALL_STATUSES,
  OCR_CALL,
  PARSING_CALL,
  PARSING_OPERATIONS,
  type ParsingCallRecord,
} from './call-records.ts';
import { nanoUsdIn, numberIn, timeIn, wordIn } from './captured-texts.ts';
import type { Texts } from './declaration/define-record.ts';
import type { InvoiceEntry } from './invoice-lines.ts';
import { lineFormatOf } from './line-format.ts';

/** One call, as statistics count it. */
export type CallEntry = ReturnType<typeof callEntryOf>;

interface CallParts {
  readonly texts: Texts;
  /** Where the texts stand. */
  readonly at: Pick<
    typeof PARSING_CALL.groups,
    keyof typeof PARSING_CALL.groups & keyof typeof OCR_CALL.groups
  >;
  readonly operation: ModelOperation;
  readonly customerId: string;
  readonly atMs: number;
}

function callEntryOf({ texts, at, operation, customerId, atMs }: CallParts) {
  const promptTokens = numberIn(texts[at.prompt_tokens]) ?? 0;
  const outputTokens = numberIn(texts[at.output_tokens]) ?? 0;
  const thinkingTokens = numberIn(texts[at.thinking_tokens]) ?? 0;
  return {
    operation,
    provider: texts[at.provider] ?? DEFAULT_PROVIDER,
    modelName: texts[at.model_name] ?? '',
    customerId,
    atMs,
    status: wordIn(CALL_STATUSES, texts[at.status]) ?? 'success',
    attempt: numberIn(texts[at.attempt]) ?? 1,
    promptTokens,
    outputTokens,
    cachedTokens: numberIn(texts[at.cached_tokens]) ?? 0,
    thinkingTokens,
    totalTokens: numberIn(texts[at.total_tokens]) ?? promptTokens + outputTokens + thinkingTokens,
    /** Undefined: unpriced. */
    costNanoUsd: nanoUsdIn(texts[at.cost_usd]),
    processingTimeMs: numberIn(texts[at.processing_time_ms]),
    isEstimated: texts[at.estimated] === 'true',
  } as const;
}

export const ocrCallLines = lineFormatOf(OCR_CALL, (texts) => {
  const at = OCR_CALL.groups;
  const customerId = texts[at.customer_id] ?? '';
  return callEntryOf({ texts, at, operation: 'ocr', customerId, atMs: timeIn(texts[at.timestamp]) ?? 0 });
});

/** The parsing calls of a scan, each at its own time; in lines from before that was written, at the scan's. */
export function parsingCallsOf({
  parsingCallsJson,
  customerId,
  atMs: scanAtMs,
}: InvoiceEntry): readonly CallEntry[] {
  if (parsingCallsJson === undefined) return [];
  const at = PARSING_CALL.groups;
  return textsOfCalls(parsingCallsJson).map((texts) => {
    const operation = wordIn(PARSING_OPERATIONS, texts[at.kind]) ?? 'repair';
    const atMs = timeIn(texts[at.timestamp]) ?? scanAtMs;
    return callEntryOf({ texts, at, operation, customerId, atMs });
  });
}

/** One call and the sign behind it. */
const CALL_IN_LIST = new RegExp(`${PARSING_CALL.capturingPattern}[,\\]]`, 'y');

function textsOfCalls(json: string): readonly Texts[] {
  const found: Texts[] = [];
  let end = 1;
  CALL_IN_LIST.lastIndex = end;
  for (let match = CALL_IN_LIST.exec(json); match; match = CALL_IN_LIST.exec(json)) {
    end = CALL_IN_LIST.lastIndex;
    found.push(match);
  }
  if (end === json.length) return found;
  // The line that it stands in has passed its schema.
  const records: readonly ParsingCallRecord[] = JSON.parse(json);
  return records.map(PARSING_CALL.textsOf);
}
