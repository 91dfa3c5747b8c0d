/** Writes the summary files as periods close and as late records change them, or all of them anew. */
import { setImmediate as otherWork } from 'node:timers/promises';
import { firstDayOf, monthOf } from '../calendar.ts';
import { BASELINE_DAYS } from '../outliers/outliers.ts';
import type { Customer } from '../projections/customers.ts';
import type { Place } from '../projections/totals.ts';
import type { DayScans } from '../stats/day-scans.ts';
import type { UsageStore } from '../usage-store.ts';
import type { Summarizer } from './summarizer.ts';
import type { SummaryFiles } from './summary-files.ts';

export interface UsageSummariesOptions {
  readonly store: UsageStore;
  readonly summarizer: Summarizer;
  readonly dayScans: DayScans;
  readonly files: SummaryFiles;
  /** ENABLE_SUMMARY_GENERATION: lines per day and month. */
  readonly hasPeriods: boolean;
  /** ENABLE_CUSTOMER_AGGREGATION: the file of customers. */
  readonly hasCustomers: boolean;
  /** Whether lines name outliers: then a late record changes those of the 29 days after it, too. */
  readonly hasOutliers: boolean;
  readonly now: () => Date;
}

export interface UsageSummaries {
  /** Something counts or no longer counts there. */
  note(place: Place): void;
  /** Writes what is due: periods that have closed, lines that late records have changed, customers. One call at a time. */
  update(): Promise<void>;
  /** Writes all files anew from the ledger. */
  rebuild(): Promise<void>;
}

export function createUsageSummaries(options: UsageSummariesOptions): UsageSummaries {
  const { store, summarizer, dayScans, files, hasPeriods, hasCustomers, hasOutliers, now } = options;
  const { totals, customers, dayRanges } = store.invoices;
  /** Customers by day, and by number, in which something changed since the last update. */
  let changedDays = new Map<number, Set<number>>();
  let changedCustomers = new Set<number>();
  const customerJson = new Map<number, string>();

  const yesterday = () => store.calendar.dayOf(now().getTime()) - 1;

  /** Customers that have records on a day, or in a month. */
  function present(period: number, kind: 'day' | 'month'): readonly Customer[] {
    return customers.all().filter(({ customerNo }) => totals[kind](period, customerNo) !== undefined);
  }

  async function* dayLines(days: readonly number[]): AsyncGenerator<string> {
    for (const day of days) {
      for (const customer of present(day, 'day')) {
        yield JSON.stringify(await summarizer.day(day, customer));
        await otherWork();
      }
    }
  }

  /** Days come in order, so that each part of the ledger is read once; whole months together, should the ledger be out of order. */
  async function* allDayLines(until: number): AsyncGenerator<string> {
    const days = dayRanges.days().filter((day) => day <= until);
    for (const month of new Set(days.map(monthOf))) {
      const ofMonth = days.filter((day) => monthOf(day) === month);
      await dayScans.load(ofMonth);
      yield* dayLines(ofMonth);
    }
  }

  async function* monthLines(months: Iterable<number>): AsyncGenerator<string> {
    for (const month of months) {
      for (const customer of present(month, 'month')) {
        yield JSON.stringify(summarizer.month(month, customer));
        await otherWork();
      }
    }
  }

  /** Months that had ended by the end of `until`. */
  function endedMonths(until: number): number[] {
    const months = [...new Set(dayRanges.days().map(monthOf))];
    return months.filter((month) => firstDayOf(month + 1) - 1 <= until);
  }

  async function rewritePeriods(until: number): Promise<void> {
    if (dayRanges.days().length === 0) return;
    await files.replace('daily_summaries.jsonl', allDayLines(until));
    await files.replace('monthly_summaries.jsonl', monthLines(endedMonths(until)));
  }

  async function closePeriods(closed: number, until: number): Promise<void> {
    const days = dayRanges.days().filter((day) => day > closed && day <= until);
    const months = endedMonths(until).filter((month) => firstDayOf(month + 1) - 1 > closed);
    await files.append('daily_summaries.jsonl', await collect(dayLines(days)));
    await files.append('monthly_summaries.jsonl', await collect(monthLines(months)));
  }

  /** A customer whose records have all moved away gets a line of zeros. */
  async function rewriteChanged(
    changes: ReadonlyMap<number, ReadonlySet<number>>,
    closed: number,
  ): Promise<void> {
    const daily = new Map<string, () => Promise<object>>();
    const monthly = new Map<string, () => object>();
    for (const [day, customerNos] of changes) {
      if (day > closed) continue;
      for (const customer of customers.all().filter(({ customerNo }) => customerNos.has(customerNo))) {
        for (const each of affectedDays(day, customer, closed)) {
          daily.set(`${each} ${customer.id}`, () => summarizer.day(each, customer));
        }
        const month = monthOf(day);
        if (firstDayOf(month + 1) - 1 > closed) continue;
        monthly.set(`${month} ${customer.id}`, () => summarizer.month(month, customer));
      }
    }
    const dailyLines: string[] = [];
    for (const summarize of daily.values()) dailyLines.push(JSON.stringify(await summarize()));
    await files.append('daily_summaries.jsonl', dailyLines);
    await files.append(
      'monthly_summaries.jsonl',
      [...monthly.values()].map((summarize) => JSON.stringify(summarize())),
    );
  }

  function affectedDays(day: number, { customerNo }: Customer, closed: number): number[] {
    const count = hasOutliers ? BASELINE_DAYS : 1;
    const days = Array.from({ length: count }, (_, after) => day + after);
    return days.filter(
      (each) => each === day || (each <= closed && totals.day(each, customerNo) !== undefined),
    );
  }

  async function updatePeriods(): Promise<void> {
    const until = yesterday();
    const closed = store.closedThroughDay;
    const changes = changedDays;
    changedDays = new Map();
    try {
      if (closed === undefined) {
        await rewritePeriods(until);
      } else {
        await rewriteChanged(changes, closed);
        await closePeriods(closed, until);
      }
      store.closedThroughDay = Math.max(until, closed ?? until);
    } catch (error) {
      for (const [day, customerNos] of changes) for (const no of customerNos) noteDay(day, no);
      throw error;
    }
  }

  async function updateCustomers(): Promise<void> {
    const isFirst = customerJson.size === 0;
    const changes = changedCustomers;
    changedCustomers = new Set();
    if (customers.all().length === 0 || (!isFirst && changes.size === 0)) return;
    try {
      for (const customer of customers.all()) {
        if (customerJson.has(customer.customerNo) && !changes.has(customer.customerNo)) continue;
        customerJson.set(customer.customerNo, JSON.stringify(summarizer.customer(customer)));
        await otherWork();
      }
      await files.replaceCustomers([...customerJson.values()], now());
    } catch (error) {
      for (const customerNo of changes) changedCustomers.add(customerNo);
      throw error;
    }
  }

  function noteDay(day: number, customerNo: number): void {
    changedDays.set(day, (changedDays.get(day) ?? new Set()).add(customerNo));
  }

  return {
    note({ day, customerNo }) {
      if (hasPeriods) noteDay(day, customerNo);
      changedCustomers.add(customerNo);
    },
    async update() {
      if (hasPeriods) await updatePeriods();
      if (hasCustomers) await updateCustomers();
    },
    async rebuild() {
      await rewritePeriods(yesterday());
      customerJson.clear();
      await updateCustomers();
    },
  };
}

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const collected: string[] = [];
  for await (const line of lines) collected.push(line);
  return collected;
}
