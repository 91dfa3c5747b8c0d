/** One call to a model as usage tracking sees it: who answered, how many tokens, how long, what became of it. */

export type ModelOperation = 'ocr' | 'parse_header' | 'parse_lines' | 'repair';

/** Token counts of one call, as the vendor billed them. Each is a whole number, 0 or more. */
export interface TokenUsage {
  /** Input, cached tokens included. */
  readonly promptTokens: number;
  /** The part of `promptTokens` that came from a cache. */
  readonly cachedTokens: number;
  /** Visible output, without thinking. */
  readonly outputTokens: number;
  /** Thinking, billed as output. */
  readonly thinkingTokens: number;
  /** The vendor's own total, which may count more than the parts above (tool use). */
  readonly totalTokens: number;
}

/** Whose model a call used if it does not say so, in memory, in records and in prices. */
export const DEFAULT_PROVIDER = 'gemini';

/** A call that was sent, whatever became of it. */
export interface ModelCall {
  readonly operation: ModelOperation;
  /** First page that the call read, from 1; only on `ocr`. */
  readonly pageNumber?: number;
  /** Who ran the model, such as `local`; absent means `DEFAULT_PROVIDER`. */
  readonly provider?: string;
  /** The model that answered (`modelVersion`), or the one that was asked if none did. */
  readonly modelName: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly processingTimeMs: number;
  /** Size of the page's file; only on `ocr`. */
  readonly imageSizeBytes?: number;
  /** Counted from 1 within one page or one parse. */
  readonly attempt: number;
  readonly status: 'success' | 'error' | 'aborted';
  /** A `ScanErrorCode`, where the call did not succeed. */
  readonly errorCode?: string;
  /** Absent where the API gave no counts. */
  readonly tokens?: TokenUsage;
  /** Characters of text that were sent, without images; for an estimate where there are no counts. */
  readonly promptChars?: number;
  /** Characters of text that came back. */
  readonly outputChars?: number;
  /** The vendor's usage object as it came, for audits. */
  readonly rawUsage?: unknown;
}
