/** Which chart goes with a day, and which with a month. */
import type { Figures } from '../usage/figures.ts';
import type { DayStats, UsageStats } from '../usage/stats.ts';
import type { ChartPoint, UsageChart } from '../usage/usage-chart.ts';
import { formatLongDate, formatLongMonth } from './messages/stats/stats-text.ts';

/** By hour of the wall clock. */
export function createDayChart(date: string, hours: readonly Figures[]): UsageChart {
  const points = hours.map((figures, hour) => toPoint(String(hour).padStart(2, '0'), figures));
  return { title: `${formatLongDate(date)}, by hour`, points };
}

/** By day, as far as the month has come. */
export function createMonthChart(month: string, days: readonly DayStats[]): UsageChart {
  const points = days.map(({ date, figures }) => toPoint(String(Number(date.slice(8))), figures));
  return { title: `${formatLongMonth(month)}, by day`, points };
}

/** Every day of a month up to today. */
export function daysOfMonth(
  stats: UsageStats,
  month: string,
  customerId: string | undefined,
): readonly DayStats[] {
  const days = Array.from({ length: 31 }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
  const isDay = (date: string) => date <= stats.today() && new Date(date).toISOString().startsWith(date);
  return days
    .filter((date) => !Number.isNaN(Date.parse(date)) && isDay(date))
    .map((date) => stats.day(date, customerId));
}

function toPoint(label: string, { saved, duplicate, failed, costNanoUsd }: Figures): ChartPoint {
  return { label, invoices: saved + duplicate + failed, costNanoUsd };
}
