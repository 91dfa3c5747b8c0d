/** The invoice reference number (IRN) that follows from what stands on a document. */
import { createHash } from 'node:crypto';
import type { InvoiceHeader } from '../invoice.ts';
import { documentCodeOf, parseDocumentType } from '../law/document-types.ts';
import { canonicalGstin } from '../parties/gstin.ts';
import { financialYearOf, parseDate } from '../values/dates.ts';
import { foldPrintedText } from '../values/printed-text.ts';

/**
 * SHA-256 in hex of seller GSTIN, financial year, kind and number, the number in capitals (as registrars count it since
 * 1 June 2025, by the GST Network's advisory of 4 April 2025). Undefined where one of them is missing or can't be read, and for a bill of supply, which has no IRN.
 */
export function calculateIrn(header: InvoiceHeader): string | undefined {
  return irnWithNumber(header, (number) => number.toUpperCase());
}

/** Whether the IRN is this document's: with its number in capitals or, as before June 2025, as typed. */
export function isIrnOf(irn: string, header: InvoiceHeader): boolean {
  const candidates = [calculateIrn(header), irnWithNumber(header, (number) => number)];
  return candidates.includes(irn.toLowerCase());
}

function irnWithNumber(header: InvoiceHeader, inCase: (number: string) => string): string | undefined {
  const seller = canonicalGstin(header.Seller_GSTIN ?? '');
  const date = parseDate(header.Invoice_Date ?? '');
  // No number has spaces (CGST Rules, rule 46(b)); where there are some, a printer or OCR put them there.
  const number = foldPrintedText(header.Invoice_No ?? '').replaceAll(' ', '');
  const kind = parseDocumentType(header.Invoice_Type);
  if (seller === '' || date === undefined || number === '' || kind === 'bill_of_supply') return undefined;
  const key = `${seller}${financialYearOf(date)}${documentCodeOf(kind)}${inCase(number)}`;
  return createHash('sha256').update(key).digest('hex');
}
