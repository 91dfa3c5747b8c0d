/** Which field of an invoice each value of its QR code belongs to, and when the two say the same. */
import { numberIn } from '../arithmetic/equation.ts';
import { foldInvoiceNo } from '../fingerprint.ts';
import type { HeaderField } from '../invoice.ts';
import { E_INVOICE_TITLES, parseDocumentType } from '../law/document-types.ts';
import { ROUND_OFF } from '../law/rounding.ts';
import { canonicalGstin } from '../parties/gstin.ts';
import { parseDate } from '../values/dates.ts';
import type { QrValues } from './e-invoice-qr.ts';

export interface QrField {
  readonly field: HeaderField;
  readonly valueIn: (values: QrValues) => string | undefined;
  /** Both canonical, so that only what a printer or a typist changes is forgiven. */
  readonly isSame: (read: string, inQr: string) => boolean;
}

export const QR_FIELDS = {
  seller: {
    field: 'Seller_GSTIN',
    valueIn: ({ sellerGstin }) => sellerGstin,
    isSame: isSameGstin,
  },
  buyer: {
    field: 'Buyer_GSTIN',
    valueIn: ({ buyerGstin }) => buyerGstin,
    isSame: isSameGstin,
  },
  number: {
    field: 'Invoice_No',
    valueIn: ({ docNo }) => docNo,
    isSame: (read, inQr) => foldInvoiceNo(read) === foldInvoiceNo(inQr),
  },
  date: {
    field: 'Invoice_Date',
    valueIn: ({ docDate }) => docDate,
    isSame: (read, inQr) => parseDate(read) === inQr,
  },
  documentType: {
    field: 'Invoice_Type',
    valueIn: ({ docType }) => docType && E_INVOICE_TITLES[docType],
    isSame: (read, inQr) => parseDocumentType(read) === parseDocumentType(inQr),
  },
  total: {
    field: 'Invoice_Value',
    valueIn: ({ totalValue }) => totalValue,
    isSame: isSameAmount,
  },
} as const satisfies Record<string, QrField>;

export type QrFieldKey = keyof typeof QR_FIELDS;

function isSameGstin(read: string, inQr: string): boolean {
  return canonicalGstin(read) === canonicalGstin(inQr);
}

/** A credit note's sign is its own affair, and some invoices are rounded after they were registered. */
function isSameAmount(read: string, inQr: string): boolean {
  const [one, other] = [numberIn(read)?.abs(), numberIn(inQr)?.abs()];
  return one !== undefined && other !== undefined && one.minus(other).abs().lte(ROUND_OFF);
}
