/** The question which of several scans of one invoice number is meant. */
import type { InvoiceUsage } from '../../../usage/stats/invoice-search.ts';
import { createMessage, type Message } from '../message.ts';
import { formatCount, formatRecordUsd } from './number-formats.ts';
import { formatInvoiceName } from './stats-text.ts';

/** `usages`: two or more, newest first. */
export function scanChoice(usages: readonly InvoiceUsage[], timeZone: string): Message {
  const name = formatInvoiceName(usages[0]?.record.invoice_id ?? '');
  const lines = usages.map(({ record }, index) => {
    const cost = formatRecordUsd(record.total_cost_usd);
    return `${index + 1}. ${formatEnd(record.timestamp, timeZone)}, ${record.outcome ?? 'saved'}: ${cost}`;
  });
  return createMessage(
    `📊 ${name} was scanned ${formatCount(usages.length)} times, newest first. Which one?\n\n${lines.join('\n')}`,
  );
}

/** As the user's clock showed it; as written where that can't be told. */
function formatEnd(timestamp: string, timeZone: string): string {
  const isZoned = /(?:Z|[+-]\d\d:\d\d)$/.test(timestamp);
  const at = new Date(isZoned ? timestamp : `${timestamp}Z`);
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return format.format(at);
}
