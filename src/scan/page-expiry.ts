/** Drops what nobody finished: drafts and failed scans whose pages have lain untouched for too long. */
import type { Logger } from 'pino';
import type { Scan } from './scan.ts';
import type { ScanQueue } from './scan-queue.ts';
import type { ScanStore } from './scan-store.ts';

const SWEEP_INTERVAL_MS = 15 * 60_000;

export interface PageExpiryOptions {
  readonly store: ScanStore;
  readonly queue: ScanQueue;
  /** How long pages are kept after their user last touched the scan. */
  readonly ttlMs: number;
  readonly now: () => Date;
  readonly log: Logger;
}

export interface PageExpiry {
  /** Cancels all that is over its time; resolves when their ends are under way. */
  sweep(): Promise<void>;
  /** Sweeps now and then every quarter of an hour, until `stop`. */
  start(): void;
  stop(): void;
}

export function createPageExpiry({ store, queue, ttlMs, now, log }: PageExpiryOptions): PageExpiry {
  let timer: NodeJS.Timeout | undefined;

  async function sweep(): Promise<void> {
    const oldest = now().getTime() - ttlMs;
    for (const { scanId } of store.all()) {
      // Looked at when its turn has come: its user may have come back while others were cancelled.
      const scan = store.get(scanId);
      if (scan && isExpired(scan, oldest)) await queue.cancel(scanId, 'expired');
    }
  }

  function sweepAndLog(): void {
    sweep().catch((error: unknown) => log.error({ err: error }, 'Old drafts could not be dropped'));
  }

  return {
    sweep,
    start() {
      sweepAndLog();
      timer = setInterval(sweepAndLog, SWEEP_INTERVAL_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}

function isExpired({ state, touchedAt }: Scan, oldest: number): boolean {
  return (state === 'collecting' || state === 'failed') && Date.parse(touchedAt) < oldest;
}
