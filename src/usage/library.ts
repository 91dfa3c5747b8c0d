/** What `gst-scanner/usage` offers to other programs: tracking of calls to models, without a bot around it. */

export type { FinishedScan, ScanOutcome, UsageValidationStatus } from './finished-scan.ts';
export { LedgerBusyError } from './ledger-lock.ts';
export type { ModelCall, ModelOperation, TokenUsage } from './model-call.ts';
export type { Outlier } from './outliers/outlier-search.ts';
export type { OutlierReason, OutlierThresholds, OutlierTrigger } from './outliers/outliers.ts';
export { findPriceMismatches, type PriceMismatch } from './pricing/price-mismatches.ts';
export { loadPriceTable, type PriceTable, parsePriceTable } from './pricing/price-table.ts';
export type { FlatPrices } from './pricing/pricing.ts';
export { rebuildUsageSummaries } from './rebuild-usage-summaries.ts';
export type { OcrCallRecord } from './records/call-records.ts';
export type { InvoiceUsageRecord } from './records/invoice-record.ts';
export type { FigureSummary, Figures } from './stats/figures.ts';
export {
  calculateAverageConfidence,
  calculateAverageCost,
  calculateAveragePages,
  calculateSuccessRate,
  countProcessed,
} from './stats/figures.ts';
export type { InvoiceUsage } from './stats/invoice-search.ts';
export type { DayStats, MonthStats, UsageStats } from './stats/stats.ts';
export { createTracker, type Tracker, type TrackerHealth, type TrackerOptions } from './tracker.ts';
export type { UsageLog } from './usage-log.ts';
export type { UsageLevels, UsageOptions } from './usage-options.ts';
