/** Which field of an invoice each value of its QR code belongs to, and when the two say the same. */
import Big from 'big.js';
import { numberIn } from '../arithmetic/equation.ts';
import { DOCUMENT_CODES, parseDocumentType } from '../document-type.ts';
import { foldInvoiceNo } from '../fingerprint.ts';
import type { HeaderField } from '../invoice.ts';
import { canonicalGstin } from '../parties/gstin.ts';
import { parseDate } from '../values/dates.ts';
import type { QrValues } from './e-invoice-qr.ts';

export interface QrField {
  readonly field: HeaderField;
  readonly valueIn: (values: QrValues) => string | undefined;
  /** Both canonical, so that only what a printer or a typist changes is forgiven. */
  readonly isSame: (read: string, inQr: string) => boolean;
}

/** Titles that name the registrar's kinds of document; a bill of supply has no e-invoice. */
const TITLES = { INV: 'Tax Invoice', CRN: 'Credit Note', DBN: 'Debit Note' } as const;

/** Invoices are rounded to whole rupees, at times after they were registered. */
const ROUND_OFF = new Big(1);

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
    valueIn: ({ docType }) => docType && TITLES[docType],
    isSame: (read, inQr) => documentCodeOf(read) === documentCodeOf(inQr),
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

/** A credit note's sign is its own affair. */
function isSameAmount(read: string, inQr: string): boolean {
  const [one, other] = [numberIn(read)?.abs(), numberIn(inQr)?.abs()];
  return one !== undefined && other !== undefined && one.minus(other).abs().lte(ROUND_OFF);
}

function documentCodeOf(title: string): string {
  return DOCUMENT_CODES[parseDocumentType(title)];
}
