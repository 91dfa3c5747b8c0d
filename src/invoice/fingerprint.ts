/** The key by which two scans are known to be the same document. */

import type { InvoiceHeader } from './invoice.ts';
import { documentCodeOf, parseDocumentType } from './law/document-types.ts';
import { canonicalGstin, GSTIN_LENGTH } from './parties/gstin.ts';
import { financialYearOf, parseDate } from './values/dates.ts';
import { foldPrintedText } from './values/printed-text.ts';

const GSTIN = new RegExp(`^[0-9A-Z]{${GSTIN_LENGTH}}$`);

/**
 * Seller, financial year, kind of document and number, as a stable text: `27AAPFU0939F1ZV|2025-26|INV|INV/12`. A
 * number is unique per seller and financial year (CGST Rules, rule 46(b)). The day is left out: one misread date would
 * hide a duplicate. Undefined where a part is missing or can't be read; a GSTIN with a wrong check digit is one still.
 */
export function calculateFingerprint(header: InvoiceHeader): string | undefined {
  const seller = canonicalGstin(header.Seller_GSTIN ?? '');
  const date = parseDate(header.Invoice_Date ?? '');
  const number = foldInvoiceNo(header.Invoice_No ?? '');
  if (!GSTIN.test(seller) || date === undefined || number === '') return undefined;
  return [seller, financialYearOf(date), documentCodeOf(parseDocumentType(header.Invoice_Type)), number].join(
    '|',
  );
}

/**
 * A number without what printers, typists and OCR change: upper case, every run of spaces, `-`, `_` and `/` one `/`,
 * none at the ends. `inv - 12` and `INV/12` are one; `INV12` is another.
 */
export function foldInvoiceNo(number: string): string {
  return foldPrintedText(number)
    .toUpperCase()
    .replace(/[\s\-_/]+/g, '/')
    .replace(/^\/|\/$/g, '');
}
