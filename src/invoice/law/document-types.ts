/** Kinds of documents: what the law calls them, and what paper does. Credit notes and bills of supply follow rules of their own. */
import { foldPrintedText } from '../values/printed-text.ts';
import { type Dated, GST_BEGAN } from './dated.ts';

export type DocumentType = 'invoice' | 'credit_note' | 'debit_note' | 'bill_of_supply';

interface DocumentKind extends Dated {
  /** What an IRN and the key of duplicates call it. */
  readonly code: string;
  /** In lower case. Absent: every other title is an invoice's. */
  readonly words?: RegExp;
}

const DOCUMENTS = {
  invoice: { code: 'INV', from: GST_BEGAN, source: 'CGST Act, section 31(1) and (2)' },
  credit_note: {
    code: 'CRN',
    // A shop's "cash / credit memo" is its invoice.
    words: /\b(?:credit|cr)\b.*\bnote\b|(?<!\bcash\b.*)\bcredit memo\b|^(?:crn|cdn)$|क्रेडिट नोट/,
    from: GST_BEGAN,
    source: 'CGST Act, section 34(1)',
  },
  debit_note: {
    code: 'DBN',
    words: /\b(?:debit|dr)\b.*\b(?:note|memo)\b|^dbn$|डेबिट नोट/,
    from: GST_BEGAN,
    source: 'CGST Act, section 34(3)',
  },
  bill_of_supply: {
    code: 'BOS',
    words: /\bbill of supply\b|\bcomposition\b|(?:आपूर्ति|प्रदाय) (?:का )?बिल/,
    from: GST_BEGAN,
    source: 'CGST Act, section 31(3)(c); CGST Rules, rule 49',
  },
} as const satisfies Record<DocumentType, DocumentKind>;

/** The kinds that have an e-invoice, as its schema calls them (CGST Rules, rule 48(4) and form GST INV-01). */
export const E_INVOICE_CODES = ['INV', 'CRN', 'DBN'] as const;
export type EInvoiceCode = (typeof E_INVOICE_CODES)[number];

/** A title that names each. */
export const E_INVOICE_TITLES: Readonly<Record<EInvoiceCode, string>> = {
  INV: 'Tax Invoice',
  CRN: 'Credit Note',
  DBN: 'Debit Note',
};

/** Papers that look like invoices; tax is neither due nor deductible on them (CGST Act, sections 16(2)(a) and 31). */
const NO_TAX_DOCUMENTS = {
  /** `Performa` is a common spelling. */
  proforma: /\bp(?:ro|er)[- ]?forma\b/i,
  others: /\b(?:quotation|estimate|(?:purchase|sales?) order|delivery (?:challan|note))\b/i,
} as const;

/** Longer text is no title, and not worth a regular expression. */
const MAX_TITLE_LENGTH = 200;

/**
 * The document that `title` (Invoice_Type) names; an unknown title or none is an invoice. An "invoice cum bill of
 * supply" (CGST Rules, rule 46A) may charge tax, so it is an invoice too.
 */
export function parseDocumentType(title = ''): DocumentType {
  const words = foldPrintedText(title.slice(0, MAX_TITLE_LENGTH)).toLowerCase();
  if (DOCUMENTS.credit_note.words.test(words)) return 'credit_note';
  if (DOCUMENTS.debit_note.words.test(words)) return 'debit_note';
  return DOCUMENTS.bill_of_supply.words.test(words) && !words.includes('invoice')
    ? 'bill_of_supply'
    : 'invoice';
}

/** `INV`, `CRN` or `DBN` as in the e-invoice schema, or `BOS`. */
export function documentCodeOf(type: DocumentType): string {
  return DOCUMENTS[type].code;
}

/** Whether a title names a paper from which nothing can be filed or claimed. */
export function isNoTaxDocument(title: string): boolean {
  const words = foldPrintedText(title);
  const isProforma = NO_TAX_DOCUMENTS.proforma.test(words) && !/\btax invoice\b/i.test(words);
  const isOther = NO_TAX_DOCUMENTS.others.test(words) && !/\b(?:invoice|bill|credit|debit)\b/i.test(words);
  return isProforma || isOther;
}
