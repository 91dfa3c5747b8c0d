/** What kind of document a title names; credit notes and bills of supply follow rules of their own. */
import { foldPrintedText } from './printed-text.ts';

export type DocumentType = 'invoice' | 'credit_note' | 'debit_note' | 'bill_of_supply';

/**
 * The document that `title` (Invoice_Type) names; an unknown title or none is an invoice. An "invoice cum bill of
 * supply" (rule 46A) may charge tax, so it is an invoice too.
 */
export function parseDocumentType(title = ''): DocumentType {
  const words = foldPrintedText(title).toLowerCase();
  if (/\bcredit\b.*\b(?:note|memo)\b|^(?:crn|cdn)$/.test(words)) return 'credit_note';
  if (/\bdebit\b.*\b(?:note|memo)\b|^dbn$/.test(words)) return 'debit_note';
  if (words.includes('invoice')) return 'invoice';
  return /\bbill of supply\b|\bcomposition\b/.test(words) ? 'bill_of_supply' : 'invoice';
}
