/** Keeps calls within a quota, and evenly: never more than so many in any 60 seconds, never a long stop after a rush. */

export interface PacerOptions {
  readonly perMinute: number;
  /** Milliseconds of any steady clock. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const WINDOW_MS = 60_000;
/** The share of the quota that may go out at once after a quiet time: what it takes is missing later in that minute. */
const BURST_SHARE = 0.5;

/**
 * Returns a function whose promise resolves when the next call may be made, in the order of asking. After a quiet time
 * some calls don't wait at all; those behind them come at even distances (the generic cell rate algorithm). A rush that
 * used the whole quota up at once would have who comes next wait for most of a minute.
 */
export function createPacer({ perMinute, now, sleep }: PacerOptions): () => Promise<void> {
  const burst = Math.max(1, Math.floor(perMinute * BURST_SHARE));
  const gapMs = WINDOW_MS / (perMinute - burst + 1);
  /** When the next call would be due if all came at even distances. */
  let dueMs = Number.NEGATIVE_INFINITY;
  let lastTurn: Promise<void> = Promise.resolve();

  async function takeTurn(): Promise<void> {
    const waitMs = dueMs - (burst - 1) * gapMs - now();
    if (waitMs > 0) await sleep(waitMs);
    dueMs = Math.max(dueMs, now()) + gapMs;
  }

  return () => {
    lastTurn = lastTurn.then(takeTurn);
    return lastTurn;
  };
}
