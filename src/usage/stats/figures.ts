/** What is known of a group of scans: sums, and the averages of S-62 that follow from them. */

/** Exact sums. *Processed* scans are saved, duplicate or failed; cancelled ones only cost. */
export interface Figures {
  readonly saved: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly duplicate: number;
  /** Of processed scans. */
  readonly pages: number;
  /** Of all scans. */
  readonly tokens: number;
  /** Of all scans that have a price. */
  readonly costNanoUsd: number;
  /** Of processed scans that have a price, and how many those are. */
  readonly processedCostNanoUsd: number;
  readonly processedPriced: number;
  /** Scans, of any outcome, whose cost nobody knows. */
  readonly unpriced: number;
  /** Sum over processed scans that were scored, in millionths, and how many those are. */
  readonly confidenceMicros: number;
  readonly scored: number;
}

const FIGURE_NAMES = [
  'saved',
  'failed',
  'cancelled',
  'duplicate',
  'pages',
  'tokens',
  'costNanoUsd',
  'processedCostNanoUsd',
  'processedPriced',
  'unpriced',
  'confidenceMicros',
  'scored',
] as const satisfies readonly (keyof Figures)[];

export const NO_FIGURES = Object.fromEntries(FIGURE_NAMES.map((name) => [name, 0])) as unknown as Figures;

export function addFigures(a: Figures, b: Figures): Figures {
  return Object.fromEntries(FIGURE_NAMES.map((name) => [name, a[name] + b[name]])) as unknown as Figures;
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
