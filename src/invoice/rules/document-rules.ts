/** The document's number, its date and its e-way bill. */
import { formatDate, parseDate, yearsBefore } from '../dates.ts';
import { quote, type Rule } from './rule.ts';

const MAX_NUMBER_LENGTH = 16;
const MAX_AGE_YEARS = 2;

/** CGST Rules, rule 46(b), and 53 and 49 for notes and bills of supply. The portal takes no other numbers. */
export const checkInvoiceNo: Rule = ({ header: { Invoice_No: number } }) => {
  if (number === undefined || (/^[A-Za-z0-9/-]+$/.test(number) && number.length <= MAX_NUMBER_LENGTH))
    return [];
  const fault =
    number.length > MAX_NUMBER_LENGTH
      ? `has ${number.length} characters; GST allows at most ${MAX_NUMBER_LENGTH}`
      : 'has characters other than letters, digits, - and /';
  const message = `Invoice number ${quote(number)} ${fault}. Compare it with the paper.`;
  return [{ severity: 'error', field: 'Invoice_No', message, actual: number }];
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

export const checkEwayBillNo: Rule = ({ header: { Eway_Bill_No: number } }) => {
  if (number === undefined || /^\d{12}$/.test(number)) return [];
  const message = `E-way bill number ${quote(number)} should have 12 digits. Compare it with the paper.`;
  return [{ severity: 'warning', field: 'Eway_Bill_No', message, actual: number }];
};
