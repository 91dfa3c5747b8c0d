/** Tells how each call to Telegram went, every try apart. */
import type { Transformer } from 'grammy';

export interface ApiCallEnd {
  readonly method: string;
  /** `ok`, an error code of Telegram's, `unreachable`, or `aborted` by ourselves. */
  readonly code: string;
  readonly durationMs: number;
}

/** `onEnd` must not throw. */
export function watchApiCalls(onEnd: (call: ApiCallEnd) => void): Transformer {
  return async (previous, method, payload, signal) => {
    const startMs = performance.now();
    const end = (code: string) => onEnd({ method, code, durationMs: performance.now() - startMs });
    try {
      const answer = await previous(method, payload, signal);
      end(answer.ok ? 'ok' : String(answer.error_code));
      return answer;
    } catch (error) {
      end(signal?.aborted ? 'aborted' : 'unreachable');
      throw error;
    }
  };
}
