/** Drops what nobody finished: drafts, failed scans and reviews that have lain untouched for too long. */
import type { Logger } from 'pino';
import type { ScanStore } from './kept/scan-store.ts';
import type { ScanQueue } from './scan-queue.ts';
import { discardDuplicate, remindOfReview } from './value/review.ts';
import type { Scan } from './value/scan.ts';

const SWEEP_INTERVAL_MS = 15 * 60_000;

/** After so long a review is recalled once; earlier where it would be dropped before. */
const REMIND_AFTER_MS = 24 * 3_600_000;

export interface PageExpiryOptions {
  readonly store: ScanStore;
  readonly queue: Pick<ScanQueue, 'cancel' | 'answer'>;
  /** How long pages are kept after their user last touched the scan. */
  readonly ttlMs: number;
  /** Tells the user that a review waits, and how long it still will. */
  readonly remind: (scan: Scan, leftMs: number) => Promise<void>;
  readonly now: () => Date;
  readonly log: Logger;
}

export interface PageExpiry {
  /** Cancels all that is over its time, and reminds of reviews; resolves when their ends are under way. Never rejects. */
  sweep(): Promise<void>;
  /** Sweeps now and then every quarter of an hour, until `stop`. */
  start(): void;
  /** Resolves when the one scan that is being looked at is done with. */
  stop(): Promise<void>;
}

export function createPageExpiry(options: PageExpiryOptions): PageExpiry {
  const { store, queue, ttlMs, now, log } = options;
  const remindAfterMs = Math.min(REMIND_AFTER_MS, ttlMs / 2);
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function sweep(): Promise<void> {
    for (const { scanId } of store.all()) {
      // Looked at when its turn has come: its user may have come back while others were cancelled.
      const scan = store.get(scanId);
      if (isStopped) return;
      if (!scan || !mayExpire(scan)) continue;
      // One whose user can't be reached holds up nobody else's.
      await lookAt(scan).catch((error: unknown) =>
        log.error({ scanId, err: error }, 'A scan that nobody finished could not be dropped, or recalled'),
      );
    }
  }

  async function lookAt(scan: Scan): Promise<void> {
    const idleMs = now().getTime() - Date.parse(scan.touchedAt);
    if (idleMs > ttlMs) await expire(scan);
    else if (idleMs > remindAfterMs) await remind(scan, ttlMs - idleMs);
  }

  async function expire(scan: Scan): Promise<void> {
    if (!scan.question?.duplicateOf) return void (await queue.cancel(scan.scanId, { reason: 'expired' }));
    await queue.answer(scan.scanId, (current) =>
      discardDuplicate(current, { reason: 'expired', now: now() }),
    );
  }

  async function remind(scan: Scan, leftMs: number): Promise<void> {
    if (!scan.question || scan.question.remindedAt !== undefined) return;
    await options.remind(scan, leftMs);
    if (store.get(scan.scanId)?.state === 'reviewing') {
      await store.update(scan.scanId, (current) => remindOfReview(current, now()));
    }
  }

  return {
    sweep,
    start() {
      const begin = () => {
        sweeping = sweeping.then(sweep);
      };
      begin();
      timer = setInterval(begin, SWEEP_INTERVAL_MS);
      timer.unref();
    },
    stop() {
      isStopped = true;
      clearInterval(timer);
      return sweeping;
    },
  };
}

/** It waits for its user. */
function mayExpire({ state }: Scan): boolean {
  return state === 'collecting' || state === 'reviewing' || state === 'failed';
}
