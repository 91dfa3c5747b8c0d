/** Writes all summary files anew from the ledger, for when they were lost or doubted. */
import { openUsageDesk } from './usage-desk.ts';
import type { UsageOptions } from './usage-options.ts';

export interface RebuiltSummaries {
  /** Scans that count. */
  readonly scans: number;
  /** Lines that don't, since they are damaged. */
  readonly skipped: number;
}

/** Rejects with `LedgerBusyError` while a bot tracks in the same folder, or with a system error. */
export async function rebuildUsageSummaries(options: UsageOptions): Promise<RebuiltSummaries> {
  const { store, summaries, stats } = await openUsageDesk(options);
  try {
    await store.settle();
    await summaries.rebuild();
    const { saved, failed, cancelled, duplicate } = stats.lifetime();
    return { scans: saved + failed + cancelled + duplicate, skipped: store.skipped().invoices };
  } finally {
    await store.close();
  }
}
