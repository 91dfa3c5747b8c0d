/** Takes scans as they end, at once and in memory, and keeps them in the background: nobody ever waits for it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { FinishedScan } from './finished-scan.ts';
import { createCostCalculation } from './pricing/pricing.ts';
import { buildUsageRecords, type UsageRecords } from './records/build-records.ts';
import { OCR_CALL } from './records/call-records.ts';
import { INVOICE_USAGE } from './records/invoice-record.ts';
import type { RecordContext } from './records/record-sources.ts';
import { createRetry, type RetryDelays } from './retry.ts';
import type { UsageStats } from './stats/stats.ts';
import { createUpkeep, type Upkeep } from './upkeep.ts';
import { openUsageDesk, type UsageDesk } from './usage-desk.ts';
import type { UsageOptions } from './usage-options.ts';

export interface TrackerOptions extends UsageOptions {
  /** How long to leave a disk alone that takes nothing. Default: 1 s, doubling to 1 min. */
  readonly retryDelays?: RetryDelays;
  /** Carries out what closes days and months, so that it can be watched. Default: simply does it. */
  readonly runClosing?: (work: () => Promise<void>) => Promise<void>;
}

export interface Tracker {
  /**
   * Returns at once and never throws; the work is done later. Resolves with true when the scan is on disk (or leaves no line), with
   * false if it was given up: then it may be tracked again after the next start. Tracked twice, a scan counts once.
   */
  track(scan: FinishedScan): Promise<boolean>;
  /** Resolves when the ledgers are open; rejects only with `LedgerBusyError`: nothing is tracked then. */
  readonly opened: Promise<void>;
  /** Waits for `opened`, and rejects with it, and the first time for old scans to be found. */
  stats(): Promise<UsageStats>;
  health(): TrackerHealth;
  /** Takes no more scans, writes what waits, and closes; gives up what is not written after `timeoutMs`. Never rejects. */
  drain(timeoutMs: number): Promise<void>;
}

export interface TrackerHealth {
  /** `stopped`: the disk takes nothing at the moment; it is tried again. `refused`: another process tracks here. */
  readonly state: 'opening' | 'tracking' | 'stopped' | 'refused' | 'closed';
  /** Scans that are not on disk yet. */
  readonly waiting: number;
  readonly tracked: number;
  /** Scans that were given up. */
  readonly lost: number;
  /** Faults of any kind since the start. */
  readonly errors: number;
}

interface Waiting {
  readonly scan: FinishedScan;
  readonly resolve: (isTracked: boolean) => void;
}

const DEFAULT_RETRY_DELAYS: RetryDelays = { firstMs: 1000, maxMs: 60_000 };
/** While a disk takes nothing, so many scans wait in memory; later ones are given up. */
const MAX_WAITING = 10_000;
/** Records of so many scans are made in one go: more would hold up everybody else. */
const MAX_GROUP = 100;

/** Starts to open the ledgers, in the background. */
export function createTracker(options: TrackerOptions): Tracker {
  const { log } = options;
  const context: RecordContext = {
    calculateCost: createCostCalculation(options.prices),
    defaultCustomerId: options.defaultCustomer.id,
    useActualTokens: options.useActualTokens,
  };
  let condition: Exclude<TrackerHealth['state'], 'closed'> = 'opening';
  let isClosed = false;
  let tracked = 0;
  let lost = 0;
  let errors = 0;
  let queue: Waiting[] = [];
  let inWork: readonly Waiting[] = [];
  let work: Promise<void> | undefined;
  let isStarting = false;
  let settled: Promise<void> | undefined;

  const retry = createRetry({
    delays: options.retryDelays ?? DEFAULT_RETRY_DELAYS,
    onFailure(error, retryInMs) {
      errors++;
      condition = 'stopped';
      log.error(
        { err: error, retryInMs, waiting: countWaiting() },
        'Usage tracking has stopped; scanning goes on',
      );
    },
    onRecovery: () => log.info({ waiting: countWaiting() }, 'Usage tracking goes on'),
  });
  const parts = open();
  const opened = parts.then(() => undefined);
  opened.catch(() => undefined);

  async function open(): Promise<{ desk: UsageDesk; upkeep: Upkeep }> {
    try {
      const desk = await retry.untilDone(() => openUsageDesk(options));
      condition = 'tracking';
      const upkeep = createUpkeep({ ...options, desk, onError: () => void errors++ });
      return { desk, upkeep };
    } catch (error) {
      condition = 'refused';
      log.error({ err: error }, 'Usage is not tracked');
      throw error;
    }
  }

  function countWaiting(): number {
    return queue.length + inWork.length;
  }

  async function writeWaiting(): Promise<void> {
    try {
      const { desk, upkeep } = await parts;
      while (queue.length > 0) {
        inWork = queue.splice(0, MAX_GROUP);
        await writeGroup(desk, inWork);
        upkeep.noteScans(inWork.length);
        inWork = [];
      }
    } catch (error) {
      giveUpAll(error);
    } finally {
      work = undefined;
    }
  }

  /** The caller goes on first; whoever comes before the work begins takes part in it. */
  function startSoon(): void {
    if (work !== undefined || isStarting) return;
    isStarting = true;
    setImmediate(() => {
      isStarting = false;
      work ??= writeWaiting();
    });
  }

  /** Everything that waits goes out in one write per ledger. */
  async function writeGroup({ store }: UsageDesk, group: readonly Waiting[]): Promise<void> {
    const built = group.flatMap((waiting) => {
      const records = build(waiting);
      return records ? [{ waiting, records }] : [];
    });
    await retry.untilDone(() => store.append(built.map(({ records }) => records)));
    condition = 'tracking';
    for (const { waiting, records } of built) {
      const { invoice_id: invoiceId, scan_id: scanId } = records.invoice;
      tracked++;
      log.info({ scanId }, `[BACKGROUND] Usage tracked for invoice ${invoiceId}`);
      waiting.resolve(true);
    }
  }

  /** A scan of which no valid records can be made must not keep others from the ledger. */
  function build({ scan, resolve }: Waiting): UsageRecords | undefined {
    try {
      const records = buildUsageRecords(scan, context);
      if (records === undefined) resolve(true);
      else INVOICE_USAGE.schema.parse(records.invoice);
      for (const call of records?.ocrCalls ?? []) OCR_CALL.schema.parse(call);
      return records;
    } catch (error) {
      errors++;
      giveUp([{ scan, resolve }], error);
      return undefined;
    }
  }

  function giveUp(scans: readonly Waiting[], error: unknown): void {
    lost += scans.length;
    for (const { scan, resolve } of scans) {
      log.error({ err: error, scanId: scan.scanId }, 'Usage of a scan was not tracked');
      resolve(false);
    }
  }

  function giveUpAll(error: unknown): void {
    const scans = [...inWork, ...queue];
    inWork = [];
    queue = [];
    giveUp(scans, error);
  }

  async function finish(): Promise<void> {
    await (work ?? writeWaiting());
    const { desk, upkeep } = await parts;
    await upkeep.stop();
    await desk.store.close();
  }

  return {
    track(scan) {
      return new Promise((resolve) => {
        const waiting = { scan, resolve };
        if (isClosed || condition === 'refused') {
          return giveUp([waiting], new Error('nothing is tracked any more'));
        }
        if (countWaiting() >= MAX_WAITING) return giveUp([waiting], new Error('too many scans wait'));
        queue.push(waiting);
        startSoon();
      });
    },
    opened,
    async stats() {
      const { desk } = await parts;
      settled ??= desk.store.settle().catch((error: unknown) => {
        settled = undefined;
        throw error;
      });
      await settled;
      return desk.stats;
    },
    health: () => ({
      state: isClosed ? 'closed' : condition,
      waiting: countWaiting(),
      tracked,
      lost,
      errors,
    }),
    async drain(timeoutMs) {
      isClosed = true;
      retry.stop();
      const timeout = delay(timeoutMs, 'timeout' as const, { ref: false });
      const ended = await Promise.race([finish().catch(() => undefined), timeout]);
      if (ended === 'timeout') giveUpAll(new Error(`not written within ${timeoutMs} ms`));
    },
  };
}
