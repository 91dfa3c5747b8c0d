/** Lets summaries, outliers and the snapshot follow the ledgers, some time after the scans and all together. */
import { Cron } from 'croner';
import type { UsageDesk } from './usage-desk.ts';
import type { UsageLog } from './usage-log.ts';

export interface UpkeepOptions {
  readonly desk: UsageDesk;
  readonly timeZone: string;
  readonly log: UsageLog;
  /** Told of every fault, after it was logged. */
  readonly onError: () => void;
  /** Carries out what closes days and months, so that it can be watched. Default: simply does it. */
  readonly runClosing?: (work: () => Promise<void>) => Promise<void>;
}

export interface Upkeep {
  /** So many scans were just written. */
  noteScans(count: number): void;
  /** Resolves when all that is due now has been done. */
  runNow(): Promise<void>;
  /** Does what is due, keeps a snapshot, and stops. */
  stop(): Promise<void>;
}

/** Many changes share a run: with hundreds of customers it takes some 20 ms of work. */
const DELAY_MS = 5000;
/** A start reads at most so many lines that its snapshot does not know, and some time's more. */
const SNAPSHOT_AFTER_SCANS = 20_000;

/** Runs at once, for what is due since the last stop, then after changes and at every midnight of the report's time zone. */
export function createUpkeep(options: UpkeepOptions): Upkeep {
  const { desk, timeZone, log, onError, runClosing = (work) => work() } = options;
  const { store, summaries } = desk;
  let scansSinceSnapshot = 0;
  let timer: NodeJS.Timeout | undefined;
  let run = Promise.resolve();
  const midnight = new Cron('0 0 * * *', { timezone: timeZone, unref: true }, close);

  async function attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ err: error, what }, 'Something that follows usage tracking has failed');
      onError();
    }
  }

  async function saveSnapshot(): Promise<void> {
    await store.saveSnapshot();
    scansSinceSnapshot = 0;
  }

  async function runOnce(): Promise<void> {
    const closedBefore = store.closedThroughDay;
    await attempt('projections', () => store.settle());
    await attempt('outliers', () => desk.announceOutliers());
    await attempt('summaries', () => summaries.update());
    await attempt('models', () => store.modelsSettled());
    // A snapshot knows which periods are closed: without it they would be written again after a crash.
    const isDue = store.closedThroughDay !== closedBefore || scansSinceSnapshot >= SNAPSHOT_AFTER_SCANS;
    if (isDue) await attempt('snapshot', saveSnapshot);
  }

  function runNow(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    run = run.then(runOnce);
    return run;
  }

  /** What was due since the last stop, or is now. */
  function close(): void {
    runClosing(runNow).catch((error: unknown) => log.error({ err: error }, 'Summaries could not be closed'));
  }

  close();
  return {
    noteScans(count) {
      scansSinceSnapshot += count;
      timer ??= setTimeout(() => void runNow(), DELAY_MS).unref();
    },
    runNow,
    async stop() {
      midnight.stop();
      await runNow();
      if (scansSinceSnapshot > 0) await attempt('snapshot', saveSnapshot);
      clearTimeout(timer);
    },
  };
}
