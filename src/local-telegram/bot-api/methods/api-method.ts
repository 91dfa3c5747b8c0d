/** A method of the Bot API: what it gets, what it gives. */
import type { Params, UploadedFile } from '../params.ts';

/** A call as a method sees it. */
export interface ApiRequest {
  readonly params: Params;
  /** Files of a multipart body, by the name of their part. */
  readonly uploads: ReadonlyMap<string, UploadedFile>;
  /** Aborted when the caller hangs up or the server closes. */
  readonly signal: AbortSignal;
}

/** Gives the call's `result`; throws a `BotApiError` to refuse. */
export type ApiMethod = (request: ApiRequest) => unknown;

export type ApiMethods = Readonly<Record<string, ApiMethod>>;
