/** Tells which scans stand out, against the customer's saved invoices of the 30 days that end with the scan's day. */
import type { ScanOutcome } from '../finished-scan.ts';
import type { InvoiceUsageRecord } from '../records/invoice-record.ts';

export const BASELINE_DAYS = 30;
/** Fewer invoices are no baseline for a z-score, or for a percentile. */
const MIN_INVOICES_FOR_COST = 10;
const MIN_INVOICES_FOR_TOKENS = 20;

export interface OutlierThresholds {
  /** Standard deviations above the mean (OUTLIER_COST_ZSCORE_THRESHOLD). */
  readonly costZScore: number;
  /** Pages (OUTLIER_PAGE_COUNT_THRESHOLD). */
  readonly pages: number;
  /** 0 to 100 (OUTLIER_TOKEN_PERCENTILE_THRESHOLD). */
  readonly tokenPercentile: number;
}

/** What is compared. */
export interface ScanSize {
  readonly outcome: ScanOutcome;
  readonly pages: number;
  readonly tokens: number;
  readonly costNanoUsd: number | undefined;
}

export type OutlierTrigger = 'cost' | 'pages' | 'tokens';

export interface OutlierFinding {
  /** What made it stand out; never empty. */
  readonly triggers: readonly OutlierTrigger[];
  /** How many standard deviations its cost is above the mean; absent where there is no baseline or no price. */
  readonly zScore: number | undefined;
  readonly tokensPerPage: number;
  /** Over the baseline; absent where that is empty. */
  readonly averageTokensPerPage: number | undefined;
  readonly averagePages: number | undefined;
}

/** `baseline`: the customer's scans of those 30 days, the one in question among them. Only saved ones are compared with. */
export function createOutlierCheck(
  baseline: readonly ScanSize[],
  thresholds: OutlierThresholds,
): (scan: ScanSize) => OutlierFinding | undefined {
  const saved = baseline.filter(({ outcome }) => outcome === 'saved');
  const zScoreOf = createZScore(saved.flatMap(({ costNanoUsd }) => costNanoUsd ?? []));
  const tokenLimit = findPercentile(
    saved.map(({ tokens }) => tokens),
    thresholds.tokenPercentile,
  );
  const pages = saved.reduce((sum, scan) => sum + scan.pages, 0);
  const tokens = saved.reduce((sum, scan) => sum + scan.tokens, 0);

  return (scan) => {
    if (scan.outcome === 'cancelled') return undefined;
    const zScore = scan.costNanoUsd === undefined ? undefined : zScoreOf(scan.costNanoUsd);
    const triggers: OutlierTrigger[] = [];
    if (zScore !== undefined && zScore > thresholds.costZScore) triggers.push('cost');
    if (scan.pages > thresholds.pages) triggers.push('pages');
    if (tokenLimit !== undefined && scan.tokens > tokenLimit) triggers.push('tokens');
    if (triggers.length === 0) return undefined;
    return {
      triggers,
      zScore,
      tokensPerPage: scan.tokens / Math.max(1, scan.pages),
      averageTokensPerPage: pages > 0 ? tokens / pages : undefined,
      averagePages: saved.length > 0 ? pages / saved.length : undefined,
    };
  };
}

/** Population standard deviation. Undefined for too few costs, or where all are the same. */
function createZScore(costs: readonly number[]): (cost: number) => number | undefined {
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  const variance = costs.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / costs.length;
  if (costs.length < MIN_INVOICES_FOR_COST || variance === 0) return () => undefined;
  return (cost) => (cost - mean) / Math.sqrt(variance);
}

/** Nearest rank: the smallest value that at least `percentile` per cent of all do not exceed. */
function findPercentile(values: readonly number[], percentile: number): number | undefined {
  if (values.length < MIN_INVOICES_FOR_TOKENS) return undefined;
  const rank = Math.max(1, Math.ceil((percentile / 100) * values.length));
  return Float64Array.from(values).sort()[rank - 1];
}

/** Why a scan may have cost so much. */
export type OutlierReason = 'many_pages' | 'retries' | 'many_line_items' | 'poor_image' | 'dense_pages';

/** So many times the average is much. */
const MUCH_MORE = 1.5;
const MANY_LINE_ITEMS = 25;
/** Below this a page was hard to read. */
const LOW_CONFIDENCE = 0.7;

/** Only what the scan's own record gives evidence of; empty where it gives none. */
export function findOutlierReasons(record: InvoiceUsageRecord, finding: OutlierFinding): OutlierReason[] {
  const { averagePages, averageTokensPerPage, tokensPerPage, triggers } = finding;
  const isAboveAverage = (value: number, average: number | undefined) =>
    average !== undefined && value > average * MUCH_MORE;
  const isDense = isAboveAverage(tokensPerPage, averageTokensPerPage);
  const hasManyItems = (record.line_item_count ?? 0) >= MANY_LINE_ITEMS;
  const isHardToRead = (record.confidence_avg ?? 1) < LOW_CONFIDENCE;
  const reasons: OutlierReason[] = [];
  if (triggers.includes('pages') || isAboveAverage(record.page_count, averagePages))
    reasons.push('many_pages');
  if ((record.retried_calls ?? 0) > 0) reasons.push('retries');
  if (hasManyItems) reasons.push('many_line_items');
  if (isDense && isHardToRead) reasons.push('poor_image');
  if (isDense && !isHardToRead && !hasManyItems) reasons.push('dense_pages');
  return reasons;
}
