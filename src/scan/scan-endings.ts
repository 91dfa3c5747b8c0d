/** What follows the end of a scan: its user is told, its use is kept, then it is forgotten. */
import { once } from 'node:events';
import pRetry from 'p-retry';
import type { Logger } from 'pino';
import type { FinishedScan } from '../usage/finished-scan.ts';
import { toFinishedScan } from './finished-scan.ts';
import type { ScanStore } from './kept/scan-store.ts';
import type { End, EndedScan } from './value/scan.ts';
import { canBeTriedAgain } from './value/scan-states.ts';
import { noteEnd } from './value/scan-steps.ts';

export interface ScanEndingsDeps {
  readonly store: ScanStore;
  /** Tells the user how a scan ended. Tried again while it rejects, and at the next start if need be. */
  readonly tellEnd: (scan: EndedScan) => Promise<void>;
  /** Keeps what the scan used, after the user was told. False if that could not be kept: it is asked again at the next start. */
  readonly trackEnd?: ((scan: FinishedScan) => Promise<boolean>) | undefined;
  readonly now: () => Date;
  readonly log: Logger;
}

export interface ScanEndings {
  /** In the background; what an earlier process has done of it already is not done again. */
  begin(scan: EndedScan): void;
  /** Those that are not over. None rejects. */
  underWay(): readonly Promise<void>[];
  /** Tries no more: what is not told or kept by then is left to the next start. */
  stop(): void;
}

/** For as long as it takes: a user who was not told does not know that the row is there. */
const TELL_RETRY = {
  retries: Number.POSITIVE_INFINITY,
  minTimeout: 1000,
  maxTimeout: 60_000,
  randomize: true,
};

export function createScanEndings({ store, tellEnd, trackEnd, now, log }: ScanEndingsDeps): ScanEndings {
  const endings = new Set<Promise<void>>();
  const stopped = new AbortController();
  const isStopped = once(stopped.signal, 'abort');

  function begin(scan: EndedScan): void {
    const ending = finish(scan)
      .catch((error: unknown) =>
        log.error({ scanId: scan.scanId, err: error }, 'The end of a scan is left to the next start'),
      )
      .finally(() => endings.delete(ending));
    endings.add(ending);
  }

  /** Told first, then tracked, then forgotten; kept where its user may try again. */
  async function finish(scan: EndedScan): Promise<void> {
    if (scan.end.toldAt === undefined) await tell(scan);
    const isTracked = await track(scan);
    if (canBeTriedAgain(scan) || !isStillThatEnd(scan)) return;
    if (isTracked) await store.remove(scan.scanId);
    else await store.removeFiles(scan.scanId);
  }

  async function tell(scan: EndedScan): Promise<void> {
    const tellIt = async () => {
      if (isStillThatEnd(scan)) await tellEnd(scan);
    };
    await pRetry(tellIt, { ...TELL_RETRY, signal: stopped.signal });
    await mark(scan, { toldAt: now().toISOString() });
  }

  async function track(scan: EndedScan): Promise<boolean> {
    if (scan.end.trackedAt !== undefined || trackEnd === undefined) return true;
    const isTracked = await Promise.race([trackEnd(toFinishedScan(scan)), isStopped.then(() => false)]);
    if (isTracked && canBeTriedAgain(scan)) await mark(scan, { trackedAt: now().toISOString() });
    return isTracked;
  }

  async function mark(ended: EndedScan, note: Pick<End, 'toldAt' | 'trackedAt'>): Promise<void> {
    if (isStillThatEnd(ended)) await store.update(ended.scanId, (scan) => noteEnd(scan, note));
  }

  /** False once its user has asked for another try, or it is forgotten. */
  function isStillThatEnd({ scanId, state, end }: EndedScan): boolean {
    const scan = store.get(scanId);
    return scan?.state === state && scan.end?.at === end.at;
  }

  return {
    begin,
    underWay: () => [...endings],
    stop: () => stopped.abort(new Error('shutting down')),
  };
}
