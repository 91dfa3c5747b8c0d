/** Tells of every scan that stands out: a mark on disk says how far it has come, so that a crash leaves none out. */
import { join } from 'node:path';
import { replaceFile } from '../../durable/files/replace-file.ts';
import type { InvoiceEntry } from '../records/invoice-lines.ts';
import { readSealed, seal } from '../snapshot/sealed-file.ts';
import type { LedgerMark } from '../snapshot/snapshot.ts';
import type { UsageStore } from '../usage-store.ts';
import type { Outlier, OutlierSearch } from './outlier-search.ts';

export interface OutlierNewsOptions {
  /** LOGS_DIR: the mark is kept there. */
  readonly folder: string;
  readonly store: Pick<UsageStore, 'invoices' | 'mark' | 'isMark' | 'readSince'>;
  readonly search: OutlierSearch;
  readonly onOutlier: (outlier: Outlier) => void;
  readonly now: () => Date;
}

export interface OutlierNews {
  /**
   * Tells of those appended since the last time, rather twice than never. One call at a time. Rejects with a system error; the
   * next call tries again.
   */
  announce(): Promise<void>;
}

const MARK_FILE = '.outliers-told.bin';
/** What is older is for the summaries: nobody wants to be told of months in which nothing was looked for. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

export function createOutlierNews(options: OutlierNewsOptions): OutlierNews {
  const { store, search, onOutlier, now } = options;
  const path = join(options.folder, MARK_FILE);
  const start = store.mark();
  /** As it stands on disk; all before it is told. */
  let told: LedgerMark | undefined;

  /** Undefined if there is none that fits the ledger. */
  async function recall(): Promise<LedgerMark | undefined> {
    // Written by this program, and whole: its shape needs no second look.
    const kept = (await readSealed(path)) as LedgerMark | undefined;
    return kept && store.isMark(kept) ? kept : undefined;
  }

  async function tell(entry: InvoiceEntry): Promise<void> {
    const { day, customerNo } = store.invoices.placeOf(entry);
    const found = await search.find(day, customerNo);
    const outlier = found.find(({ position }) => position === entry.position);
    if (outlier) onOutlier(outlier);
  }

  return {
    async announce() {
      told ??= await recall();
      // Without a mark, all that was there at the start counts as told.
      const { entries, end } = await store.readSince(told ?? start);
      const newestMs = now().getTime() - MAX_AGE_MS;
      for (const entry of entries) if (entry.atMs >= newestMs) await tell(entry);
      if (end.position === told?.position) return;
      await replaceFile(path, [seal(end)]);
      told = end;
    },
  };
}
