/** Works the summaries out from the projections, and from the ledger where invoices are named. */
import { countDays, firstDayOf, formatDay, formatMonth } from '../calendar.ts';
import { nanoUsdOf } from '../nano-usd.ts';
import type { Outlier, OutlierSearch } from '../outliers/outlier-search.ts';
import type { Customer } from '../projections/customers.ts';
import { readCountedRecord } from '../records/invoice-lines.ts';
import type { InvoiceUsageRecord } from '../records/invoice-record.ts';
import type { DayScans } from '../stats/day-scans.ts';
import { addFigures, NO_FIGURES } from '../stats/figures.ts';
import type { UsageStore } from '../usage-store.ts';
import {
  type CostlyInvoice,
  type CustomerPeriodSummary,
  type CustomerSummary,
  type DailySummary,
  type MonthlySummary,
  type OutlierSummary,
  rounded,
  summarizeAverages,
  summarizeDay,
  summarizeFigures,
  summarizeMonth,
} from './summary-records.ts';

export interface SummarizerOptions {
  readonly store: UsageStore;
  readonly dayScans: DayScans;
  /** Absent: outliers are not looked for. */
  readonly outlierSearch: OutlierSearch | undefined;
  readonly customerName: (customerId: string) => string;
}

/** A customer without records in a period has figures of 0 there. */
export interface Summarizer {
  day(day: number, customer: Customer): Promise<DailySummary>;
  month(month: number, customer: Customer): MonthlySummary;
  customer(customer: Customer): CustomerSummary;
}

const HIGH_COST_COUNT = 3;

export function createSummarizer(options: SummarizerOptions): Summarizer {
  const { store, dayScans, outlierSearch, customerName } = options;
  const { totals, topInvoices } = store.invoices;

  function recordAt(position: number): InvoiceUsageRecord | undefined {
    return readCountedRecord(store.readLine(position) ?? '');
  }

  function costlyInvoices(positions: readonly number[]): CostlyInvoice[] {
    return positions.flatMap((position) => {
      const record = recordAt(position);
      return record ? [costlyInvoiceOf(record)] : [];
    });
  }

  async function highCostInvoices(day: number, customerNo: number): Promise<CostlyInvoice[]> {
    await dayScans.load([day]);
    const priced = dayScans
      .of(day, customerNo)
      .filter(({ outcome, costNanoUsd }) => outcome !== 'cancelled' && costNanoUsd !== undefined)
      .toSorted((a, b) => (b.costNanoUsd ?? 0) - (a.costNanoUsd ?? 0) || a.position - b.position);
    return costlyInvoices(priced.slice(0, HIGH_COST_COUNT).map(({ position }) => position));
  }

  function monthsOf({ firstMonth, lastMonth, customerNo }: Customer): number[] {
    const count = Math.max(0, lastMonth - firstMonth + 1);
    const months = Array.from({ length: count }, (_, index) => firstMonth + index);
    return months.filter((month) => totals.month(month, customerNo) !== undefined);
  }

  function period(customer: Customer, months: readonly number[]): CustomerPeriodSummary {
    const { id, customerNo } = customer;
    const figures = months
      .map((month) => totals.month(month, customerNo) ?? NO_FIGURES)
      .reduce(addFigures, NO_FIGURES);
    const costliest = costlyInvoices(
      months.flatMap((month) => topInvoices.positions(month, customerNo).slice(0, 1)),
    );
    const max = costliest.reduce<CostlyInvoice | null>(
      (most, invoice) => (most === null || invoice.cost_usd > most.cost_usd ? invoice : most),
      null,
    );
    const [first = customer.firstMonth, last = first] = [months.at(0), months.at(-1)];
    return {
      customer_id: id,
      customer_name: customerName(id),
      period_start: formatDay(firstDayOf(first)),
      period_end: formatDay(firstDayOf(last + 1) - 1),
      total_invoices: figures.saved + figures.duplicate + figures.failed,
      total_pages: figures.pages,
      ...summarizeFigures(figures),
      ...summarizeAverages(figures),
      max_cost_invoice: max,
    };
  }

  return {
    async day(day, { id, customerNo }) {
      const outliers = (await outlierSearch?.find(day, customerNo)) ?? [];
      return summarizeDay({
        date: formatDay(day),
        customerId: id,
        highCostInvoices: await highCostInvoices(day, customerNo),
        outliers: outliers.map(summarizeOutlier),
        figures: totals.day(day, customerNo) ?? NO_FIGURES,
      });
    },

    month: (month, { id, customerNo }) =>
      summarizeMonth({
        month: formatMonth(month),
        customerId: id,
        figures: totals.month(month, customerNo) ?? NO_FIGURES,
        days: countDays(month),
        topInvoices: costlyInvoices(topInvoices.positions(month, customerNo)),
      }),

    customer(customer) {
      const months = monthsOf(customer);
      return {
        customer_id: customer.id,
        customer_name: customerName(customer.id),
        lifetime: period(customer, months),
        months: months.map((month) => period(customer, [month])),
      };
    },
  };
}

function costlyInvoiceOf({ invoice_id, total_cost_usd, page_count }: InvoiceUsageRecord): CostlyInvoice {
  return { invoice_id, cost_usd: nanoUsdOf(total_cost_usd ?? 0) / 1e9, pages: page_count };
}

function summarizeOutlier({ record, triggers, zScore, reasons }: Outlier): OutlierSummary {
  return {
    invoice_id: record.invoice_id,
    cost_usd: record.total_cost_usd ?? null,
    pages: record.page_count,
    tokens: record.total_tokens,
    triggers,
    z_score: rounded(zScore),
    reasons,
  };
}
