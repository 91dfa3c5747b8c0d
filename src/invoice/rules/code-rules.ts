/** HSN and SAC codes, and GST rates, of each line. */
import type Big from 'big.js';
import { findLineRates } from '../arithmetic/line-terms.ts';
import type { LineItem } from '../invoice.ts';
import { isHsnCode, isServiceCode } from '../law/hsn-codes.ts';
import { isRateInForce, taxRatesOn } from '../law/tax-rates.ts';
import { formatDate, parseDate } from '../values/dates.ts';
import { type Problem, quote, type Rule } from './rule.ts';

interface RateContext {
  readonly date: string;
  readonly lineNo: number;
  /** A note carries the rate of the supply that it corrects, whenever that was (CGST Act, section 34). */
  readonly isNote: boolean;
}

export const checkHsn: Rule = ({ lines }) =>
  lines.flatMap(({ HSN: code }, index) => {
    if (code === undefined || isHsnCode(code)) return [];
    const wanted = isServiceCode(code)
      ? 'a service code has 6 digits and begins with 99'
      : 'an HSN code has 4, 6 or 8 digits';
    const message = `Line ${index + 1}: HSN/SAC ${quote(code)} is not right: ${wanted}. Compare it with the paper.`;
    return [{ severity: 'warning', field: 'HSN', lineNo: index + 1, message, actual: code }];
  });

/** A warning at most: rules on the time of supply can keep an old rate right (CGST Act, section 14). */
export const checkRatesInForce: Rule = ({ header, lines, documentType }) => {
  const date = parseDate(header.Invoice_Date ?? '');
  const isNote = documentType === 'credit_note' || documentType === 'debit_note';
  return date === undefined
    ? []
    : lines.flatMap((line, index) => rateProblems(line, { date, lineNo: index + 1, isNote }));
};

/** GST_Rate is IGST_Rate, or CGST_Rate and SGST_Rate together. */
export const checkRatesAgree: Rule = ({ lines, mayCollectNoTax }) =>
  lines.flatMap((line, index) => {
    const [rate, ofHeads] = findLineRates(line);
    if (rate === undefined || ofHeads === undefined || rate.eq(ofHeads)) return [];
    if (mayCollectNoTax && ofHeads.eq(0)) return [];
    const message = `Line ${index + 1}: the GST rate is ${rate.toFixed()} %, but its parts come to ${ofHeads.toFixed()} %. Check the rate columns.`;
    const values = { expected: ofHeads.toFixed(), actual: rate.toFixed() };
    return [{ severity: 'warning', field: 'GST_Rate', lineNo: index + 1, message, ...values }];
  });

/** Where the columns disagree, which is another rule's, one sound rate is enough here. */
function rateProblems(line: LineItem, { date, lineNo, isNote }: RateContext): Problem[] {
  const rates = findLineRates(line);
  const [rate] = rates;
  const isSound = (one: Big) => isRateInForce(one, { date, hsn: line.HSN, orEarlier: isNote });
  if (rate === undefined || rates.some(isSound)) return [];
  const usual = taxRatesOn(date).filter(({ onlyFor }) => onlyFor === undefined);
  const list = usual.map((known) => known.rate).join(', ') || 'none';
  const message = `Line ${lineNo}: a GST rate of ${rate.toFixed()} % was not in force on ${formatDate(date)} (rates: ${list}). Check rate and date.`;
  return [{ severity: 'warning', field: 'GST_Rate', lineNo, message, actual: rate.toFixed() }];
}
