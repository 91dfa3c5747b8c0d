/** The lines and objects of the summary files. */

import { usdOf } from '../nano-usd.ts';
import type { OutlierReason, OutlierTrigger } from '../outliers/outliers.ts';
import {
  calculateAverageConfidence,
  calculateAverageCost,
  calculateAveragePages,
  calculateSuccessRate,
  countProcessed,
  type Figures,
} from '../stats/figures.ts';

/** One invoice by its cost. */
export interface CostlyInvoice {
  readonly invoice_id: string;
  readonly cost_usd: number;
  readonly pages: number;
}

export interface OutlierSummary {
  readonly invoice_id: string;
  readonly cost_usd: number | null;
  readonly pages: number;
  readonly tokens: number;
  readonly triggers: readonly OutlierTrigger[];
  readonly z_score: number | null;
  readonly reasons: readonly OutlierReason[];
}

/** What all summaries say. Averages are null where there is nothing to average. */
interface FiguresSummary {
  readonly total_tokens: number;
  readonly total_cost_usd: number;
  readonly success_rate: number | null;
  readonly avg_confidence: number | null;
  /** Scans whose cost is unknown and therefore not in the total. */
  readonly unpriced_scans: number;
}

export interface DailySummary extends FiguresSummary {
  readonly version: 1;
  readonly date: string;
  readonly customer_id: string;
  readonly invoices_processed: number;
  readonly pages_processed: number;
  /** At most three, the most expensive first. */
  readonly high_cost_invoices: readonly CostlyInvoice[];
  readonly outliers: readonly OutlierSummary[];
}

export interface MonthlySummary extends FiguresSummary {
  readonly version: 1;
  readonly month: string;
  readonly customer_id: string;
  readonly invoices_processed: number;
  readonly pages_processed: number;
  readonly avg_cost_per_day: number;
  readonly avg_cost_per_invoice: number | null;
  readonly avg_pages_per_invoice: number | null;
  /** At most three, the most expensive first. */
  readonly top_invoices: readonly CostlyInvoice[];
}

export interface CustomerPeriodSummary extends FiguresSummary {
  readonly customer_id: string;
  readonly customer_name: string;
  /** `YYYY-MM-DD`, both inclusive. */
  readonly period_start: string;
  readonly period_end: string;
  readonly total_invoices: number;
  readonly total_pages: number;
  readonly avg_cost_per_invoice: number | null;
  readonly avg_pages_per_invoice: number | null;
  readonly max_cost_invoice: CostlyInvoice | null;
}

export interface CustomerSummary {
  readonly customer_id: string;
  readonly customer_name: string;
  readonly lifetime: CustomerPeriodSummary;
  /** Oldest first. */
  readonly months: readonly CustomerPeriodSummary[];
}

export function summarizeFigures(figures: Figures): FiguresSummary {
  return {
    total_tokens: figures.tokens,
    total_cost_usd: usdOf(figures.costNanoUsd),
    success_rate: rounded(calculateSuccessRate(figures)),
    avg_confidence: rounded(calculateAverageConfidence(figures)),
    unpriced_scans: figures.unpriced,
  };
}

export function summarizeAverages(figures: Figures) {
  return {
    avg_cost_per_invoice: roundedUsd(calculateAverageCost(figures)),
    avg_pages_per_invoice: rounded(calculateAveragePages(figures)),
  };
}

export interface DailySummaryParts {
  readonly date: string;
  readonly customerId: string;
  readonly figures: Figures;
  readonly highCostInvoices: readonly CostlyInvoice[];
  readonly outliers: readonly OutlierSummary[];
}

export function summarizeDay(parts: DailySummaryParts): DailySummary {
  return {
    version: 1,
    date: parts.date,
    customer_id: parts.customerId,
    invoices_processed: countProcessed(parts.figures),
    pages_processed: parts.figures.pages,
    ...summarizeFigures(parts.figures),
    high_cost_invoices: parts.highCostInvoices,
    outliers: parts.outliers,
  };
}

export interface MonthlySummaryParts {
  readonly month: string;
  readonly customerId: string;
  readonly figures: Figures;
  /** Of the whole month, since it has ended. */
  readonly days: number;
  readonly topInvoices: readonly CostlyInvoice[];
}

export function summarizeMonth(parts: MonthlySummaryParts): MonthlySummary {
  const { figures, days } = parts;
  return {
    version: 1,
    month: parts.month,
    customer_id: parts.customerId,
    invoices_processed: countProcessed(figures),
    pages_processed: figures.pages,
    ...summarizeFigures(figures),
    avg_cost_per_day: usdOf(Math.round(figures.costNanoUsd / days)),
    ...summarizeAverages(figures),
    top_invoices: parts.topInvoices,
  };
}

/** Six decimals: enough for a share or an average, and readable. */
export function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 1e6) / 1e6;
}

/** Half up to the nano-dollar. */
function roundedUsd(nanoUsd: number | undefined): number | null {
  return nanoUsd === undefined ? null : usdOf(Math.round(nanoUsd));
}
