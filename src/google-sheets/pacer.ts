/** Keeps calls within a quota: never more than so many in any 60 seconds. */

export interface PacerOptions {
  readonly perMinute: number;
  /** Milliseconds of any steady clock. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const WINDOW_MS = 60_000;

/**
 * Returns a function whose promise resolves when the next call may be made, in the order of asking. Calls that fit the
 * quota don't wait at all: the limit is on any window of 60 seconds, not on the distance between two calls.
 */
export function createPacer({ perMinute, now, sleep }: PacerOptions): () => Promise<void> {
  const starts: number[] = [];
  let lastTurn: Promise<void> = Promise.resolve();

  async function takeTurn(): Promise<void> {
    const oldest = starts.length < perMinute ? undefined : starts.shift();
    const waitMs = oldest === undefined ? 0 : oldest + WINDOW_MS - now();
    if (waitMs > 0) await sleep(waitMs);
    starts.push(now());
  }

  return () => {
    lastTurn = lastTurn.then(takeTurn);
    return lastTurn;
  };
}
