/** Puts together what takes a scan from its pages to a saved row. */
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { readSignedQr } from '../invoice/e-invoice/signed-qr.ts';
import { formatLocalDate } from '../local-time.ts';
import { createPageReads, type PageReads } from '../scan/page-reads.ts';
import { createRepairScan } from '../scan/repair-scan.ts';
import { createReviewer, type Reviewer } from '../scan/reviewer.ts';
import { createSaveInvoice, type SaveRetry } from '../scan/save-invoice.ts';
import { createScanQueue, type ScanQueue, type ScanQueueDeps } from '../scan/scan-queue.ts';
import type { ScanStore } from '../scan/scan-store.ts';
import { createScanner } from '../scan/scanner.ts';
import type { InvoiceSheet } from '../sheet/invoice-sheet.ts';
import { createKnownParties } from '../sheet/known-parties.ts';
import { createSavedInvoices } from '../sheet/saved-invoices.ts';
import { createReading, type ReaderOptions } from './vendors.ts';

export interface ScanningOptions extends ReaderOptions, Pick<ScanQueueDeps, 'tellEnd' | 'trackEnd'> {
  readonly store: ScanStore;
  readonly sheet: InvoiceSheet;
  /** Name and version of this program, for the rows. */
  readonly extractionVersion: string;
  readonly saveRetry: SaveRetry;
  readonly now: () => Date;
  readonly log: Logger;
}

export interface Scanning {
  readonly queue: ScanQueue;
  readonly reviewer: Reviewer;
  readonly reads: PageReads;
  /** Whether pages may be HEIC. */
  readonly readsHeic: boolean;
  /** Ends worker threads. */
  close(): Promise<void>;
}

export function createScanning(config: Config, options: ScanningOptions): Scanning {
  const { store, sheet, tellEnd, trackEnd, extractionVersion, now, log } = options;
  const { businessGstins, extraFields, timeZone, review } = config;
  const savedInvoices = createSavedInvoices(sheet);
  const knownParties = createKnownParties(sheet);
  const reading = createReading(config, options);
  const { reader } = reading;
  const checkContext = () => ({
    today: formatLocalDate(now(), timeZone),
    businessGstins,
    extraFields,
    doubtfulBelow: review.doubtfulBelow,
    findParty: knownParties.find,
  });
  const rows = { extractionVersion, businessGstins, extraFields, timeZone };
  const saveInvoice = createSaveInvoice({
    ...{ store, sheet, savedInvoices, knownParties, rows, now, log },
    retry: options.saveRetry,
  });
  const reads = createPageReads({ store, ...reading, log });
  const scanner = createScanner({
    ...{ store, reads, reader, saveInvoice, savedInvoices, knownParties, checkContext, now, log },
    readSignedCode: (text) => readSignedQr(text, config.eInvoiceKeys),
    ...(config.gemini?.looksTwice && { repairScan: createRepairScan({ store, reader, checkContext, log }) }),
    reviewMode: review.mode,
  });
  const queue = createScanQueue({
    ...{ store, scanner, reads, tellEnd, now, log },
    ...(trackEnd && { trackEnd }),
  });
  const reviewer = createReviewer({ store, queue, savedInvoices, checkContext, now });
  return { queue, reviewer, reads, readsHeic: reading.readsHeic, close: reading.close };
}
