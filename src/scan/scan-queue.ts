/** Runs queued scans in the background, says how each ended, and picks up after a restart what a stop left behind. */
import { once } from 'node:events';
import pRetry from 'p-retry';
import type { Logger } from 'pino';
import type { FinishedScan } from '../usage/finished-scan.ts';
import { toFinishedScan } from './finished-scan.ts';
import {
  type CancelReason,
  canBeTriedAgain,
  cancelScan,
  canMoveTo,
  isEnded,
  isInProgress,
  queueScan,
  type Scan,
} from './scan.ts';
import type { ScanStore } from './scan-store.ts';
import type { Scanner } from './scanner.ts';

export interface ScanQueueDeps {
  readonly store: ScanStore;
  readonly scanner: Scanner;
  /** Tells the user how a scan ended. Tried again while it rejects, and at the next start if need be. */
  readonly tellEnd: (scan: Scan) => Promise<void>;
  /** Keeps what the scan used, after the user was told. False if that could not be kept: it is asked again at the next start. */
  readonly trackEnd?: (scan: FinishedScan) => Promise<boolean>;
  readonly now: () => Date;
  readonly log: Logger;
}

export interface ScanQueue {
  /** Goes on with every scan that a stop interrupted, and tells every end that was not told. */
  resume(): void;
  /** Starts a draft or tries a failed scan again. Resolves when that is on disk, long before the scan ends. */
  enqueue(scanId: string): Promise<void>;
  /** Stops work on a scan and forgets it. False if it is too late: it is being saved. */
  cancel(scanId: string, reason: CancelReason): Promise<boolean>;
  /** Interrupts a scan that is not being saved yet, so that it can be changed and enqueued again. False if too late. */
  interrupt(scanId: string): Promise<boolean>;
  /** Takes no new work, gives what runs `graceMs` to end, then interrupts it where it stands. */
  drain(graceMs: number): Promise<void>;
}

/** For as long as it takes: a user who was not told does not know that the row is there. */
const TELL_RETRY = {
  retries: Number.POSITIVE_INFINITY,
  minTimeout: 1000,
  maxTimeout: 60_000,
  randomize: true,
};

interface Run {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

export function createScanQueue({ store, scanner, tellEnd, trackEnd, now, log }: ScanQueueDeps): ScanQueue {
  const runs = new Map<string, Run>();
  const endings = new Set<Promise<void>>();
  const stopped = new AbortController();
  const isStopped = once(stopped.signal, 'abort');
  let draining = false;

  function start(scanId: string): void {
    if (draining || runs.has(scanId)) return;
    const abort = new AbortController();
    const done = scanner
      .run(scanId, abort.signal)
      .catch((error: unknown) => log.error({ scanId, err: error }, 'A scan could not be written down'))
      .then(() => {
        runs.delete(scanId);
        const scan = store.get(scanId);
        if (!scan || !isEnded(scan)) return;
        log.info(
          { scanId, state: scan.state, fault: scan.fault, calls: scan.calls.length },
          'A scan has ended',
        );
        end(scan);
      });
    runs.set(scanId, { abort, done });
  }

  function end(scan: Scan): void {
    const ending = finish(scan)
      .catch((error: unknown) =>
        log.error({ scanId: scan.scanId, err: error }, 'The end of a scan is untold'),
      )
      .finally(() => endings.delete(ending));
    endings.add(ending);
  }

  /** Told first, then tracked, then forgotten; kept where its user may try again. */
  async function finish(scan: Scan): Promise<void> {
    if (scan.repliedAt === undefined) {
      await pRetry(() => tellEnd(scan), { ...TELL_RETRY, signal: stopped.signal });
      await mark(scan, { repliedAt: now().toISOString() });
    }
    const isTracked = scan.trackedAt !== undefined || trackEnd === undefined || (await track(scan, trackEnd));
    if (canBeTriedAgain(scan)) return;
    if (isTracked) await store.remove(scan.scanId);
    else await store.removePages(scan.scanId);
  }

  async function track(scan: Scan, keep: NonNullable<ScanQueueDeps['trackEnd']>): Promise<boolean> {
    const isTracked = await Promise.race([keep(toFinishedScan(scan)), isStopped.then(() => false)]);
    if (isTracked && canBeTriedAgain(scan)) await mark(scan, { trackedAt: now().toISOString() });
    return isTracked;
  }

  /** Unless the user was quicker and has asked for another try. */
  async function mark(ended: Scan, note: Pick<Scan, 'repliedAt' | 'trackedAt'>): Promise<void> {
    if (!store.get(ended.scanId)) return;
    await store.update(ended.scanId, (scan) =>
      scan.state === ended.state && scan.endedAt === ended.endedAt ? { ...scan, ...note } : scan,
    );
  }

  async function interrupt(scanId: string): Promise<boolean> {
    const scan = store.get(scanId);
    if (!scan || !canMoveTo(scan, 'cancelled')) return false;
    const run = runs.get(scanId);
    run?.abort.abort(new Error('interrupted'));
    await run?.done;
    return true;
  }

  return {
    resume() {
      for (const scan of store.all()) {
        if (isInProgress(scan)) start(scan.scanId);
        if (isEnded(scan)) end(scan);
      }
    },

    async enqueue(scanId) {
      await store.update(scanId, (scan) => queueScan(scan, now()));
      start(scanId);
    },

    interrupt,

    async cancel(scanId, reason) {
      if (!(await interrupt(scanId))) return false;
      end(await store.update(scanId, (scan) => cancelScan(scan, { reason, now: now() })));
      return true;
    },

    async drain(graceMs) {
      draining = true;
      const idle = () => Promise.allSettled([...[...runs.values()].map((run) => run.done), ...endings]);
      const timer = setTimeout(() => {
        for (const run of runs.values()) run.abort.abort(new Error('shutting down'));
        stopped.abort(new Error('shutting down'));
      }, graceMs);
      await idle();
      await idle(); // the ends that those runs came to
      clearTimeout(timer);
    },
  };
}
