/** An invoice in a few lines, for a person with the paper in their hand. */
import { FormattedString } from '@grammyjs/parse-mode';
import type { CreditHint } from '../../invoice/credit-hints.ts';
import { FIELD_KINDS, type HeaderField, type InvoiceHeader, type LineField } from '../../invoice/invoice.ts';
import { type Finding, sortBySeverity, type ValidationStatus } from '../../invoice/validate.ts';
import { canonicalDecimal, formatRupees } from '../../invoice/values/amounts.ts';
import { formatDate, parseDate } from '../../invoice/values/dates.ts';
import { findCut } from './message.ts';

/** More findings than this are counted, not listed: they all stand in the sheet. */
const MAX_FINDINGS = 8;

/** A name longer than this says no more to the one who sent the invoice. */
const MAX_NAME_LENGTH = 80;

export const STATUS_LABELS = {
  OK: '✅ OK',
  WARNING: '⚠️ WARNING',
  ERROR: '❌ ERROR',
} as const satisfies Record<ValidationStatus, string>;

/** What a person compares with the paper in their hand; a fact that was not read is left out. */
export function invoiceFacts(header: InvoiceHeader): string[] {
  const facts: (string | undefined)[] = [
    labelled('Invoice', join([header.Invoice_No, shown('Invoice_Date', header.Invoice_Date)], ' · ')),
    labelled('Seller', party(header.Seller_Name, header.Seller_GSTIN)),
    labelled('Buyer', party(header.Buyer_Name, header.Buyer_GSTIN)),
    labelled('Taxable', shown('Total_Taxable_Value', header.Total_Taxable_Value)),
    labelled('GST', shown('Total_GST', header.Total_GST)),
    labelled('Total', shown('Invoice_Value', header.Invoice_Value)),
  ];
  return facts.filter((fact) => fact !== undefined);
}

export function findingList(findings: readonly Finding[]): FormattedString {
  const listed = sortBySeverity(findings).slice(0, MAX_FINDINGS).map(formatFinding);
  const rest = findings.length - listed.length;
  if (rest > 0) listed.push(`… and ${rest} more, in the sheet under Validation_Remarks`);
  return new FormattedString(['Please check:', ...listed].join('\n'));
}

export function formatFinding({ severity, message }: Finding): string {
  return `${severity === 'error' ? '❌' : '⚠️'} ${message}`;
}

export function creditHintList(hints: readonly CreditHint[]): string {
  const listed = hints.map(({ section, reason }) => `💡 ${reason} (section ${section})`);
  return ['Input tax credit may be limited. Possible: ask your accountant.', ...listed].join('\n');
}

/** A value as people write it; what could not be understood is shown as it was printed. */
export function formatValue(field: HeaderField | LineField, value: string): string {
  const kind = FIELD_KINDS.get(field);
  if (kind === 'date' && parseDate(value) === value) return formatDate(value);
  if (kind === 'amount' && canonicalDecimal(value) === value) return formatRupees(value);
  return shorten(value);
}

export function shorten(text: string, maxLength: number = MAX_NAME_LENGTH): string {
  return text.length > maxLength ? `${text.slice(0, findCut(text, maxLength))}…` : text;
}

function shown(field: HeaderField, value: string | undefined): string | undefined {
  return value === undefined ? undefined : formatValue(field, value);
}

function labelled(label: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${label}: ${value}`;
}

function party(name: string | undefined, gstin: string | undefined): string | undefined {
  const short = name === undefined ? undefined : shorten(name);
  return join([short, short !== undefined && gstin !== undefined ? `(${gstin})` : gstin], ' ');
}

function join(parts: readonly (string | undefined)[], separator: string): string | undefined {
  const present = parts.filter((part) => part !== undefined);
  return present.length === 0 ? undefined : present.join(separator);
}
