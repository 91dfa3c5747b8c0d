/** Answers to stats commands that have no figures to show. */
import { createMessage, type Message } from '../message.ts';
import { formatCounted } from './number-formats.ts';
import { formatInvoiceName, formatLongDate, formatLongMonth } from './stats-text.ts';

const USAGE_LINES = {
  invoice_stats: 'Usage: /invoice_stats [invoice no or scan id]\nExample: /invoice_stats INV-2024-12345',
  daily_stats: 'Usage: /daily_stats [YYYY-MM-DD]\nExample: /daily_stats 2026-02-06',
  monthly_stats: 'Usage: /monthly_stats [YYYY-MM]\nExample: /monthly_stats 2026-02',
} as const;

export function statsUsage(command: keyof typeof USAGE_LINES): Message {
  return createMessage(USAGE_LINES[command]);
}

export function trackingOff(): Message {
  return createMessage(
    'Nothing is recorded, because usage tracking is off. To switch it on, set ENABLE_USAGE_TRACKING=true and ENABLE_INVOICE_LEVEL_TRACKING=true and restart the bot.',
  );
}

export function nothingRecorded(): Message {
  return createMessage('Nothing is recorded yet. Usage tracking is on: the next invoice will show up here.');
}

export function nothingOnDay(date: string): Message {
  return createMessage(`Nothing is recorded for ${formatLongDate(date)}.`);
}

export function nothingInMonth(month: string): Message {
  return createMessage(`Nothing is recorded for ${formatLongMonth(month)}.`);
}

export function invoiceNotFound(query: string): Message {
  return createMessage(
    `Nothing is recorded for ${formatInvoiceName(query)}.\n\n${USAGE_LINES.invoice_stats}`,
  );
}

/** Under a document with scans. */
export function exportCaption(found: {
  readonly month: string;
  readonly recordCount: number;
  readonly isWhole: boolean;
}): string {
  const count = formatCounted(found.recordCount, 'scan');
  const rest = found.isWhole
    ? ''
    : '; later ones had no room in a file that Telegram takes: see invoice_usage.jsonl';
  return `${count} of ${formatLongMonth(found.month)}${rest}`;
}

export function statsUnavailable(): Message {
  return createMessage(
    "The usage records can't be read just now. Scanning is not affected; please try again in a minute.",
  );
}

export function staleScanButton(): string {
  return 'This scan is not in the usage records any more.';
}
