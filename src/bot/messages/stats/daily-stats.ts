/** The answer to /daily_stats: what a day's invoices took and cost, and which stood out. */
import type { Outlier } from '../../../usage/outliers/outlier-search.ts';
import type { DayStats } from '../../../usage/stats/stats.ts';
import { createMessage, type Message } from '../message.ts';
import { formatTotalCost } from './cost-lines.ts';
import { formatCount, formatCounted, formatPercent, formatRecordUsd } from './number-formats.ts';
import { formatInvoiceName, formatLongDate, formatSection, joinBlocks } from './stats-text.ts';

/** More are counted, not listed. */
const MAX_OUTLIERS = 10;

export function dailyStats(day: DayStats, outliers: readonly Outlier[]): Message {
  const { figures, summary } = day;
  const { successRate, averageConfidence } = summary;
  return createMessage(
    joinBlocks(
      `📊 Daily Summary: ${formatLongDate(day.date)}`,
      [
        `Invoices: ${formatCount(summary.processed)}`,
        `Pages: ${formatCount(figures.pages)}`,
        `Tokens: ${formatCount(figures.tokens)}`,
        `Cost: ${formatTotalCost(day)}`,
      ].join('\n'),
      ...formatSection('Quality:', [
        successRate === undefined ? undefined : `Success Rate: ${formatPercent(successRate)}`,
        averageConfidence === undefined ? undefined : `Avg Confidence: ${formatPercent(averageConfidence)}`,
      ]),
      ...formatSection('⚠️ Outliers Detected:', outlierLines(outliers)),
    ),
  );
}

function outlierLines(outliers: readonly Outlier[]): string[] {
  const shown = outliers.slice(0, MAX_OUTLIERS).map(outlierLine);
  const rest = outliers.length - shown.length;
  return rest > 0 ? [...shown, `… and ${formatCount(rest)} more`] : shown;
}

/** Names what made it stand out: its cost, or else its tokens. */
function outlierLine({ record, triggers }: Outlier): string {
  const what = triggers.includes('cost')
    ? formatRecordUsd(record.total_cost_usd)
    : `${formatCount(record.total_tokens)} tokens`;
  return `${formatInvoiceName(record.invoice_id)}: ${what} (${formatCounted(record.page_count, 'page')})`;
}
