/** The answer to /monthly_stats: what a month's invoices cost, on average and at most. */
import type { InvoiceUsage } from '../../../usage/stats/invoice-search.ts';
import type { MonthStats } from '../../../usage/stats/stats.ts';
import { createMessage, type Message } from '../message.ts';
import { formatTotalCost } from './cost-lines.ts';
import { formatAverage, formatCount, formatCounted, formatRecordUsd, formatUsd } from './number-formats.ts';
import { formatInvoiceName, formatLongMonth, formatSection, joinBlocks } from './stats-text.ts';

export function monthlyStats(month: MonthStats): Message {
  const { figures, summary } = month;
  return createMessage(
    joinBlocks(
      `📊 Monthly Summary: ${formatLongMonth(month.month)}`,
      [
        `Invoices: ${formatCount(summary.processed)}`,
        `Pages: ${formatCount(figures.pages)}`,
        `Total Cost: ${formatTotalCost(month)}`,
      ].join('\n'),
      ...formatSection('Averages:', averageLines(month)),
      ...topInvoicesSection(month.topInvoices),
    ),
  );
}

function averageLines({ figures, summary, days }: MonthStats): string[] {
  const { averagePages, averageCostNanoUsd } = summary;
  if (averagePages === undefined) return [];
  const isPriced = figures.unpriced < summary.scans;
  return [
    `Per Day: ${formatUsd(isPriced ? figures.costNanoUsd / days : undefined)}`,
    `Per Invoice: ${formatUsd(averageCostNanoUsd)}`,
    `Pages Per Invoice: ${formatAverage(averagePages)}`,
  ];
}

/** Invoices that cost nothing are not expensive. */
function topInvoicesSection(invoices: readonly InvoiceUsage[]): string[] {
  const top = invoices.filter(({ record }) => (record.total_cost_usd ?? 0) > 0);
  if (top.length === 0) return [];
  const lines = top.map(({ record }, index) => {
    const pages = formatCounted(record.page_count, 'page');
    const cost = formatRecordUsd(record.total_cost_usd);
    return `${index + 1}. ${formatInvoiceName(record.invoice_id)}: ${cost} (${pages})`;
  });
  const title = top.length === 1 ? 'Most Expensive Invoice:' : `Top ${top.length} Expensive Invoices:`;
  return [[title, ...lines].join('\n')];
}
