/** What the user is told when a scan has ended. */
import { b, fmt } from '@grammyjs/parse-mode';
import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import type { CancelledScan, DuplicateScan, Scan } from '../../scan/value/scan.ts';
import { countPages } from '../../scan/value/scan-files.ts';
import { eInvoiceFact, unreadableQrNote } from './e-invoice-notes.ts';
import { scanFailed } from './faults.ts';
import { creditHintList, findingList, invoiceFacts, STATUS_LABELS } from './invoice-facts.ts';
import { createMessage, joinSections, type Message, pluralize } from './message.ts';
import { formatSavedInvoice } from './review.ts';

/** Undefined where there is nothing to say: the pages went to another scan. */
export function scanResult(scan: Scan): Message | undefined {
  if (scan.state === 'saved') return saved(scan, scan.parse.checked);
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

function discarded({ saving }: DuplicateScan): Message {
  const { reason, duplicateOf } = saving.discarded;
  const why = reason === 'user' ? 'Dropped' : 'Nobody answered, so this copy is dropped';
  return createMessage(`🗑 ${why}: the invoice stays saved once, ${formatSavedInvoice(duplicateOf)}.`);
}

function cancelled(scan: CancelledScan): Message | undefined {
  const dropped = `${pluralize(countPages(scan), 'page')} dropped`;
  if (scan.end.reason === 'joined') return undefined;
  if (scan.end.reason === 'expired') {
    return createMessage(`🗑 Nobody finished this invoice, so its pages are deleted (${dropped}).`);
  }
  return createMessage(`🗑 Cancelled, ${dropped}. Send a page to start again.`);
}
