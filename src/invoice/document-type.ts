/** What kind of document a title names; credit notes and bills of supply follow rules of their own. */
import { foldPrintedText } from './values/printed-text.ts';

export type DocumentType = 'invoice' | 'credit_note' | 'debit_note' | 'bill_of_supply';

/** What an IRN and the key of duplicates call a document; the first three are the e-invoice schema's own. */
export const DOCUMENT_CODES: Readonly<Record<DocumentType, string>> = {
  invoice: 'INV',
  credit_note: 'CRN',
  debit_note: 'DBN',
  bill_of_supply: 'BOS',
};

/** Longer text is no title, and not worth a regular expression. */
const MAX_TITLE_LENGTH = 200;

/** A shop's "cash / credit memo" is its invoice. */
const CREDIT_NOTE = /\b(?:credit|cr)\b.*\bnote\b|(?<!\bcash\b.*)\bcredit memo\b|^(?:crn|cdn)$|क्रेडिट नोट/;
const DEBIT_NOTE = /\b(?:debit|dr)\b.*\b(?:note|memo)\b|^dbn$|डेबिट नोट/;
const BILL_OF_SUPPLY = /\bbill of supply\b|\bcomposition\b|(?:आपूर्ति|प्रदाय) (?:का )?बिल/;

/**
 * The document that `title` (Invoice_Type) names; an unknown title or none is an invoice. An "invoice cum bill of
 * supply" (rule 46A) may charge tax, so it is an invoice too.
 */
export function parseDocumentType(title = ''): DocumentType {
  const words = foldPrintedText(title.slice(0, MAX_TITLE_LENGTH)).toLowerCase();
  if (CREDIT_NOTE.test(words)) return 'credit_note';
  if (DEBIT_NOTE.test(words)) return 'debit_note';
  return BILL_OF_SUPPLY.test(words) && !words.includes('invoice') ? 'bill_of_supply' : 'invoice';
}
