/** The ways in which Indian paper prints amounts, dates, percentages and states. */
import Big from 'big.js';
import { stateNameOf } from '../../src/invoice/law/states.ts';
import { formatRupees } from '../../src/invoice/values/amounts.ts';
import { formatDate } from '../../src/invoice/values/dates.ts';

const ONES = [
  ...['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven'],
  ...['Twelve', 'Thirteen', 'Fourteen', 'Fifteen', 'Sixteen', 'Seventeen', 'Eighteen', 'Nineteen'],
];
const TENS = ['', '', 'Twenty', 'Thirty', 'Forty', 'Fifty', 'Sixty', 'Seventy', 'Eighty', 'Ninety'];
const STEPS = [
  [10_000_000, 'Crore'],
  [100_000, 'Lakh'],
  [1000, 'Thousand'],
  [100, 'Hundred'],
] as const;

/** `1,25,000.00`. */
export function grouped(amount: string): string {
  return formatRupees(amount).replace('₹', '');
}

/** `₹1,25,000.00`. */
export function rupees(amount: string): string {
  return formatRupees(amount);
}

/** `125000.00`. */
export function plain(amount: string): string {
  return new Big(amount).toFixed(2);
}

/** `18%`. */
export function percent(rate: string): string {
  return `${rate}%`;
}

/** `18.00`. */
export function percentWithPaise(rate: string): string {
  return new Big(rate).toFixed(2);
}

/** `06/02/2026`, with any separator. */
export function dayFirst(separator: string): (date: string) => string {
  return (date) => date.split('-').reverse().join(separator);
}

/** `6-Feb-26`, as Tally prints it. */
export function shortDate(date: string): string {
  const [day = '', month = '', year = ''] = formatDate(date).split(' ');
  return `${Number(day)}-${month}-${year.slice(2)}`;
}

/** `Maharashtra`. */
export function stateName(code: string): string {
  return stateNameOf(code) ?? '';
}

/** `One Lakh Twenty Five Thousand Only`, with paise where there are any. */
export function inWords(amount: string): string {
  const [whole = '0', paise = '00'] = new Big(amount).abs().toFixed(2).split('.');
  const cents = Number(paise) === 0 ? '' : ` and ${wordsOf(Number(paise))} Paise`;
  return `${wordsOf(Number(whole))}${cents} Only`;
}

function wordsOf(number: number): string {
  const step = STEPS.find(([size]) => number >= size);
  if (step === undefined) return wordsBelowHundred(number);
  const [size, name] = step;
  const rest = number % size;
  return `${wordsOf(Math.floor(number / size))} ${name}${rest === 0 ? '' : ` ${wordsOf(rest)}`}`;
}

function wordsBelowHundred(number: number): string {
  if (number < 20) return ONES[number] || 'Zero';
  return [TENS[Math.floor(number / 10)], ONES[number % 10]].filter(Boolean).join(' ');
}
