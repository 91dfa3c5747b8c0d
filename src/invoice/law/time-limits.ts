/** Until when credit can be taken on a document, and when it is too old to be of use. */
import { daysBefore, financialYearOf, yearsBefore } from '../values/dates.ts';
import { type Dated, GST_BEGAN } from './dated.ts';

interface TimeLimit extends Dated {
  readonly limit: number;
}

/** From the invoice's date, after which credit must be given back until the supplier is paid. */
export const DAYS_TO_PAY: TimeLimit = {
  limit: 180,
  from: GST_BEGAN,
  source: 'CGST Act, second proviso to section 16(2); CGST Rules, rule 37',
};

/** Of the calendar year after the one in which the document's financial year began, or the annual return if that was earlier. */
const CREDIT_ENDS: Dated & { readonly monthAndDay: string } = {
  monthAndDay: '11-30',
  from: GST_BEGAN,
  source:
    'CGST Act, section 16(4), as amended by the Finance Act 2022 from 1 October 2022; section 16(5) for the years before',
};

/** No return takes a document after so many years: not for credit, nor in an amendment, which ends on the same day. */
export const USEFUL_YEARS: TimeLimit = {
  limit: 2,
  from: GST_BEGAN,
  source: 'CGST Act, sections 16(4) and 39(9): less than 21 months in any case',
};

/** The last day on which credit on a document of that canonical date can be taken. */
export function lastDayOfCredit(date: string): string {
  return `${Number(financialYearOf(date).slice(0, 4)) + 1}-${CREDIT_ENDS.monthAndDay}`;
}

/** Both dates are canonical. */
export function isPaymentLate(date: string, today: string): boolean {
  return date < daysBefore(today, DAYS_TO_PAY.limit);
}

/** Both dates are canonical. */
export function isTooOld(date: string, today: string): boolean {
  return date < yearsBefore(today, USEFUL_YEARS.limit);
}
