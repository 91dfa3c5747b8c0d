/** What the user is told when a scan has ended. */
import { b, FormattedString, fmt } from '@grammyjs/parse-mode';
import { canonicalDecimal, formatRupees } from '../../invoice/amounts.ts';
import { formatDate, parseDate } from '../../invoice/dates.ts';
import type { InvoiceHeader } from '../../invoice/invoice.ts';
import { type Finding, sortBySeverity, type ValidationStatus } from '../../invoice/validate.ts';
import type { CheckedInvoice, Scan } from '../../scan/scan.ts';
import { countPages } from '../../scan/scan-pages.ts';
import { scanFailed } from './faults.ts';
import { createMessage, findCut, type Message, pluralize } from './message.ts';

/** More findings than this are counted, not listed: they all stand in the sheet. */
const MAX_FINDINGS = 8;

/** A name longer than this says no more to the one who sent the invoice. */
const MAX_NAME_LENGTH = 80;

const STATUS_LABELS = {
  OK: '✅ OK',
  WARNING: '⚠️ WARNING',
  ERROR: '❌ ERROR',
} as const satisfies Record<ValidationStatus, string>;

/** Undefined where there is nothing to say: the pages went to another scan. */
export function scanResult(scan: Scan): Message | undefined {
  if (scan.state === 'saved' && scan.checked) return saved(scan, scan.checked);
  if (scan.state === 'failed') return scanFailed(scan);
  if (scan.state === 'cancelled') return cancelled(scan);
  return undefined;
}

function saved(scan: Scan, { invoice, findings, status }: CheckedInvoice): Message {
  const facts = [
    ...invoiceFacts(invoice.header),
    `${pluralize(invoice.lines.length, 'line item')}, ${pluralize(countPages(scan), 'page')}`,
    `Validation: ${STATUS_LABELS[status]}`,
  ];
  const text = fmt`${b}✅ Invoice saved successfully!${b}

${facts.join('\n')}`;
  return createMessage(findings.length === 0 ? text : fmt`${text}\n\n${findingList(findings)}`);
}

/** What a person compares with the paper in their hand; a fact that was not read is left out. */
function invoiceFacts(header: InvoiceHeader): string[] {
  const facts: (string | undefined)[] = [
    labelled('Invoice', join([header.Invoice_No, date(header.Invoice_Date)], ' · ')),
    labelled('Seller', party(header.Seller_Name, header.Seller_GSTIN)),
    labelled('Buyer', party(header.Buyer_Name, header.Buyer_GSTIN)),
    labelled('Taxable', rupees(header.Total_Taxable_Value)),
    labelled('GST', rupees(header.Total_GST)),
    labelled('Total', rupees(header.Invoice_Value)),
  ];
  return facts.filter((fact) => fact !== undefined);
}

function findingList(findings: readonly Finding[]): FormattedString {
  const shown = sortBySeverity(findings)
    .slice(0, MAX_FINDINGS)
    .map(({ severity, message }) => `${mark(severity)} ${message}`);
  const rest = findings.length - shown.length;
  if (rest > 0) shown.push(`… and ${rest} more, in the sheet under Validation_Remarks`);
  return new FormattedString(['Please check:', ...shown].join('\n'));
}

function mark(severity: Finding['severity']): string {
  return severity === 'error' ? '❌' : '⚠️';
}

function cancelled(scan: Scan): Message | undefined {
  const dropped = `${pluralize(countPages(scan), 'page')} dropped`;
  if (scan.cancelReason === 'joined') return undefined;
  if (scan.cancelReason === 'expired') {
    return createMessage(`🗑 Nobody finished this invoice, so its pages are deleted (${dropped}).`);
  }
  return createMessage(`🗑 Cancelled, ${dropped}. Send a page to start again.`);
}

function labelled(label: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${label}: ${value}`;
}

function party(name: string | undefined, gstin: string | undefined): string | undefined {
  const short =
    name !== undefined && name.length > MAX_NAME_LENGTH
      ? `${name.slice(0, findCut(name, MAX_NAME_LENGTH))}…`
      : name;
  return join([short, short !== undefined && gstin !== undefined ? `(${gstin})` : gstin], ' ');
}

function join(parts: readonly (string | undefined)[], separator: string): string | undefined {
  const present = parts.filter((part) => part !== undefined);
  return present.length === 0 ? undefined : present.join(separator);
}

/** What could not be understood is shown as it was printed; a finding says so. */
function date(value: string | undefined): string | undefined {
  return value !== undefined && parseDate(value) === value ? formatDate(value) : value;
}

function rupees(value: string | undefined): string | undefined {
  return value !== undefined && canonicalDecimal(value) === value ? formatRupees(value) : value;
}
