/** Tries the same work until it succeeds, ever less often, or until somebody says stop. */
import { setTimeout as delay } from 'node:timers/promises';
import { LedgerBusyError } from './ledger-lock.ts';

export interface RetryDelays {
  readonly firstMs: number;
  readonly maxMs: number;
}

export interface RetryOptions {
  readonly delays: RetryDelays;
  readonly onFailure: (error: unknown, retryInMs: number) => void;
  /** Told of a success after a failure. */
  readonly onRecovery: () => void;
}

export interface Retry {
  /** Rejects only with `LedgerBusyError`, which no wait will mend, or after `stop`. */
  untilDone<T>(work: () => Promise<T>): Promise<T>;
  /** Ends all waits: what waits is tried once more. */
  stop(): void;
}

export function createRetry({ delays, onFailure, onRecovery }: RetryOptions): Retry {
  const stopping = new AbortController();
  return {
    async untilDone(work) {
      for (let failures = 0; ; failures++) {
        try {
          const result = await work();
          if (failures > 0) onRecovery();
          return result;
        } catch (error) {
          if (error instanceof LedgerBusyError || stopping.signal.aborted) throw error;
          const retryInMs = Math.min(delays.maxMs, delays.firstMs * 2 ** failures);
          onFailure(error, retryInMs);
          // An abort ends the wait early; the last try follows.
          await delay(retryInMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        }
      }
    },
    stop: () => stopping.abort(),
  };
}
