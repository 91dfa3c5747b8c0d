/** The sums within one line: quantity × price, taxable value × rate, tax heads, total. */
import Big from 'big.js';
import type { InvoiceView } from '../invoice-view.ts';
import { ROUNDING, ROUNDING_OF_HALVES } from '../law/rounding.ts';
import { calculateClosure, type Equation, isByHalves } from './equation.ts';
import { type LineTerms, termsOfLine, withoutSigns } from './line-terms.ts';

const ZERO = new Big(0);
const TAX_FIELDS = ['IGST_Amount', 'CGST_Amount', 'SGST_Amount'] as const;
const RATE_FIELDS = ['GST_Rate', 'IGST_Rate', 'CGST_Rate', 'SGST_Rate'] as const;

/** Only the sums that have both sides on the paper. A credit note's signs are its own affair: it is compared without. */
export function calculateLineEquations(view: InvoiceView): Equation[] {
  const isCredit = view.documentType === 'credit_note';
  return view.lines.flatMap((line, index) => {
    const signed = termsOfLine(line, view);
    const terms = isCredit ? withoutSigns(signed) : signed;
    const equations = [taxableValue(terms), tax(terms, view.mayCollectNoTax), halves(terms), total(terms)];
    return equations
      .filter((equation) => equation !== undefined)
      .map((equation) => ({ ...equation, lineNo: index + 1 }));
  });
}

/** Quantity × price − discount. A hint only: the price may include tax, or be for another unit. */
function taxableValue(terms: LineTerms): Equation | undefined {
  const { Qty, Rate, Discount_Percent = ZERO, Taxable_Value } = terms.numbers;
  if (Qty === undefined || Rate === undefined || Taxable_Value === undefined) return undefined;
  const gross = Qty.times(Rate).times(new Big(100).minus(Discount_Percent)).div(100);
  if (Discount_Percent.eq(0) && isDiscountInRupees(terms, gross)) return undefined;
  const withoutTax = terms.rates
    .filter((rate) => rate.gt(0))
    .map((rate) => gross.times(100).div(rate.plus(100)));
  const roundingOfRate = Qty.abs().times(terms.smallestPrice).div(2);
  return {
    rule: 'line_taxable_value',
    field: 'Taxable_Value',
    fields: ['Qty', 'Rate', 'Discount_Percent', 'Taxable_Value'],
    actual: Taxable_Value,
    expected: [gross, ...withoutTax],
    slack: roundingOfRate.gt(ROUNDING) ? roundingOfRate : ROUNDING,
    isHint: true,
  };
}

/**
 * Whether a discount in rupees, which no field holds, explains a value below the price. It is believed up to half of
 * the price where the tax vouches for the taxable value, and for goods given free.
 */
function isDiscountInRupees(terms: LineTerms, gross: Big): boolean {
  const taxable = terms.numbers.Taxable_Value ?? ZERO;
  const taxed = tax(terms, false);
  const isVouchedFor = taxed !== undefined && !taxed.actual.eq(0) && calculateClosure(taxed) === 'closed';
  const isDiscount = taxable.lt(gross) && taxable.times(2).gte(gross);
  return taxable.eq(0) || (isVouchedFor && isDiscount);
}

function tax(terms: LineTerms, mayBeNone: boolean): Equation | undefined {
  const { heads, charged, isByRetailPrice } = terms;
  const { Taxable_Value: taxable } = terms.numbers;
  const [rate, ...otherRates] = terms.rates;
  if (charged === undefined || taxable === undefined || rate === undefined) return undefined;
  const atRate = (percent: Big) => taxable.times(percent).div(100);
  return {
    rule: 'line_tax',
    field: isByHalves(heads) ? 'CGST_Amount' : 'IGST_Amount',
    fields: ['Taxable_Value', ...RATE_FIELDS, ...TAX_FIELDS],
    actual: charged,
    expected: [atRate(rate), ...otherRates.map(atRate), ...(mayBeNone ? [ZERO] : [])],
    ...(isByHalves(heads) && { slack: ROUNDING_OF_HALVES }),
    isHint: isByRetailPrice,
  };
}

function halves({ heads: { cgst, sgst } }: LineTerms): Equation | undefined {
  if (cgst === undefined || sgst === undefined) return undefined;
  return {
    rule: 'line_cgst_sgst',
    field: 'SGST_Amount',
    fields: ['CGST_Amount', 'SGST_Amount'],
    actual: sgst,
    expected: [cgst],
  };
}

/** Many layouts end a line with its value before tax; that is sound too. */
function total({ numbers, tax, isByRetailPrice }: LineTerms): Equation | undefined {
  const { Taxable_Value, Line_Total, Cess_Amount = ZERO } = numbers;
  if (Taxable_Value === undefined || Line_Total === undefined || tax === undefined) return undefined;
  return {
    rule: 'line_total',
    field: 'Line_Total',
    fields: ['Taxable_Value', ...TAX_FIELDS, 'Cess_Amount', 'Line_Total'],
    actual: Line_Total,
    expected: [Taxable_Value.plus(tax).plus(Cess_Amount), Taxable_Value],
    isHint: isByRetailPrice,
  };
}
