/** How many calls and how many prompt tokens may still go out in this minute, as vendors count their quotas. */

export interface RateLimits {
  /** Calls in any 60 seconds; undefined for no limit. */
  readonly requestsPerMinute?: number | undefined;
  /** Prompt tokens in any 60 seconds; undefined for no limit. */
  readonly tokensPerMinute?: number | undefined;
}

/** A call that was started. Its tokens are a guess until the vendor has counted them. */
export interface Spending {
  readonly atMs: number;
  promptTokens: number;
}

export interface RateBudget {
  /** Notes that a call starts at this time, whatever is left. */
  spend(nowMs: number, promptTokens: number): Spending;
  /** How long the next call has to wait; 0 if it may start. */
  waitMs(nowMs: number): number;
}

const WINDOW_MS = 60_000;

/**
 * A call may start while fewer calls, and fewer tokens, than allowed were spent in the last 60 seconds: the call that
 * reaches the limit of tokens may pass it, so that one which is larger than the limit is not kept for ever.
 */
export function createRateBudget({ requestsPerMinute, tokensPerMinute }: RateLimits): RateBudget {
  let spent: Spending[] = [];

  /** The first time at which less than `limit` is left in the window. */
  function freeAtMs(limit: number | undefined, sizeOf: (spending: Spending) => number): number {
    if (limit === undefined) return 0;
    let left = spent.reduce((sum, spending) => sum + sizeOf(spending), 0);
    if (left < limit) return 0;
    for (const spending of spent) {
      left -= sizeOf(spending);
      if (left < limit) return spending.atMs + WINDOW_MS;
    }
    return 0;
  }

  return {
    spend(atMs, promptTokens) {
      const spending = { atMs, promptTokens };
      spent.push(spending);
      return spending;
    },
    waitMs(nowMs) {
      spent = spent.filter(({ atMs }) => atMs + WINDOW_MS > nowMs);
      const freeAt = Math.max(
        freeAtMs(requestsPerMinute, () => 1),
        freeAtMs(tokensPerMinute, ({ promptTokens }) => promptTokens),
      );
      return Math.max(0, freeAt - nowMs);
    },
  };
}
