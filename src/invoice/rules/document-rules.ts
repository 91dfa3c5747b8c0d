/** The document's number, date, title and e-way bill. */
import { isNoTaxDocument } from '../law/document-types.ts';
import { EWAY_BILL_NUMBER, isEwayBillNumber } from '../law/e-way-bills.ts';
import { INVOICE_NUMBER } from '../law/invoice-numbers.ts';
import { isTooOld, USEFUL_YEARS } from '../law/time-limits.ts';
import { formatDate, parseDate } from '../values/dates.ts';
import { foldPrintedText } from '../values/printed-text.ts';
import { type Problem, quote, type Rule } from './rule.ts';

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
  if (date === undefined || !isTooOld(date, today)) return [];
  const message = `Invoice date ${formatDate(date)} is more than ${USEFUL_YEARS.limit} years ago. Check the year.`;
  return [{ severity: 'warning', field: 'Invoice_Date', message, actual: date }];
};

export const checkIsTaxDocument: Rule = ({ header: { Invoice_Type: title = '' } }) => {
  if (!isNoTaxDocument(title)) return [];
  const message = `By its title ${quote(title)} this is not a tax invoice: nothing can be filed or claimed from it. Scan the tax invoice instead.`;
  return [{ severity: 'warning', field: 'Invoice_Type', message, actual: title }];
};

export const checkEwayBillNo: Rule = ({ header: { Eway_Bill_No: number } }) => {
  if (number === undefined || isEwayBillNumber(number)) return [];
  const message = `E-way bill number ${quote(number)} should have ${EWAY_BILL_NUMBER.digits} digits. Compare it with the paper.`;
  return [{ severity: 'warning', field: 'Eway_Bill_No', message, actual: number }];
};

/** Spaces come from printers and OCR as often as from the seller, so they are no error by themselves. */
function faultOfNumber(number: string): { severity: Problem['severity']; words: string } | undefined {
  const compact = number.replaceAll(' ', '');
  if (compact.length > INVOICE_NUMBER.maxLength) {
    const words = `has ${compact.length} characters; GST allows at most ${INVOICE_NUMBER.maxLength}`;
    return { severity: 'error', words };
  }
  if (!INVOICE_NUMBER.characters.test(compact)) {
    return { severity: 'error', words: 'has characters other than letters, digits, - and /' };
  }
  if (compact === number) return undefined;
  return { severity: 'warning', words: 'has spaces; GST allows only letters, digits, - and /' };
}
