/** The lines against the totals, which may hold more than the lines: freight and packing, or a discount, below them. */
import Big from 'big.js';
import { ROUNDING_OF_HALVES } from '../law/rounding.ts';
import { highestTaxRate } from '../law/tax-rates.ts';
import { calculateClosure, type Equation, isByHalves } from './equation.ts';
import type { Totals } from './totals.ts';

/** Of the total; where more stands below the lines, one of them was more likely overlooked, or read twice. */
const MAX_SHARE_BELOW_LINES = new Big('0.25');

const LINE_FIELDS = ['IGST_Amount', 'CGST_Amount', 'SGST_Amount'] as const;
const TOTAL_FIELDS = ['IGST_Total', 'CGST_Total', 'SGST_Total', 'Total_GST'] as const;

/** Only the sums that have both sides on the paper. `grandTotal` is the header's own sum, if it has one. */
export function calculateLineSumEquations(totals: Totals, grandTotal: Equation | undefined): Equation[] {
  const equations = [taxable(totals), tax(totals)].filter((equation) => equation !== undefined);
  const isHeaderSound =
    grandTotal !== undefined && (grandTotal.isHint || calculateClosure(grandTotal) !== 'open');
  return isHeaderSound ? equations.map((equation) => forgiveBelowLines(equation, totals)) : equations;
}

function taxable({ taxable, ofLines }: Totals): Equation | undefined {
  if (ofLines.taxable === undefined || taxable === undefined) return undefined;
  return {
    rule: 'lines_taxable_value',
    field: 'Total_Taxable_Value',
    fields: ['Taxable_Value', 'Total_Taxable_Value'],
    actual: taxable,
    expected: [ofLines.taxable],
  };
}

/** Where the seller collects no tax, it may be shown in one place and be zero in the other. */
function tax({ view, heads, tax, totalGst, ofLines }: Totals): Equation | undefined {
  const actual = tax ?? totalGst;
  if (ofLines.tax === undefined || actual === undefined) return undefined;
  if (view.mayCollectNoTax && (actual.eq(0) || ofLines.tax.eq(0))) return undefined;
  return {
    rule: 'lines_tax',
    field: 'Total_GST',
    fields: [...LINE_FIELDS, ...TOTAL_FIELDS],
    actual,
    expected: [ofLines.tax, ...(tax === undefined ? [ofLines.tax.plus(ofLines.cess)] : [])],
    ...(isByHalves(heads) && { slack: ROUNDING_OF_HALVES }),
  };
}

/** A header that closes by itself is sound, so what its lines don't account for stands below them. */
function forgiveBelowLines(equation: Equation, { taxable, ofLines }: Totals): Equation {
  const difference = equation.actual.minus(equation.expected[0]);
  const ofTaxable = taxable && ofLines.taxable ? taxable.minus(ofLines.taxable) : undefined;
  const isForgiven =
    equation.rule === 'lines_tax' && ofTaxable !== undefined
      ? isTaxOn(difference, ofTaxable)
      : difference.abs().lte(equation.actual.abs().times(MAX_SHARE_BELOW_LINES));
  return { ...equation, isHint: isForgiven };
}

function isTaxOn(tax: Big, taxable: Big): boolean {
  if (taxable.eq(0)) return tax.eq(0);
  const percent = tax.times(100).div(taxable);
  return percent.gte(0) && percent.lte(highestTaxRate());
}
