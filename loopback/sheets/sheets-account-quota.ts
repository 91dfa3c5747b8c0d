/** Google's quota of one account: so many reads, and as many writes, in 60 seconds, whatever the spreadsheet. */

const WINDOW_MS = 60_000;

export interface AccountQuota {
  /** Undefined: no limit, as at first. */
  limit(perMinute: number | undefined): void;
  /** False where the call is one too many. What was refused does not count. */
  admits(kind: 'read' | 'write'): boolean;
}

export function createAccountQuota(now: () => number): AccountQuota {
  const admittedMs = { read: [] as number[], write: [] as number[] };
  let perMinute = Number.POSITIVE_INFINITY;
  return {
    limit: (limit = Number.POSITIVE_INFINITY) => {
      perMinute = limit;
    },
    admits(kind) {
      const recent = admittedMs[kind].filter((atMs) => atMs > now() - WINDOW_MS);
      const isAdmitted = recent.length < perMinute;
      admittedMs[kind] = isAdmitted ? [...recent, now()] : recent;
      return isAdmitted;
    },
  };
}
