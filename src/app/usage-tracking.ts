/** Starts usage tracking where it is switched on; off, not even its code is loaded. */
import type { Logger } from 'pino';
import type { UsageConfig } from '../config/usage-config.ts';
import type { Outlier } from '../usage/outliers/outlier-search.ts';
import type { Tracker } from '../usage/tracker.ts';

export interface UsageTrackingOptions {
  readonly usage: UsageConfig | undefined;
  /** The model that is paid for, to compare flat prices with its own; undefined where none is. */
  readonly model: string | undefined;
  readonly timeZone: string;
  readonly customerName: (customerId: string) => string;
  /** Told of scans that stand out. Must not throw. */
  readonly onOutlier: (outlier: Outlier) => void;
  /** Carries out what closes days and months. */
  readonly runClosing: (work: () => Promise<void>) => Promise<void>;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Undefined while tracking is off. The ledgers are opened in the background. */
export async function startUsageTracking(options: UsageTrackingOptions): Promise<Tracker | undefined> {
  const { usage, model, now, log } = options;
  if (usage === undefined) return undefined;
  const { createTracker, findPriceMismatches, loadPriceTable } = await import('../usage/library.ts');
  const prices = { flat: usage.flatPrices, table: loadPriceTable() };
  const mismatches = model === undefined ? [] : findPriceMismatches(prices, model, now().toISOString());
  for (const mismatch of mismatches) {
    log.warn(mismatch, "A flat price is more than twice, or less than half, of the model's own");
  }
  return createTracker({ ...usage, ...options, prices });
}
