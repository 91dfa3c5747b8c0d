/** The document's number, date, title and e-way bill. */
import { formatDate, parseDate, yearsBefore } from '../values/dates.ts';
import { foldPrintedText } from '../values/printed-text.ts';
import { type Problem, quote, type Rule } from './rule.ts';

const MAX_NUMBER_LENGTH = 16;
const MAX_AGE_YEARS = 2;

/** `Performa` is a common spelling. */
const PROFORMA = /\bp(?:ro|er)[- ]?forma\b/i;
const NO_INVOICE = /\b(?:quotation|estimate|(?:purchase|sales?) order|delivery (?:challan|note))\b/i;

/** CGST Rules, rule 46(b), and 53 and 49 for notes and bills of supply. The portal takes no other numbers. */
export const checkInvoiceNo: Rule = ({ header: { Invoice_No: number } }) => {
  const fault = faultOfNumber(foldPrintedText(number ?? ''));
  if (number === undefined || fault === undefined) return [];
  const message = `Invoice number ${quote(number)} ${fault.words}. Compare it with the paper.`;
  return [{ severity: fault.severity, field: 'Invoice_No', message, actual: number }];
};

export const checkDateNotInFuture: Rule = ({ header }, { today }) => {
  const date = parseDate(header.Invoice_Date ?? '');
  if (date === undefined || date <= today) return [];
  const message = `Invoice date ${formatDate(date)} lies in the future (today is ${formatDate(today)}). Check day, month and year.`;
  return [{ severity: 'error', field: 'Invoice_Date', message, actual: date }];
};

export const checkDateNotTooOld: Rule = ({ header }, { today }) => {
  const date = parseDate(header.Invoice_Date ?? '');
  if (date === undefined || date >= yearsBefore(today, MAX_AGE_YEARS)) return [];
  const message = `Invoice date ${formatDate(date)} is more than ${MAX_AGE_YEARS} years ago. Check the year.`;
  return [{ severity: 'warning', field: 'Invoice_Date', message, actual: date }];
};

/** Papers that look like invoices; tax is neither due nor deductible on them (CGST Act, sections 16(2)(a) and 31). */
export const checkIsTaxDocument: Rule = ({ header: { Invoice_Type: title = '' } }) => {
  const words = foldPrintedText(title);
  const isProforma = PROFORMA.test(words) && !/\btax invoice\b/i.test(words);
  const isNoInvoice = NO_INVOICE.test(words) && !/\b(?:invoice|bill|credit|debit)\b/i.test(words);
  if (!isProforma && !isNoInvoice) return [];
  const message = `By its title ${quote(title)} this is not a tax invoice: nothing can be filed or claimed from it. Scan the tax invoice instead.`;
  return [{ severity: 'warning', field: 'Invoice_Type', message, actual: title }];
};

export const checkEwayBillNo: Rule = ({ header: { Eway_Bill_No: number } }) => {
  if (number === undefined || /^\d{12}$/.test(number)) return [];
  const message = `E-way bill number ${quote(number)} should have 12 digits. Compare it with the paper.`;
  return [{ severity: 'warning', field: 'Eway_Bill_No', message, actual: number }];
};

/** Spaces come from printers and OCR as often as from the seller, so they are no error by themselves. */
function faultOfNumber(number: string): { severity: Problem['severity']; words: string } | undefined {
  const compact = number.replaceAll(' ', '');
  if (compact.length > MAX_NUMBER_LENGTH) {
    const words = `has ${compact.length} characters; GST allows at most ${MAX_NUMBER_LENGTH}`;
    return { severity: 'error', words };
  }
  if (!/^[A-Za-z0-9/-]+$/.test(compact)) {
    return { severity: 'error', words: 'has characters other than letters, digits, - and /' };
  }
  if (compact === number) return undefined;
  return { severity: 'warning', words: 'has spaces; GST allows only letters, digits, - and /' };
}
