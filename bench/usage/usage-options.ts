/** Usage tracking as the benches run it: every level on, silent. */
import { loadPriceTable } from '../../src/usage/pricing/price-table.ts';
import type { UsageOptions } from '../../src/usage/usage-options.ts';

export function createUsageOptions(folder: string, now: () => Date): UsageOptions {
  return {
    folder,
    timeZone: 'UTC',
    defaultCustomer: { id: 'CUST001', name: 'Asha Traders' },
    prices: { flat: {}, table: loadPriceTable() },
    levels: { ocrCalls: true, invoices: true, customers: true, summaries: true, outliers: false },
    useActualTokens: true,
    outlierThresholds: { costZScore: 2, pages: 10, tokenPercentile: 95 },
    isSynced: true,
    now,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
}
