/** Scans for tests, in whichever state. */
import type { CheckedInvoice } from '../../src/invoice/checked-invoice.ts';
import { openScanStore, type ScanStore } from '../../src/scan/kept/scan-store.ts';
import type { CollectingScan, ParsingScan, SavingScan, Scan } from '../../src/scan/value/scan.ts';
import type { SentFile } from '../../src/scan/value/scan-files.ts';
import {
  beginParsing,
  beginReading,
  beginSaving,
  createScan,
  queueScan,
  understand,
} from '../../src/scan/value/scan-steps.ts';
import { createTestStorage } from '../support/test-storage.ts';

export const NOW = new Date('2026-02-06T09:00:00Z');

/** A sound one, as far as a test of states looks. */
export const CHECKED: CheckedInvoice = {
  invoice: { header: { Invoice_No: 'INV-2026-0042' }, lines: [] },
  findings: [],
  status: 'OK',
  confidence: { header: {}, lines: [] },
  doubtful: [],
  direction: 'unknown',
  creditHints: [],
  bankAccounts: [],
};

export function createDraft(scanId = 'scan_1', now = NOW): CollectingScan {
  return createScan({ scanId, customerId: 'CUST001', owner: { chatId: 1, userId: 1 }, now });
}

export function createFile(messageId: number, pageCount = 1): SentFile {
  return {
    name: `${messageId}.jpg`,
    mimeType: 'image/jpeg',
    sizeBytes: 1000,
    pageCount,
    messageId,
    fileUniqueId: `file-${messageId}`,
  };
}

/** Parsed and checked; the decision is still out. */
export function toParsed(scan: Scan, now = NOW): ParsingScan {
  return understand(beginParsing(beginReading(queueScan(scan, now))), { checked: CHECKED });
}

export function toSaving(scan: Scan, now = NOW): SavingScan {
  return beginSaving(toParsed(scan, now));
}

export function openTestScans(dataDir: string): Promise<ScanStore> {
  return openScanStore(createTestStorage(dataDir), { customerOf: () => 'CUST001' });
}
