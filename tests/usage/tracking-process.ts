/** A process of its own that tracks scans in the folder it is given, and names each one that is on disk, until it is killed. */
import { loadPriceTable } from '../../src/usage/price-table.ts';
import { createTracker } from '../../src/usage/tracker.ts';
import { finishedScan } from './finished-scans.ts';
import { createMemoryLog } from './memory-log.ts';

const tracker = createTracker({
  folder: process.argv[2] ?? '',
  timeZone: 'Asia/Kolkata',
  defaultCustomer: { id: 'CUST001', name: 'Default Customer' },
  prices: { flat: {}, table: loadPriceTable() },
  levels: { ocrCalls: true, invoices: true, customers: true, summaries: true, outliers: false },
  useActualTokens: true,
  outlierThresholds: { costZScore: 2, pages: 10, tokenPercentile: 95 },
  isSynced: true,
  now: () => new Date(),
  log: createMemoryLog(),
});

// Some in flight at any time, so that a kill finds writes half done.
await Promise.all(
  Array.from({ length: 8 }, async (_, worker) => {
    for (let no = 0; ; no++) {
      const scanId = `scan_${process.pid}_${worker}_${no}`;
      if (await tracker.track(finishedScan({ scanId }))) process.stdout.write(`${scanId}\n`);
    }
  }),
);
