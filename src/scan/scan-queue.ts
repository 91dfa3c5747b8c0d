/** Runs queued scans in the background, and picks up after a restart what a stop left behind. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ScanError } from '../errors.ts';
import type { ScanStore } from './kept/scan-store.ts';
import type { ScanEndings } from './scan-endings.ts';
import type { Scanner } from './scanner.ts';
import type { FileReads } from './steps/file-reads.ts';
import type { CancelReason, Scan } from './value/scan.ts';
import { addFiles, joinFiles, type SentFile } from './value/scan-files.ts';
import { canMoveTo, isEnded, isInProgress } from './value/scan-states.ts';
import { cancelScan, noteUpdate, queueScan } from './value/scan-steps.ts';

export interface ScanQueueDeps {
  readonly store: ScanStore;
  readonly scanner: Scanner;
  readonly reads: Pick<FileReads, 'readAhead' | 'move' | 'stop' | 'idle'>;
  /** Whether a draft's files are read as they come, before their user says that all are there: that costs money. */
  readonly readsAhead: boolean;
  readonly endings: ScanEndings;
  readonly now: () => Date;
  readonly log: Logger;
}

export interface ScanQueue {
  /** Goes on with every scan that a stop interrupted, drafts included, and tells every end that was not told. */
  resume(): void;
  /** Takes files into a draft, and reads them ahead. Resolves when they count. Throws what `addFiles` throws. */
  collect(scanId: string, files: readonly SentFile[]): Promise<void>;
  /**
   * Gives a draft's files to an earlier scan, which then reads only what it has not read, and parses anew. False if it is
   * too late: that one is being saved.
   */
  join(draft: Scan, targetId: string): Promise<boolean>;
  /**
   * Starts a draft or tries a failed scan again, as an update has asked. Resolves when that is on disk, long before the scan
   * ends. Throws `ScanStateError` if it is neither, and `disk_unavailable` if nobody else will say so.
   */
  enqueue(scanId: string, updateId: number): Promise<void>;
  /** Takes the user's answer to a review, and goes on with the scan if that is what it said. Throws what `change` throws. */
  answer(scanId: string, change: (scan: Scan) => Scan): Promise<void>;
  /** Stops work on a scan and forgets it. False if it is too late: it is being saved. Throws `disk_unavailable`. */
  cancel(scanId: string, why: Cancellation): Promise<boolean>;
  /** Takes no new work, gives what runs `graceMs` to end, then interrupts it where it stands. */
  drain(graceMs: number): Promise<void>;
}

export interface Cancellation {
  readonly reason: CancelReason;
  /** The update that asked for it, where one did. */
  readonly updateId?: number | undefined;
}

/** For an interrupted run to let go, when the grace is over. */
const LAST_STEPS_MS = 1000;

interface Run {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

export function createScanQueue({
  store,
  scanner,
  reads,
  readsAhead,
  endings,
  now,
  log,
}: ScanQueueDeps): ScanQueue {
  const runs = new Map<string, Run>();
  /** Scans whose users asked for another try before the last one was quite over. */
  const askedMeanwhile = new Set<string>();
  let draining = false;

  function start(scanId: string): void {
    if (draining) return;
    if (runs.has(scanId)) {
      askedMeanwhile.add(scanId);
      return;
    }
    const abort = new AbortController();
    const done = scanner
      .run(scanId, abort.signal)
      .catch((error: unknown) => log.error({ scanId, err: error }, 'A scan could not be written down'))
      .then(() => {
        runs.delete(scanId);
        const scan = store.get(scanId);
        if (askedMeanwhile.delete(scanId) && scan && isInProgress(scan)) return start(scanId);
        if (!scan || !isEnded(scan)) return;
        log.info(
          { scanId, state: scan.state, fault: faultOf(scan), calls: scan.calls.length },
          'A scan has ended',
        );
        endings.begin(scan);
      });
    runs.set(scanId, { abort, done });
  }

  /** Resolves when nothing runs any more, the ends that runs came to included. */
  async function idle(): Promise<void> {
    while (runs.size + endings.underWay().length > 0) {
      await Promise.all([...[...runs.values()].map((run) => run.done), ...endings.underWay()]);
    }
    // Pages that are being read ahead are paid for: what comes of them is kept.
    await reads.idle();
  }

  async function change(scanId: string, step: (scan: Scan) => Scan): Promise<void> {
    const fault: unknown = await store.update(scanId, step).then(
      () => undefined,
      (error: unknown) => error,
    );
    const scan = store.get(scanId);
    const isRunning = scan !== undefined && isInProgress(scan);
    if (isRunning) start(scanId);
    // On a full disk it runs all the same, fails, and its user hears why: whoever asked need not say so too.
    const isSaidLater = isRunning && fault instanceof ScanError && fault.code === 'disk_unavailable';
    if (fault !== undefined && !isSaidLater) throw fault;
  }

  function readAhead(scanId: string): void {
    if (readsAhead && !draining) reads.readAhead(scanId);
  }

  /** False if it is too late: it is being saved, or over. */
  async function interrupt(scanId: string): Promise<boolean> {
    const isOpen = () => {
      const scan = store.get(scanId);
      return scan !== undefined && canMoveTo(scan, 'cancelled');
    };
    // Answered from another chat meanwhile, it may run anew, or be on its way to the sheet.
    while (isOpen()) {
      const run = runs.get(scanId);
      run?.abort.abort(new Error('interrupted'));
      await Promise.all([run?.done, reads.stop(scanId)]);
      if (!runs.has(scanId)) return isOpen();
    }
    return false;
  }

  async function cancel(scanId: string, { reason, updateId }: Cancellation): Promise<boolean> {
    if (!(await interrupt(scanId))) return false;
    const cancelled = await store.update(scanId, (scan) =>
      noteUpdate(cancelScan(scan, { reason, now: now() }), updateId),
    );
    if (isEnded(cancelled)) endings.begin(cancelled);
    return true;
  }

  return {
    resume() {
      for (const scan of store.all()) {
        if (isInProgress(scan)) start(scan.scanId);
        if (isEnded(scan)) endings.begin(scan);
        if (scan.state === 'collecting') readAhead(scan.scanId);
      }
    },

    async collect(scanId, files) {
      await store.update(scanId, (scan) => addFiles(scan, files, now()));
      readAhead(scanId);
    },

    async join(draft, targetId) {
      for (const { name } of draft.files) {
        await store.writeFile(targetId, name, await store.readFile(draft.scanId, name));
      }
      if (!(await interrupt(targetId))) return false;
      // As they are by now: pages that were read ahead are paid for, those that are just being read as well.
      const { files } = store.get(draft.scanId) ?? draft;
      reads.move(draft.scanId, targetId);
      await change(targetId, (scan) => joinFiles(scan, files, now()));
      await cancel(draft.scanId, { reason: 'joined' });
      return true;
    },

    enqueue: (scanId, updateId) => change(scanId, (scan) => noteUpdate(queueScan(scan, now()), updateId)),
    answer: change,
    cancel,

    async drain(graceMs) {
      draining = true;
      if (await endsWithin(idle(), graceMs)) return;
      for (const run of runs.values()) run.abort.abort(new Error('shutting down'));
      for (const { scanId } of store.all()) void reads.stop(scanId);
      endings.stop();
      // What is not told or written by then is on disk, and gone on with at the next start.
      await endsWithin(idle(), LAST_STEPS_MS);
    },
  };
}

function faultOf(scan: Scan) {
  return scan.state === 'failed' ? scan.end.fault : undefined;
}

async function endsWithin(work: Promise<unknown>, maxMs: number): Promise<boolean> {
  return Promise.race([work.then(() => true), delay(maxMs, false, { ref: false })]);
}
