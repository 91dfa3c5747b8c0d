/** Writes all that follows from the ledger anew, the snapshot too, for when it was lost or doubted. */
import type { LineDamage } from './records/line-reader.ts';
import { openUsageDesk } from './usage-desk.ts';
import type { UsageOptions } from './usage-options.ts';

export interface RebuiltSummaries {
  /** Scans that count. */
  readonly scans: number;
  /** Lines that don't, since they are damaged. */
  readonly skipped: number;
  /** The first of them, by line number. */
  readonly examples: readonly LineDamage[];
}

/** Rejects with `LedgerBusyError` while a bot tracks in the same folder, or with a system error. */
export async function rebuildUsageSummaries(options: UsageOptions): Promise<RebuiltSummaries> {
  const { store, summaries, stats } = await openUsageDesk({ ...options, isAnew: true });
  try {
    await store.settle();
    await summaries.rebuild();
    await store.saveSnapshot();
    const { invoices: skipped, examples } = store.skipped();
    return { scans: stats.lifetime().summary.scans, skipped, examples };
  } finally {
    await store.close();
  }
}
