/** Keeps calls within a quota, and evenly: never more than so many in any 60 seconds, never a long stop after a rush. */

export interface PacerOptions {
  readonly perMinute: number;
  /** Milliseconds of any steady clock. */
  readonly now: () => number;
}

/**
 * After a quiet time some calls don't wait at all; those behind them come at even distances (the generic cell rate
 * algorithm). A rush that used the whole quota up at once would have who comes next wait for most of a minute.
 */
export interface Pacer {
  /** Until the next call may be made; 0 or less where it may be made now. Never more than one even distance. */
  waitMs(): number;
  /** Counts the call that is made now, once its wait is over. */
  take(): void;
  /** What a rush may use counts as used: the next calls come at even distances. Makes none of them wait longer than that. */
  spendBurst(): void;
}

const WINDOW_MS = 60_000;
/** The share of the quota that may go out at once after a quiet time: what it takes is missing later in that minute. */
const BURST_SHARE = 0.5;

export function createPacer({ perMinute, now }: PacerOptions): Pacer {
  const burst = Math.max(1, Math.floor(perMinute * BURST_SHARE));
  const gapMs = WINDOW_MS / (perMinute - burst + 1);
  const burstMs = (burst - 1) * gapMs;
  /** When the next call would be due if all came at even distances. */
  let dueMs = Number.NEGATIVE_INFINITY;

  return {
    waitMs: () => dueMs - burstMs - now(),
    take: () => {
      dueMs = Math.max(dueMs, now()) + gapMs;
    },
    spendBurst: () => {
      dueMs = Math.max(dueMs, now() + burstMs);
    },
  };
}
