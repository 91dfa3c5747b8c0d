/** Puts together what takes a scan from its pages to a saved row. */
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { readSignedQr } from '../invoice/e-invoice/signed-qr.ts';
import { formatLocalDate } from '../local-time.ts';
import type { ScanStore } from '../scan/kept/scan-store.ts';
import { createReviewer, type Reviewer } from '../scan/reviewer.ts';
import { createScanEndings, type ScanEndingsDeps } from '../scan/scan-endings.ts';
import { createScanQueue, type ScanQueue } from '../scan/scan-queue.ts';
import { createScanner } from '../scan/scanner.ts';
import type { CheckContext } from '../scan/steps/check-scan.ts';
import { createFileReads } from '../scan/steps/file-reads.ts';
import { createRepairScan } from '../scan/steps/repair-scan.ts';
import { createSaveInvoice, type SaveRetry } from '../scan/steps/save-invoice.ts';
import type { Scan } from '../scan/value/scan.ts';
import type { WorkspaceOf } from '../scan/workspace.ts';
import { createReading, type ReaderOptions } from './vendors.ts';

export interface ScanningOptions extends ReaderOptions, Pick<ScanEndingsDeps, 'tellEnd' | 'trackEnd'> {
  readonly store: ScanStore;
  readonly workspaceOf: WorkspaceOf;
  /** Name and version of this program, for the rows. */
  readonly extractionVersion: string;
  readonly saveRetry: SaveRetry;
  readonly now: () => Date;
  readonly log: Logger;
}

export interface Scanning {
  readonly queue: ScanQueue;
  readonly reviewer: Reviewer;
  /** Whether pages may be HEIC. */
  readonly readsHeic: boolean;
  /** Ends worker threads. */
  close(): Promise<void>;
}

export function createScanning(config: Config, options: ScanningOptions): Scanning {
  const { store, workspaceOf, tellEnd, trackEnd, extractionVersion, now, log } = options;
  const { timeZone, review } = config;
  const { reader, readsHeic, findCodes, close } = createReading(config, options);

  function checkContext({ customerId }: Scan): CheckContext {
    const { businessGstins, extraFields, knownParties } = workspaceOf(customerId);
    return {
      today: formatLocalDate(now(), timeZone),
      businessGstins,
      extraFields,
      doubtfulBelow: review.doubtfulBelow,
      findParty: knownParties.find,
    };
  }

  const reads = createFileReads({ store, reader, findCodes, log });
  const saveInvoice = createSaveInvoice({
    store,
    workspaceOf,
    rows: { extractionVersion, timeZone },
    retry: options.saveRetry,
    now,
    log,
  });
  const scanner = createScanner({
    store,
    reads,
    reader,
    workspaceOf,
    saveInvoice,
    readSignedCode: (text) => readSignedQr(text, config.eInvoiceKeys),
    ...(config.gemini?.looksTwice && { repairScan: createRepairScan({ store, reader, checkContext, log }) }),
    checkContext,
    reviewMode: review.mode,
    now,
    log,
  });
  const queue = createScanQueue({
    store,
    scanner,
    reads,
    readsAhead: config.readsAhead,
    endings: createScanEndings({ store, tellEnd, trackEnd, now, log }),
    now,
    log,
  });
  const reviewer = createReviewer({ store, queue, workspaceOf, checkContext, now });
  return { queue, reviewer, readsHeic, close };
}
