/** Whether a failed call is tried again, and how long to wait before that. */
import { ScanError } from '../../errors.ts';

export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly maxAttempts: number;
  /** No wait for another try ends later than this after the first try began. */
  readonly maxTotalMs: number;
}

export interface FailedAttempt {
  readonly error: unknown;
  /** Counted from 1. */
  readonly attempt: number;
  /** Since the first try began. */
  readonly elapsedMs: number;
  /** From 0 to 1: spreads the tries of pages that failed together. */
  readonly random: number;
}

const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;
/** A model that answered nonsense once may do better; one that did twice will not. */
const MAX_ATTEMPTS_AT_INVALID_ANSWERS = 2;

/**
 * Undefined if the error is final: not retryable, tries or time used up, or the vendor asks for a longer wait than is left.
 * The backoff doubles with each try and varies between half and all of itself; a wait that the vendor asks for is kept
 * to the full and lengthened by up to a backoff.
 */
export function calculateRetryWaitMs(failed: FailedAttempt, policy: RetryPolicy): number | undefined {
  const { error, attempt, elapsedMs, random } = failed;
  if (!(error instanceof ScanError) || !error.retryable) return undefined;
  const maxAttempts =
    error.code === 'answer_invalid'
      ? Math.min(policy.maxAttempts, MAX_ATTEMPTS_AT_INVALID_ANSWERS)
      : policy.maxAttempts;
  if (attempt >= maxAttempts) return undefined;

  const leftMs = policy.maxTotalMs - elapsedMs;
  const backoffMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
  const askedMs = error.retryAfterMs;
  if (askedMs === undefined) {
    const waitMs = Math.round(backoffMs * (0.5 + random / 2));
    return waitMs <= leftMs ? waitMs : undefined;
  }
  return askedMs <= leftMs ? Math.min(askedMs + Math.round(backoffMs * random), leftMs) : undefined;
}
