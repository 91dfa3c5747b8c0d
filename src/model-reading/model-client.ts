/** The port to whoever runs a chat model: what reading invoices with one needs, in no vendor's terms. */
import type { PageMimeType, PageToRead } from '../reader/invoice-reader.ts';
import type { TokenUsage } from '../usage/model-call.ts';
import type { ResponseSchema } from './response-schemas.ts';

/** What a model is asked. */
export interface ModelPrompt {
  /** What it is to do, whatever the paper says. */
  readonly instruction: string;
  /** They come before the text, in this order; none where the text says all. */
  readonly files: readonly PageToRead[];
  readonly text: string;
  /**
   * Asks for JSON of this shape instead of text. A vendor that wants an object at the root may wrap a list in one, and one
   * that wants every property may have those without a value answered with an empty text or null: answers are read
   * leniently.
   */
  readonly schema?: ResponseSchema;
}

/** How an answer ended. `reason` is for the operator's log: it names the vendor's own word, and quotes no invoice. */
export type AnswerEnd =
  | { readonly kind: 'complete' }
  /** Cut off at the model's limit of output. */
  | { readonly kind: 'too_long'; readonly reason: string }
  /** Question or answer was withheld. */
  | { readonly kind: 'blocked'; readonly reason: string }
  /** Ended otherwise; asking again may help. */
  | { readonly kind: 'broken_off'; readonly reason: string };

export interface BilledUsage {
  readonly tokens: TokenUsage;
  /** False if the parts don't sum to the vendor's total: the counts are then to be looked at before they are trusted. */
  readonly addsUp: boolean;
}

/** What came back, complete or not: an answer that was withheld is billed too. */
export interface ModelAnswer {
  /** What is visible, without the model's thoughts. */
  readonly text: string;
  readonly end: AnswerEnd;
  /** The model that answered, which need not be the one that was asked. */
  readonly modelVersion?: string;
  /** Absent where the vendor gave no counts. */
  readonly usage?: BilledUsage;
  /** The vendor's usage object as it came, for audits. */
  readonly rawUsage?: unknown;
}

/** A request with its files in it, good for one try. */
export interface ReadyRequest {
  /**
   * One HTTP request, without a retry; ends soon after the signal has aborted. Throws the signal's reason or a
   * `ScanError` whose `retryable` and `retryAfterMs` say what the vendor's refusal means: `reader_access_denied`,
   * `reader_quota_exhausted`, `reader_request_rejected`, `reader_unavailable`, `answer_invalid`. Its message quotes no
   * key and no request.
   */
  send(signal: AbortSignal): Promise<ModelAnswer>;
}

/** One question to a model, which may take several tries. */
export interface ModelRequest {
  /** Characters of text that are sent, the schema as it travels included, files not: for an estimate without counts. */
  readonly promptChars: number;
  /**
   * Gets the files ready for a try: reads them, changes what the vendor can't take, uploads what is too large to travel
   * inside. What serves the next try as well is kept until `dispose`. Throws as `send` does, and `disk_unavailable` or
   * `page_unreadable`.
   */
  prepare(signal: AbortSignal): Promise<ReadyRequest>;
  /** Lets go of what was kept or uploaded, in the background; never throws. */
  dispose(): void;
}

/**
 * One model of one vendor. How it is asked to work is its edge's own: exactly and repeatably, so without sampling and with
 * as little thinking as the model can be told, and with room for the longest answer that it can give.
 */
export interface ModelClient {
  /** As in `ModelCall.provider`; absent means the same here. */
  readonly provider?: string;
  /** The model that is asked, by the vendor's own name. */
  readonly model: string;
  /** Kinds of files that it can be given, changed on the way or not. */
  readonly takes: ReadonlySet<PageMimeType>;
  /** About how many tokens a photographed page takes: a guess, for limits of the minute, until the vendor has counted. */
  readonly tokensPerPage: number;
  /** Reads and sends nothing yet. */
  createRequest(prompt: ModelPrompt): ModelRequest;
}

/** Diagnostics; pino's loggers fit. The data never holds text of an invoice or a secret. */
export interface ReaderLog {
  warn(data: object, message: string): void;
}
