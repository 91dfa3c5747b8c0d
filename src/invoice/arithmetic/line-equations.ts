/** The sums within one line: quantity × price, taxable value × rate, tax heads, total. */
import Big from 'big.js';
import type { LineField, LineItem } from '../invoice.ts';
import type { InvoiceView } from '../invoice-view.ts';
import { type Equation, numberIn, sumOfTaxHeads } from './equation.ts';

type LineNumbers = { readonly [F in LineField]?: Big };

const HALF_RUPEE = new Big('0.50');
const TAX_FIELDS = ['IGST_Amount', 'CGST_Amount', 'SGST_Amount'] as const;
const RATE_FIELDS = ['GST_Rate', 'IGST_Rate', 'CGST_Rate', 'SGST_Rate'] as const;

/** Only the sums that have both sides on the paper. */
export function calculateLineEquations(view: InvoiceView): Equation[] {
  return view.lines.flatMap((line, index) => {
    const numbers = numbersOf(line);
    const equations = [
      taxableValue(line, numbers),
      tax(numbers, view.mayCollectNoTax),
      halves(numbers),
      total(numbers),
    ];
    return equations
      .filter((equation) => equation !== undefined)
      .map((equation) => ({ ...equation, lineNo: index + 1 }));
  });
}

/** The tax on a line: as printed by heads, else taxable value × rate. */
export function calculateLineTax(line: LineItem): Big | undefined {
  return taxOf(numbersOf(line));
}

/** The line's combined rate in percent as printed, or from its heads; all readings where the columns disagree. */
export function findLineRates(line: LineItem): readonly Big[] {
  return ratesOf(numbersOf(line));
}

/** Quantity × price − discount. A hint only: the price may include tax, or a discount in rupees may be left out. */
function taxableValue(line: LineItem, numbers: LineNumbers): Equation | undefined {
  const { Qty, Rate, Discount_Percent = new Big(0), Taxable_Value } = numbers;
  if (Qty === undefined || Rate === undefined || Taxable_Value === undefined) return undefined;
  const gross = Qty.times(Rate).times(new Big(100).minus(Discount_Percent)).div(100);
  const withoutTax = ratesOf(numbers)
    .filter((rate) => rate.gt(0))
    .map((rate) => gross.times(100).div(rate.plus(100)));
  const roundingOfRate = Qty.abs().times(new Big(10).pow(-decimalsOf(line.Rate)).div(2));
  return {
    rule: 'line_taxable_value',
    field: 'Taxable_Value',
    fields: ['Qty', 'Rate', 'Discount_Percent', 'Taxable_Value'],
    actual: Taxable_Value,
    expected: [gross, ...withoutTax],
    slack: roundingOfRate.gt(HALF_RUPEE) ? roundingOfRate : HALF_RUPEE,
    isHint: true,
  };
}

function tax(numbers: LineNumbers, mayBeNone: boolean): Equation | undefined {
  const { Taxable_Value, IGST_Amount, CGST_Amount, SGST_Amount } = numbers;
  const actual = sumOfTaxHeads(IGST_Amount, CGST_Amount, SGST_Amount);
  const [rate, ...otherRates] = ratesOf(numbers);
  if (actual === undefined || Taxable_Value === undefined || rate === undefined) return undefined;
  const others = otherRates.map((other) => percentOf(Taxable_Value, other));
  return {
    rule: 'line_tax',
    field: IGST_Amount === undefined || IGST_Amount.eq(0) ? 'CGST_Amount' : 'IGST_Amount',
    fields: ['Taxable_Value', ...RATE_FIELDS, ...TAX_FIELDS],
    actual,
    expected: [percentOf(Taxable_Value, rate), ...others, ...(mayBeNone ? [new Big(0)] : [])],
  };
}

function halves({ CGST_Amount, SGST_Amount }: LineNumbers): Equation | undefined {
  if (CGST_Amount === undefined || SGST_Amount === undefined) return undefined;
  return {
    rule: 'line_cgst_sgst',
    field: 'SGST_Amount',
    fields: ['CGST_Amount', 'SGST_Amount'],
    actual: SGST_Amount,
    expected: [CGST_Amount],
  };
}

/** Many layouts end a line with its value before tax; that is sound too. */
function total(numbers: LineNumbers): Equation | undefined {
  const { Taxable_Value, Line_Total, Cess_Amount = new Big(0) } = numbers;
  const lineTax = taxOf(numbers);
  if (Taxable_Value === undefined || Line_Total === undefined || lineTax === undefined) return undefined;
  return {
    rule: 'line_total',
    field: 'Line_Total',
    fields: ['Taxable_Value', ...TAX_FIELDS, 'Cess_Amount', 'Line_Total'],
    actual: Line_Total,
    expected: [Taxable_Value.plus(lineTax).plus(Cess_Amount), Taxable_Value],
  };
}

function taxOf(numbers: LineNumbers): Big | undefined {
  const { Taxable_Value, IGST_Amount, CGST_Amount, SGST_Amount } = numbers;
  const printed = sumOfTaxHeads(IGST_Amount, CGST_Amount, SGST_Amount);
  const [rate] = ratesOf(numbers);
  if (printed !== undefined || Taxable_Value === undefined || rate === undefined) return printed;
  return percentOf(Taxable_Value, rate);
}

function ratesOf({ GST_Rate, IGST_Rate, CGST_Rate, SGST_Rate }: LineNumbers): Big[] {
  const halfRates =
    CGST_Rate !== undefined && SGST_Rate !== undefined ? CGST_Rate.plus(SGST_Rate) : undefined;
  const ofHeads = halfRates?.gt(0) ? halfRates : (IGST_Rate ?? halfRates);
  return [GST_Rate, ofHeads].filter((rate) => rate !== undefined);
}

function numbersOf(line: LineItem): LineNumbers {
  const entries = Object.entries(line).flatMap(([name, value]) => {
    const number = numberIn(value);
    return number === undefined ? [] : [[name, number]];
  });
  return Object.fromEntries(entries);
}

function percentOf(amount: Big, percent: Big): Big {
  return amount.times(percent).div(100);
}

function decimalsOf(decimal = ''): number {
  return decimal.split('.')[1]?.length ?? 0;
}
