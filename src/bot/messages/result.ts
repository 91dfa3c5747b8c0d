/** What the user is told when a scan has ended. */
import { b, fmt } from '@grammyjs/parse-mode';
import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import type { Scan } from '../../scan/value/scan.ts';
import { countPages } from '../../scan/value/scan-files.ts';
import { eInvoiceFact, unreadableQrNote } from './e-invoice-notes.ts';
import { scanFailed } from './faults.ts';
import { creditHintList, findingList, invoiceFacts, STATUS_LABELS } from './invoice-facts.ts';
import { createMessage, joinSections, type Message, pluralize } from './message.ts';
import { formatSavedInvoice } from './review.ts';

/** Undefined where there is nothing to say: the pages went to another scan. */
export function scanResult(scan: Scan): Message | undefined {
  if (scan.state === 'saved' && scan.checked) return saved(scan, scan.checked);
  if (scan.state === 'duplicate') return discarded(scan);
  if (scan.state === 'failed') return scanFailed(scan);
  if (scan.state === 'cancelled') return cancelled(scan);
  return undefined;
}

function saved(scan: Scan, { invoice, findings, status, creditHints }: CheckedInvoice): Message {
  const facts = [
    ...invoiceFacts(invoice.header),
    `${pluralize(invoice.lines.length, 'line item')}, ${pluralize(countPages(scan), 'page')}`,
    `Validation: ${STATUS_LABELS[status]}`,
    eInvoiceFact(scan),
  ].filter((fact) => fact !== undefined);
  const sections = [
    findings.length > 0 ? findingList(findings) : undefined,
    creditHints.length > 0 ? creditHintList(creditHints) : undefined,
    unreadableQrNote(scan),
  ];
  return createMessage(
    joinSections(
      fmt`${b}✅ Invoice saved successfully!${b}

${facts.join('\n')}`,
      sections,
    ),
  );
}

function discarded({ discarded: end }: Scan): Message | undefined {
  if (!end) return undefined;
  const why = end.reason === 'user' ? 'Dropped' : 'Nobody answered, so this copy is dropped';
  return createMessage(`🗑 ${why}: the invoice stays saved once, ${formatSavedInvoice(end.duplicateOf)}.`);
}

function cancelled(scan: Scan): Message | undefined {
  const dropped = `${pluralize(countPages(scan), 'page')} dropped`;
  if (scan.cancelReason === 'joined') return undefined;
  if (scan.cancelReason === 'expired') {
    return createMessage(`🗑 Nobody finished this invoice, so its pages are deleted (${dropped}).`);
  }
  return createMessage(`🗑 Cancelled, ${dropped}. Send a page to start again.`);
}
