/** What `gst-scanner/usage` offers to other programs: tracking of calls to models, without a bot around it. */
export type { FigureSummary, Figures } from './figures.ts';
export {
  calculateAverageConfidence,
  calculateAverageCost,
  calculateAveragePages,
  calculateSuccessRate,
  countProcessed,
} from './figures.ts';
export type { FinishedScan, ScanOutcome, UsageValidationStatus } from './finished-scan.ts';
export { LedgerBusyError } from './ledger/ledger-lock.ts';
export type { ModelCall, ModelOperation, TokenUsage } from './model-call.ts';
export type { Outlier } from './outlier-search.ts';
export type { OutlierReason, OutlierThresholds, OutlierTrigger } from './outliers.ts';
export { loadPriceTable, type PriceTable, parsePriceTable } from './price-table.ts';
export { type FlatPrices, findPriceMismatches, type PriceMismatch } from './pricing.ts';
export { rebuildUsageSummaries } from './rebuild-usage-summaries.ts';
export type { InvoiceUsageRecord, OcrCallRecord } from './records.ts';
export type { DayStats, InvoiceUsage, MonthStats, UsageStats } from './stats.ts';
export { createTracker, type Tracker, type TrackerHealth, type TrackerOptions } from './tracker.ts';
export type { UsageLog } from './usage-log.ts';
export type { UsageLevels, UsageOptions } from './usage-options.ts';
