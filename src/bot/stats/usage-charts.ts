/** Which chart goes with a day, and which with a month. */
import type { Figures } from '../../usage/stats/figures.ts';
import type { MonthStats, UsageStats } from '../../usage/stats/stats.ts';
import type { ChartPoint, UsageChart } from '../../usage/stats/usage-chart.ts';
import { formatLongDate, formatLongMonth } from '../messages/stats/stats-text.ts';

/** By hour of the wall clock. Reads that day's part of the ledger. */
export async function createDayChart(
  stats: UsageStats,
  date: string,
  customerId: string | undefined,
): Promise<UsageChart> {
  const hours = await stats.hours(date, customerId);
  const points = hours.map((figures, hour) => toPoint(String(hour).padStart(2, '0'), figures));
  return { title: `${formatLongDate(date)}, by hour`, points };
}

/** By day, as far as the month has come. */
export function createMonthChart(
  stats: UsageStats,
  month: MonthStats,
  customerId: string | undefined,
): UsageChart {
  const points = Array.from({ length: month.days }, (_, index) => {
    const day = String(index + 1).padStart(2, '0');
    return toPoint(String(index + 1), stats.day(`${month.month}-${day}`, customerId).figures);
  });
  return { title: `${formatLongMonth(month.month)}, by day`, points };
}

function toPoint(label: string, { saved, duplicate, failed, costNanoUsd }: Figures): ChartPoint {
  return { label, invoices: saved + duplicate + failed, costNanoUsd };
}
