/** Records what this machine did as calls that cost nothing, so that usage tracking sees pages and times like any other. */
import { ScanError } from '../errors.ts';
import type { CallOptions, PageToRead } from '../reader/invoice-reader.ts';
import type { ModelCall, ModelOperation, TokenUsage } from '../usage/model-call.ts';

const LOCAL_PROVIDER = 'local';
const LOCAL_MODEL_NAME = 'local-ocr';

const NO_TOKENS: TokenUsage = {
  promptTokens: 0,
  cachedTokens: 0,
  outputTokens: 0,
  thinkingTokens: 0,
  totalTokens: 0,
};

export interface RecordedWork<T> {
  readonly operation: ModelOperation;
  /** Only on `ocr`. */
  readonly page?: PageToRead;
  readonly work: () => T | Promise<T>;
}

/** `now` in milliseconds since the epoch. */
export async function recordWork<T>(
  { operation, page, work }: RecordedWork<T>,
  { signal, recordCall }: CallOptions,
  now: () => number,
): Promise<T> {
  const startedAtMs = now();
  const record = (outcome: Pick<ModelCall, 'status' | 'errorCode'>) =>
    recordCall({
      operation,
      ...(page && { pageNumber: page.firstPageNumber, imageSizeBytes: page.sizeBytes }),
      provider: LOCAL_PROVIDER,
      modelName: LOCAL_MODEL_NAME,
      startedAt: new Date(startedAtMs).toISOString(),
      processingTimeMs: Math.max(0, now() - startedAtMs),
      attempt: 1,
      tokens: NO_TOKENS,
      ...outcome,
    });
  try {
    const value = await work();
    record({ status: 'success' });
    return value;
  } catch (error) {
    if (signal.aborted) record({ status: 'aborted' });
    else record({ status: 'error', errorCode: error instanceof ScanError ? error.code : 'internal' });
    throw error;
  }
}
