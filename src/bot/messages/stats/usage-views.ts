/** The texts of Usage & Stats: menu, quick, detailed, and the last 30 days. */
import type { ModelUsageRow } from '../../../usage/projections/model-usage.ts';
import type { DayStats, MonthStats } from '../../../usage/stats/stats.ts';
import { createMessage, type Message } from '../message.ts';
import { formatTotalCost } from './cost-lines.ts';
import { formatCount, formatCounted, formatPercent, formatSeconds, formatUsd } from './number-formats.ts';
import { formatInvoiceName, formatLongMonth, formatSection, joinBlocks } from './stats-text.ts';

const OPERATIONS = {
  ocr: 'Reading pages',
  parse_header: 'Header',
  parse_lines: 'Line items',
  repair: 'Second look',
} as const satisfies Record<ModelUsageRow['operation'], string>;

/** More rows are counted, not listed. */
const MAX_ROWS = 15;

export function usageMenu(customer: string): Message {
  return createMessage(
    `📊 Usage & Stats: ${formatInvoiceName(customer)}\n\nWhat would you like to see? CSV and JSON hold every scan of this month.`,
  );
}

export function chooseCustomer(): Message {
  return createMessage('👥 Whose usage?');
}

export interface QuickFigures {
  readonly customer: string;
  readonly today: DayStats;
  readonly month: MonthStats;
  readonly lifetime: Pick<DayStats, 'figures' | 'summary'>;
}

export function quickStats({ customer, today, month, lifetime }: QuickFigures): Message {
  const { successRate } = month.summary;
  return createMessage(
    joinBlocks(
      `⚡ Usage: ${formatInvoiceName(customer)}`,
      ...formatSection('Today:', linesOf(today)),
      ...formatSection(`${formatLongMonth(month.month)}:`, [
        ...linesOf(month),
        successRate === undefined ? undefined : `Success Rate: ${formatPercent(successRate)}`,
      ]),
      ...formatSection('All time:', [
        ...linesOf(lifetime),
        `Tokens: ${formatCount(lifetime.figures.tokens)}`,
      ]),
    ),
  );
}

function linesOf(stats: Pick<DayStats, 'figures' | 'summary'>): string[] {
  return [
    `Invoices: ${formatCount(stats.summary.processed)}`,
    `Pages: ${formatCount(stats.figures.pages)}`,
    `Cost: ${formatTotalCost(stats)}`,
  ];
}

export interface DetailedFigures {
  readonly customer: string;
  /** `YYYY-MM` */
  readonly month: string;
  readonly rows: readonly ModelUsageRow[];
  /** Damaged lines of the ledgers, of all customers. */
  readonly skippedLines: number;
}

export function detailedStats({ customer, month, rows, skippedLines }: DetailedFigures): Message {
  const shown = rows.slice(0, MAX_ROWS);
  const models = [...new Set(shown.map(({ modelName }) => modelName))];
  const rest = rows.length - shown.length;
  return createMessage(
    joinBlocks(
      `🔬 Usage in detail: ${formatInvoiceName(customer)}, ${formatLongMonth(month)}`,
      ...(rows.length === 0 ? ['No calls are recorded.'] : []),
      ...models.flatMap((model) =>
        formatSection(
          formatInvoiceName(model),
          shown.filter(({ modelName }) => modelName === model).map(operationLine),
        ),
      ),
      ...(rest > 0 ? [`… and ${formatCount(rest)} more`] : []),
      ...formatSection('Not certain:', doubtLines(rows, skippedLines)),
    ),
  );
}

function operationLine(row: ModelUsageRow): string {
  const isPriced = row.unpriced < row.calls;
  const parts = [
    formatCounted(row.calls, 'call'),
    `${formatCount(row.totalTokens)} tokens`,
    formatUsd(isPriced ? row.costNanoUsd : undefined),
    ...(row.p50Ms === undefined ? [] : [`p50 ${formatSeconds(row.p50Ms / 1000)}`]),
    ...(row.p95Ms === undefined ? [] : [`p95 ${formatSeconds(row.p95Ms / 1000)}`]),
    ...(row.retries > 0 ? [`${formatCount(row.retries)} retried`] : []),
    ...(row.error > 0 ? [`${formatCount(row.error)} failed`] : []),
    ...(row.aborted > 0 ? [`${formatCount(row.aborted)} aborted`] : []),
  ];
  return `${OPERATIONS[row.operation]}: ${parts.join(', ')}`;
}

function doubtLines(rows: readonly ModelUsageRow[], skippedLines: number): (string | undefined)[] {
  const sum = (count: (row: ModelUsageRow) => number) => rows.reduce((total, row) => total + count(row), 0);
  const [unpriced, estimated] = [sum((row) => row.unpriced), sum((row) => row.estimated)];
  return [
    unpriced > 0 ? `Unpriced calls: ${formatCount(unpriced)}` : undefined,
    estimated > 0 ? `Estimated calls: ${formatCount(estimated)}` : undefined,
    skippedLines > 0 ? `Skipped lines: ${formatCount(skippedLines)}` : undefined,
  ];
}

/** `days` oldest first; days without records are left out. */
export function historyStats(customer: string, days: readonly DayStats[]): Message {
  const lines = days
    .filter(({ summary }) => summary.scans > 0)
    .reverse()
    .map(
      (day) =>
        `${shortDay(day.date)}: ${formatCounted(day.summary.processed, 'invoice')}, ${formatTotalCost(day)}`,
    );
  const title = `📅 Last ${days.length} days: ${formatInvoiceName(customer)}`;
  return createMessage(
    joinBlocks(title, ...(lines.length === 0 ? ['Nothing is recorded.'] : [bullets(lines)])),
  );
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `• ${line}`).join('\n');
}

function shortDay(date: string): string {
  return SHORT_DAY.format(Date.parse(date));
}

const SHORT_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
