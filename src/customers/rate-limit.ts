/** How often each user may write in a minute. */

export interface RateLimitOptions {
  /** Undefined for no limit. */
  readonly perMinute: number | undefined;
  /** Milliseconds of any clock. */
  readonly now: () => number;
}

export interface RateLimit {
  /** 0 and counted; or, uncounted, the milliseconds until this user may write again. */
  take(userId: number): number;
}

const WINDOW_MS = 60_000;

/** So many users are remembered before those who have been silent for a minute are forgotten. */
const MAX_REMEMBERED = 1000;

export function createRateLimit({ perMinute, now }: RateLimitOptions): RateLimit {
  const timesByUser = new Map<number, number[]>();

  function forgetSilent(oldestMs: number): void {
    for (const [userId, times] of timesByUser) {
      if ((times.at(-1) ?? 0) <= oldestMs) timesByUser.delete(userId);
    }
  }

  return {
    take(userId) {
      if (perMinute === undefined) return 0;
      const nowMs = now();
      const oldestMs = nowMs - WINDOW_MS;
      if (timesByUser.size >= MAX_REMEMBERED) forgetSilent(oldestMs);
      const times = (timesByUser.get(userId) ?? []).filter((atMs) => atMs > oldestMs);
      const [oldest] = times.slice(-perMinute);
      if (oldest !== undefined && times.length >= perMinute) return oldest - oldestMs;
      timesByUser.set(userId, [...times, nowMs]);
      return 0;
    },
  };
}
