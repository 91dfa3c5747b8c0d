/** What a tracker in a test is started with. */
import { loadPriceTable } from '../../src/usage/pricing/price-table.ts';
import type { TrackerOptions } from '../../src/usage/tracker.ts';
import { createMemoryLog } from './memory-log.ts';

const NOW = '2026-02-07T05:00:00.000Z';

export function trackerOptions(folder: string, changes: Partial<TrackerOptions> = {}): TrackerOptions {
  return {
    folder,
    timeZone: 'Asia/Kolkata',
    defaultCustomer: { id: 'CUST001', name: 'Default Customer' },
    prices: { flat: {}, table: loadPriceTable() },
    levels: { ocrCalls: true, invoices: true, customers: true, summaries: true, outliers: false },
    useActualTokens: true,
    outlierThresholds: { costZScore: 2, pages: 10, tokenPercentile: 95 },
    isSynced: true,
    now: () => new Date(NOW),
    log: createMemoryLog(),
    retryDelays: { firstMs: 5, maxMs: 20 },
    ...changes,
  };
}

/** As `ENABLE_OUTLIER_DETECTION` with nothing else that is made from the ledgers. */
export const ONLY_OUTLIERS: TrackerOptions['levels'] = {
  ocrCalls: true,
  invoices: true,
  customers: false,
  summaries: false,
  outliers: true,
};
