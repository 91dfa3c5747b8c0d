/** Everything that usage tracking keeps, put together: the store, its summaries, its outliers, its answers. */

import { createOutlierNews } from './outliers/outlier-news.ts';
import { createOutlierSearch } from './outliers/outlier-search.ts';
import type { Place } from './projections/totals.ts';
import type { InvoiceEntry } from './records/invoice-lines.ts';
import { createDayScans } from './stats/day-scans.ts';
import { createUsageStats, type UsageStats } from './stats/stats.ts';
import { createSummarizer } from './summaries/summarizer.ts';
import { createSummaryFiles } from './summaries/summary-files.ts';
import { createUsageSummaries, type UsageSummaries } from './summaries/usage-summaries.ts';
import type { UsageOptions } from './usage-options.ts';
import { openUsageStore, type UsageStore } from './usage-store.ts';

export interface UsageDesk {
  readonly store: UsageStore;
  readonly summaries: UsageSummaries;
  readonly stats: UsageStats;
  /** Tells `onOutlier` of the scans that were appended since the last time and stand out. */
  announceOutliers(): Promise<void>;
}

/** Rejects with `LedgerBusyError` if another process tracks here, or with a system error. */
export async function openUsageDesk(
  options: UsageOptions & { readonly isAnew?: boolean },
): Promise<UsageDesk> {
  const { folder, levels, defaultCustomer, customerName, now, onOutlier } = options;
  const early: Place[] = [];
  let onChange = (_entry: InvoiceEntry, place: Place, _sign: 1 | -1): void => void early.push(place);
  const store = await openUsageStore({
    ...options,
    hasOcrCalls: levels.ocrCalls,
    hasInvoices: levels.invoices,
    onChange: (entry, place, sign) => onChange(entry, place, sign),
  });

  const dayScans = createDayScans(store);
  const outlierSearch = levels.outliers
    ? createOutlierSearch({ dayScans, thresholds: options.outlierThresholds, readLine: store.readLine })
    : undefined;
  const nameOf = (id: string) =>
    id === defaultCustomer.id ? defaultCustomer.name : (customerName?.(id) ?? id);
  const summarizer = createSummarizer({ store, dayScans, outlierSearch, customerName: nameOf });
  const summaries = createUsageSummaries({
    store,
    summarizer,
    dayScans,
    files: createSummaryFiles(folder),
    hasPeriods: levels.summaries,
    hasCustomers: levels.customers,
    hasOutliers: levels.outliers,
    now,
  });
  for (const place of early) summaries.note(place);
  onChange = (entry, place, sign) => {
    summaries.note(place);
    dayScans.note(entry, place, sign);
  };
  const outlierNews =
    outlierSearch && onOutlier && createOutlierNews({ folder, store, search: outlierSearch, onOutlier, now });

  return {
    store,
    summaries,
    stats: createUsageStats({ store, outlierSearch, now }),
    announceOutliers: async () => outlierNews?.announce(),
  };
}
