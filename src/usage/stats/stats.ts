/** Answers questions about usage from the projections; only a whole invoice is looked up in the ledger. */
import { countDays, firstDayOf, formatDay, parseDay, parseMonth } from '../calendar.ts';
import type { Outlier, OutlierSearch } from '../outliers/outlier-search.ts';
import type { Customer } from '../projections/customers.ts';
import type { ModelUsageRow } from '../projections/model-usage.ts';
import { EVERYONE } from '../projections/totals.ts';
import { EXPORT_COLUMNS, type ExportColumn } from '../records/export-columns.ts';
import type { InvoiceUsageRecord } from '../records/invoice-record.ts';
import type { SkippedLines, UsageStore } from '../usage-store.ts';
import { addRow } from './figure-rows.ts';
import {
  addFigures,
  type FigureSummary,
  type Figures,
  NO_FIGURES,
  SCAN_ROWS,
  summarizeFigures,
} from './figures.ts';
import { createInvoiceSearch, type InvoiceUsage } from './invoice-search.ts';

export interface DayStats {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly figures: Figures;
  readonly summary: FigureSummary;
}

export interface MonthStats {
  /** `YYYY-MM` */
  readonly month: string;
  readonly figures: Figures;
  readonly summary: FigureSummary;
  /** Calendar days of the month; of the running month, those so far. */
  readonly days: number;
  /** At most three, the most expensive first. */
  readonly topInvoices: readonly InvoiceUsage[];
}

/**
 * Everywhere: `customerId` undefined means all customers together; a date that is none, or without records, gives no figures
 * (`NO_FIGURES`).
 */
export interface UsageStats {
  day(date: string, customerId?: string): DayStats;
  month(month: string, customerId?: string): MonthStats;
  /** The last `days` days, oldest first, today last; days without records too. */
  history(days: number, customerId?: string): readonly DayStats[];
  /** 24 figures, by hour of the wall clock. Reads that day's part of the ledger. */
  hours(date: string, customerId?: string): Promise<readonly Figures[]>;
  /** Scans of that day that stand out, in the order of the ledger. Reads 30 days of the ledger when it is first asked. */
  outliers(date: string, customerId?: string): Promise<readonly Outlier[]>;
  /** By scan id or invoice number, in upper or lower case; newest first, at most 20. */
  invoices(query: string, customerId?: string): readonly InvoiceUsage[];
  /** The last line of the ledger. */
  newestInvoice(customerId?: string): InvoiceUsage | undefined;
  lifetime(customerId?: string): Pick<DayStats, 'figures' | 'summary'>;
  /** In which a spreadsheet shows `records`. */
  readonly exportColumns: readonly ExportColumn[];
  /** Every scan that counts in that month, in the order of the ledger, read as it is asked for. */
  records(month: string, customerId?: string): AsyncGenerator<InvoiceUsageRecord>;
  /** In the order in which they first appeared. */
  customerIds(): readonly string[];
  /** Per model and operation. Waits until all calls are counted, which only takes time after a start without snapshot. */
  models(month: string, customerId?: string): Promise<readonly ModelUsageRow[]>;
  skipped(): SkippedLines;
  today(): string;
}

const MAX_INVOICES = 20;
const NOTHING = { figures: NO_FIGURES, summary: summarizeFigures(NO_FIGURES) };

export interface UsageStatsOptions {
  readonly store: UsageStore;
  /** Absent: outliers are not looked for. */
  readonly outlierSearch?: OutlierSearch | undefined;
  readonly now: () => Date;
}

export function createUsageStats({ store, outlierSearch, now }: UsageStatsOptions): UsageStats {
  const { calendar, invoices, models } = store;
  const { totals, topInvoices, customers } = invoices;
  const search = createInvoiceSearch(store);
  const today = () => calendar.dayOf(now().getTime());

  function customerOf(customerId: string | undefined): Customer | undefined {
    return customerId === undefined ? customers.everyone() : customers.find(customerId);
  }

  function customerNoOf(customerId: string | undefined): number {
    return customerId === undefined ? EVERYONE : (customers.find(customerId)?.customerNo ?? -1);
  }

  function dayStats(day: number, customerId: string | undefined): DayStats {
    const figures = totals.day(day, customerNoOf(customerId)) ?? NO_FIGURES;
    return { date: formatDay(day), figures, summary: summarizeFigures(figures) };
  }

  return {
    day: (date, customerId) => {
      const day = parseDay(date);
      return day === undefined ? { date, ...NOTHING } : dayStats(day, customerId);
    },

    month(month, customerId) {
      const number = parseMonth(month);
      if (number === undefined) return { month, ...NOTHING, days: 0, topInvoices: [] };
      const customerNo = customerNoOf(customerId);
      const daysSoFar = today() - firstDayOf(number) + 1;
      const figures = totals.month(number, customerNo) ?? NO_FIGURES;
      return {
        month,
        figures,
        summary: summarizeFigures(figures),
        days: Math.max(1, Math.min(countDays(number), daysSoFar)),
        topInvoices: topInvoices.positions(number, customerNo).flatMap((at) => search.at(at) ?? []),
      };
    },

    history: (days, customerId) =>
      Array.from({ length: days }, (_, ago) => dayStats(today() - days + 1 + ago, customerId)),

    async hours(date, customerId) {
      const day = parseDay(date);
      const entries = day === undefined ? [] : await store.readDays(new Set([day]));
      const hours = new Float64Array(24 * SCAN_ROWS.width);
      const row = new Float64Array(SCAN_ROWS.width);
      for (const entry of entries) {
        if (customerId !== undefined && entry.customerId !== customerId) continue;
        SCAN_ROWS.fill(row, entry);
        addRow(hours, calendar.hourOf(entry.atMs) * SCAN_ROWS.width, row, 1);
      }
      return Array.from({ length: 24 }, (_, hour) => SCAN_ROWS.read(hours, hour * SCAN_ROWS.width));
    },

    async outliers(date, customerId) {
      const day = parseDay(date);
      const found: Outlier[] = [];
      if (day === undefined || outlierSearch === undefined) return found;
      for (const { id, customerNo } of customers.all()) {
        if (customerId !== undefined && customerId !== id) continue;
        if (totals.day(day, customerNo)) found.push(...(await outlierSearch.find(day, customerNo)));
      }
      return found.sort((a, b) => a.position - b.position);
    },

    invoices: (query, customerId) =>
      search
        .find(query.trim())
        .filter(({ record }) => customerId === undefined || record.customer_id === customerId)
        .slice(0, MAX_INVOICES),

    newestInvoice(customerId) {
      const customer = customerOf(customerId);
      return customer && search.at(customer.newestPosition);
    },

    lifetime(customerId) {
      const customer = customerOf(customerId);
      let sum = NO_FIGURES;
      for (let month = customer?.firstMonth ?? 1; month <= (customer?.lastMonth ?? 0); month++) {
        sum = addFigures(sum, totals.month(month, customer?.customerNo ?? EVERYONE) ?? NO_FIGURES);
      }
      return { figures: sum, summary: summarizeFigures(sum) };
    },

    exportColumns: EXPORT_COLUMNS,

    async *records(month, customerId) {
      const number = parseMonth(month);
      if (number === undefined) return;
      const first = firstDayOf(number);
      const days = new Set(Array.from({ length: countDays(number) }, (_, index) => first + index));
      for (const { position, customerId: owner } of await store.readDays(days)) {
        if (customerId !== undefined && owner !== customerId) continue;
        const found = search.at(position);
        if (found) yield found.record;
      }
    },

    customerIds: () => customers.all().map(({ id }) => id),

    async models(month, customerId) {
      await store.modelsSettled();
      return models.rows(parseMonth(month) ?? 0, customerId);
    },

    skipped: store.skipped,
    today: () => formatDay(today()),
  };
}
