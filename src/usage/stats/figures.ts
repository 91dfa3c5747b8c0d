/** What is known of a group of scans: sums, and the averages that follow from them. */
import type { InvoiceEntry } from '../records/invoice-lines.ts';
import { createFigureRows, type FiguresOf, type FigureTable } from './figure-rows.ts';

/** Exact sums. *Processed* scans are saved, duplicate or failed; cancelled ones only cost. */
const SCAN_FIGURES = {
  saved: ({ outcome }) => Number(outcome === 'saved'),
  failed: ({ outcome }) => Number(outcome === 'failed'),
  cancelled: ({ outcome }) => Number(outcome === 'cancelled'),
  duplicate: ({ outcome }) => Number(outcome === 'duplicate'),
  /** Of processed scans. */
  pages: (scan) => (isProcessed(scan) ? scan.pages : 0),
  /** Of all scans. */
  tokens: ({ tokens }) => tokens,
  /** Of all scans that have a price. */
  costNanoUsd: ({ costNanoUsd }) => costNanoUsd ?? 0,
  /** Of processed scans that have a price, and how many those are. */
  processedCostNanoUsd: (scan) => (isProcessed(scan) ? (scan.costNanoUsd ?? 0) : 0),
  processedPriced: (scan) => Number(isProcessed(scan) && scan.costNanoUsd !== undefined),
  /** Scans, of any outcome, whose cost nobody knows. */
  unpriced: ({ costNanoUsd }) => Number(costNanoUsd === undefined),
  /** Sum over processed scans that were scored, in millionths, and how many those are. */
  confidenceMicros: (scan) => (isProcessed(scan) ? (scan.confidenceMicros ?? 0) : 0),
  scored: (scan) => Number(isProcessed(scan) && scan.confidenceMicros !== undefined),
} as const satisfies FigureTable<InvoiceEntry>;

export type Figures = FiguresOf<typeof SCAN_FIGURES>;

/** What one scan adds to every row in which it counts. */
export const SCAN_ROWS = createFigureRows(SCAN_FIGURES);

export const NO_FIGURES: Figures = SCAN_ROWS.none;

export const addFigures = SCAN_ROWS.sum;

function isProcessed({ outcome }: InvoiceEntry): boolean {
  return outcome !== 'cancelled';
}

export function countProcessed({ saved, duplicate, failed }: Figures): number {
  return saved + duplicate + failed;
}

/** 0 to 1; undefined if nothing was processed, like all averages here. */
export function calculateSuccessRate(figures: Figures): number | undefined {
  const failedShare = ratio(figures.failed, countProcessed(figures));
  return failedShare === undefined ? undefined : 1 - failedShare;
}

/** Over processed scans whose price is known: an unknown price is not 0. In nano-dollars, not rounded. */
export function calculateAverageCost({ processedCostNanoUsd, processedPriced }: Figures): number | undefined {
  return ratio(processedCostNanoUsd, processedPriced);
}

export function calculateAveragePages(figures: Figures): number | undefined {
  return ratio(figures.pages, countProcessed(figures));
}

/** 0 to 1, over processed scans that were scored. */
export function calculateAverageConfidence({ confidenceMicros, scored }: Figures): number | undefined {
  return ratio(confidenceMicros / 1_000_000, scored);
}

/** Everything that follows from figures. */
export interface FigureSummary {
  readonly processed: number;
  /** Cancelled ones too. */
  readonly scans: number;
  readonly successRate: number | undefined;
  /** In nano-dollars, not rounded. */
  readonly averageCostNanoUsd: number | undefined;
  readonly averagePages: number | undefined;
  readonly averageConfidence: number | undefined;
}

export function summarizeFigures(figures: Figures): FigureSummary {
  const processed = countProcessed(figures);
  return {
    processed,
    scans: processed + figures.cancelled,
    successRate: calculateSuccessRate(figures),
    averageCostNanoUsd: calculateAverageCost(figures),
    averagePages: calculateAveragePages(figures),
    averageConfidence: calculateAverageConfidence(figures),
  };
}

function ratio(sum: number, count: number): number | undefined {
  return count === 0 ? undefined : sum / count;
}
