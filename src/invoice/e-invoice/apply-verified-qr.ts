/** Puts what a registrar signed in the place of what was read. */
import type { HeaderField, Invoice } from '../invoice.ts';
import type { EInvoiceQr } from './e-invoice-qr.ts';
import { QR_FIELDS, type QrField } from './qr-fields.ts';

export interface QrChange {
  readonly field: HeaderField;
  /** What was read; absent where nothing was. */
  readonly from?: string;
  readonly to: string;
}

export interface AppliedQr {
  readonly invoice: Invoice;
  readonly changes: readonly QrChange[];
}

/**
 * The normalised invoice with the values of a verified code where they differ or are missing; anything less than verified
 * changes nothing. To be done before `completeInvoice`, so that what follows from a GSTIN follows from the right one.
 */
export function applyVerifiedQr(invoice: Invoice, qr: EInvoiceQr | undefined): AppliedQr {
  if (qr?.state !== 'verified') return { invoice, changes: [] };
  const changes = Object.values<QrField>(QR_FIELDS).flatMap(({ field, valueIn, isSame }): QrChange[] => {
    const from = invoice.header[field];
    const to = valueIn(qr.values);
    if (to === undefined || (from !== undefined && isSame(from, to))) return [];
    return [{ field, ...(from !== undefined && { from }), to }];
  });
  const signed = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
  return { invoice: { ...invoice, header: { ...invoice.header, ...signed } }, changes };
}
