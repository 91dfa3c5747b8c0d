/** Constructed figures for the texts of the stats: those of SPEC's examples, to be changed. */

import type { Outlier } from '../../../src/usage/outliers/outlier-search.ts';
import type { InvoiceUsageRecord } from '../../../src/usage/records/invoice-record.ts';
import { type Figures, NO_FIGURES, summarizeFigures } from '../../../src/usage/stats/figures.ts';
import type { InvoiceUsage } from '../../../src/usage/stats/invoice-search.ts';
import type { DayStats, MonthStats } from '../../../src/usage/stats/stats.ts';

export function createRecord(changes: Partial<InvoiceUsageRecord> = {}): InvoiceUsageRecord {
  return {
    invoice_id: 'INV-2024-12345',
    customer_id: 'CUST001',
    telegram_user_id: 4711,
    timestamp: '2026-02-06T09:00:12.500Z',
    page_count: 3,
    total_ocr_calls: 3,
    total_parsing_calls: 2,
    ocr_tokens: { prompt: 4500, output: 1301, total: 5801 },
    parsing_tokens: { prompt: 1200, output: 450, total: 1650 },
    total_tokens: 7451,
    ocr_cost_usd: 0.001087688,
    parsing_cost_usd: 0.00012375,
    total_cost_usd: 0.001211438,
    processing_time_seconds: 12.5,
    validation_status: 'ok',
    had_corrections: false,
    ocr_call_ids: [],
    scan_id: 'scan_1',
    outcome: 'saved',
    ...changes,
  };
}

export function createUsage(changes: Partial<InvoiceUsageRecord> = {}): InvoiceUsage {
  const record = createRecord(changes);
  return { scanId: record.scan_id ?? 'line-0', record };
}

export function createOutlier(changes: Partial<Outlier> = {}): Outlier {
  return {
    position: 0,
    record: createRecord({ page_count: 8, total_tokens: 45_678, total_cost_usd: 3.21 }),
    triggers: ['cost'],
    zScore: 2.5,
    tokensPerPage: 45_678 / 8,
    averageTokensPerPage: 3200,
    averagePages: 2.5,
    reasons: ['many_pages', 'many_line_items', 'poor_image'],
    ...changes,
  };
}

export function createDay(changes: Partial<Figures> = {}, date = '2026-02-06'): DayStats {
  const figures = {
    ...NO_FIGURES,
    saved: 12,
    pages: 31,
    tokens: 195_234,
    costNanoUsd: 12_450_000_000,
    processedCostNanoUsd: 12_450_000_000,
    processedPriced: 12,
    confidenceMicros: 12 * 912_000,
    scored: 12,
    ...changes,
  };
  return { date, figures, summary: summarizeFigures(figures) };
}

export function createMonth(changes: Partial<Figures> = {}, rest: Partial<MonthStats> = {}): MonthStats {
  const figures = {
    ...NO_FIGURES,
    saved: 245,
    pages: 623,
    tokens: 3_900_000,
    costNanoUsd: 257_410_000_000,
    processedCostNanoUsd: 257_410_000_000,
    processedPriced: 245,
    ...changes,
  };
  const topInvoices = [
    createUsage({ invoice_id: 'INV-2024-99999', total_cost_usd: 5.67, page_count: 15 }),
    createUsage({ invoice_id: 'INV-2024-88888', total_cost_usd: 4.32, page_count: 12 }),
    createUsage({ invoice_id: 'INV-2024-77777', total_cost_usd: 3.89, page_count: 10 }),
  ];
  return { month: '2026-02', figures, summary: summarizeFigures(figures), days: 28, topInvoices, ...rest };
}
