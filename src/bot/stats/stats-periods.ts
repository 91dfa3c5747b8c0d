/** The days and months before and after one, as far as there are records. */
import type { UsageStats } from '../../usage/stats/stats.ts';

/** Days without records that are passed over; beyond them one types the day. */
const MAX_DAYS = 400;
const MAX_MONTHS = 60;

export interface Neighbours {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function findNeighbourDays(
  stats: UsageStats,
  date: string,
  customerId: string | undefined,
): Neighbours {
  const hasRecords = (day: string) => stats.day(day, customerId).summary.scans > 0;
  const find = (step: 1 | -1) =>
    findNext(hasRecords, MAX_DAYS, (count) => shiftDay(date, step * count), stats.today());
  return { before: find(-1), after: find(1) };
}

export function findNeighbourMonths(
  stats: UsageStats,
  month: string,
  customerId: string | undefined,
): Neighbours {
  const hasRecords = (other: string) => stats.month(other, customerId).summary.scans > 0;
  const last = stats.today().slice(0, 7);
  const find = (step: 1 | -1) =>
    findNext(hasRecords, MAX_MONTHS, (count) => shiftMonth(month, step * count), last);
  return { before: find(-1), after: find(1) };
}

function findNext(
  hasRecords: (period: string) => boolean,
  maxSteps: number,
  at: (count: number) => string,
  last: string,
): string | undefined {
  for (let count = 1; count <= maxSteps; count++) {
    const period = at(count);
    if (period > last) return undefined;
    if (hasRecords(period)) return period;
  }
  return undefined;
}

function shiftDay(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

function shiftMonth(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}
