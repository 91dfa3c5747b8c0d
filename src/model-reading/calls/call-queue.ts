/** The one line in which all calls to a model wait for their turn, and to which failed ones come back. */
import PQueue from 'p-queue';
import pRetry from 'p-retry';
import { takeTurn } from '../../concurrency/turns.ts';
import type { Clock } from '../clock.ts';
import { createFairRounds } from './fair-rounds.ts';
import { createRateBudget, type RateLimits } from './rate-budget.ts';
import { calculateRetryWaitMs, type RetryPolicy } from './retry-policy.ts';

/** More calls than one process ever makes: rounds decide between calls of one rank alone. */
const MAX_ROUNDS = 1e12;

export interface CallQueueOptions extends RetryPolicy, RateLimits {
  /** Tries that may run at once. */
  readonly concurrency: number;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
}

export interface Attempt {
  /** Counted from 1. */
  readonly number: number;
  /** Puts what the vendor has counted in the place of the guess. */
  readonly countPromptTokens: (promptTokens: number) => void;
}

export interface QueuedCall<T> {
  /** Urgent calls overtake those that are not. */
  readonly isUrgent: boolean;
  /** Calls of equal urgency go round between customers. */
  readonly customerId: string;
  readonly signal: AbortSignal;
  /** A guess, for the limit of tokens, until `send` knows better. */
  readonly promptTokens: number;
  /** Tries in all, where that is fewer than usual. */
  readonly maxAttempts?: number;
  /** Must end soon after the signal has aborted. */
  readonly send: (attempt: Attempt) => Promise<T>;
  readonly onRetry: (attempt: number, waitMs: number, error: Error) => void;
}

export interface CallQueue {
  /**
   * Resolves with what `send` gave, or rejects with its last error; with the signal's reason once that has aborted and
   * the try that ran, if any, has ended.
   */
  run<T>(call: QueuedCall<T>): Promise<T>;
}

/** While a limit of the minute is reached the whole line waits, so that urgent calls still go first afterwards. */
export function createCallQueue({ concurrency, clock, random, ...policy }: CallQueueOptions): CallQueue {
  const queue = new PQueue({ concurrency });
  const budget = createRateBudget(policy);
  const rounds = createFairRounds();
  const never = new AbortController().signal;

  function spend(promptTokens: number): Attempt['countPromptTokens'] {
    const spending = budget.spend(clock.now(), promptTokens);
    if (budget.waitMs(clock.now()) > 0) void waitForBudget();
    return (counted) => {
      spending.promptTokens = counted;
    };
  }

  async function waitForBudget(): Promise<void> {
    if (queue.isPaused) return;
    queue.pause();
    for (let waitMs = budget.waitMs(clock.now()); waitMs > 0; waitMs = budget.waitMs(clock.now())) {
      await clock.sleep(waitMs, never);
    }
    queue.start();
  }

  return {
    async run({ isUrgent, customerId, signal, promptTokens, send, onRetry, ...call }) {
      const { maxAttempts = policy.maxAttempts } = call;
      const round = rounds.enter(customerId);
      let firstTryAt: number | undefined;
      const attemptCall = (number: number) => {
        const start = () => {
          firstTryAt ??= clock.now();
          rounds.begin(round);
          return send({ number, countPromptTokens: spend(promptTokens) });
        };
        // A call that has waited its turn once goes before those that have not.
        const rank = (isUrgent ? 2 : 0) + (number > 1 ? 1 : 0);
        const priority = rank * MAX_ROUNDS - round.number;
        return takeTurn(queue, start, { priority, signal });
      };
      const isWaitedFor = async (error: Error, attempt: number) => {
        if (attempt >= maxAttempts) return false;
        const elapsedMs = clock.now() - (firstTryAt ?? clock.now());
        const waitMs = calculateRetryWaitMs({ error, attempt, elapsedMs, random: random() }, policy);
        if (waitMs === undefined) return false;
        onRetry(attempt, waitMs, error);
        await clock.sleep(waitMs, signal);
        return true;
      };
      try {
        return await pRetry(attemptCall, {
          retries: Math.min(maxAttempts, policy.maxAttempts) - 1,
          minTimeout: 0,
          shouldRetry: ({ error, attemptNumber }) => isWaitedFor(error, attemptNumber),
        });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      } finally {
        rounds.leave(round);
      }
    },
  };
}
