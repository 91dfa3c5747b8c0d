/** What of a finished scan its records are written from: its calls with their counts and costs, and the sums over them. */
import Big from 'big.js';
import type { FinishedScan } from '../finished-scan.ts';
import type { ModelCall, ModelOperation, TokenUsage } from '../model-call.ts';
import { toNanoUsd } from '../nano-usd.ts';
import type { CalculateCost } from '../pricing/pricing.ts';
import { calculateBusyMs } from './busy-time.ts';
import { estimateTokens } from './token-estimate.ts';

export interface RecordContext {
  readonly calculateCost: CalculateCost;
  readonly defaultCustomerId: string;
  /** False: every count is an estimate, even where the API gave one (ENABLE_ACTUAL_TOKEN_CAPTURE). */
  readonly useActualTokens: boolean;
}

/** Whom the records of a scan name. */
export interface Names {
  readonly scanId: string;
  readonly invoiceId: string;
  readonly customerId: string;
  readonly telegramUserId: number;
}

export interface CostedCall {
  readonly call: ModelCall;
  readonly tokens: TokenUsage;
  readonly isEstimated: boolean;
  /** Exact dollars; undefined: nobody knows the price. */
  readonly cost: Big | undefined;
}

export interface CallSource extends CostedCall {
  readonly names: Names;
  readonly callId: string;
}

export type ParsingOperation = Exclude<ModelOperation, 'ocr'>;

export interface ParsingCallSource extends CallSource {
  readonly call: ModelCall & { readonly operation: ParsingOperation };
}

export type TokenSums = Readonly<Record<'prompt' | 'output' | 'total', number>>;

/** Calls of one kind, and their sums. */
export interface CallGroup<Source extends CallSource> {
  readonly calls: readonly Source[];
  readonly tokens: TokenSums;
  /** Undefined if one call has no price: a sum of the others would look like the whole. */
  readonly nanoUsd: number | undefined;
  readonly busyMs: number;
}

export interface InvoiceSource {
  readonly scan: FinishedScan;
  readonly names: Names;
  readonly ocr: CallGroup<CallSource>;
  readonly parsing: CallGroup<ParsingCallSource>;
}

export function namesOf(scan: FinishedScan, { defaultCustomerId }: RecordContext): Names {
  return {
    scanId: scan.scanId,
    invoiceId: scan.invoiceNo?.trim() || scan.scanId,
    customerId: scan.customerId ?? defaultCustomerId,
    telegramUserId: scan.telegramUserId,
  };
}

export function costCall(call: ModelCall, { calculateCost, useActualTokens }: RecordContext): CostedCall {
  const actual = useActualTokens ? call.tokens : undefined;
  const tokens = actual ?? estimateTokens(call);
  return { call, tokens, isEstimated: actual === undefined, cost: calculateCost({ ...call, tokens }) };
}

export function isParsing(source: CallSource): source is ParsingCallSource {
  return source.call.operation !== 'ocr';
}

export function groupCalls<Source extends CallSource>(calls: readonly Source[]): CallGroup<Source> {
  return {
    calls,
    tokens: sumTokens(calls),
    nanoUsd: sumCost(calls),
    busyMs: calculateBusyMs(calls.map(({ call }) => call)),
  };
}

function sumCost(calls: readonly CostedCall[]): number | undefined {
  let sum = new Big(0);
  for (const { cost } of calls) {
    if (cost === undefined) return undefined;
    sum = sum.plus(cost);
  }
  return toNanoUsd(sum);
}

function sumTokens(calls: readonly CostedCall[]): TokenSums {
  return calls.reduce(
    (sum, { tokens }) => ({
      prompt: sum.prompt + tokens.promptTokens,
      output: sum.output + tokens.outputTokens,
      total: sum.total + tokens.totalTokens,
    }),
    { prompt: 0, output: 0, total: 0 },
  );
}
