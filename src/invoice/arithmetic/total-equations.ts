/** The sums of the header: tax heads and grand total. */
import Big from 'big.js';
import { ROUND_OFF } from '../law/rounding.ts';
import { possibleTcsOn } from '../law/tcs-rates.ts';
import type { Equation } from './equation.ts';
import type { Totals } from './totals.ts';

const ZERO = new Big(0);
/** A smaller TCS can't be told from other differences, since the total is rounded after it. */
const MIN_TCS = new Big(50);

const HEAD_FIELDS = ['IGST_Total', 'CGST_Total', 'SGST_Total'] as const;

/** Only the sums that have both sides on the paper. */
export function calculateTotalEquations(totals: Totals): Equation[] {
  const equations = [halves(totals), totalGst(totals), grandTotal(totals)];
  return equations.filter((equation) => equation !== undefined);
}

function halves({ heads: { cgst, sgst } }: Totals): Equation | undefined {
  if (cgst === undefined || sgst === undefined) return undefined;
  return {
    rule: 'cgst_sgst',
    field: 'SGST_Total',
    fields: ['CGST_Total', 'SGST_Total'],
    actual: sgst,
    expected: [cgst],
  };
}

/** Where the seller collects no tax, one of the two may be shown and the other be zero. */
function totalGst({ view, tax, totalGst, ofLines }: Totals): Equation | undefined {
  if (tax === undefined || totalGst === undefined) return undefined;
  if (view.mayCollectNoTax && (tax.eq(0) || totalGst.eq(0))) return undefined;
  return {
    rule: 'total_gst',
    field: 'Total_GST',
    fields: [...HEAD_FIELDS, 'Cess_Amount', 'Total_GST'],
    actual: totalGst,
    expected: [tax, tax.plus(ofLines.cess)],
  };
}

function grandTotal(totals: Totals): Equation | undefined {
  const { taxable, value, ofLines } = totals;
  const [usual, ...others] = taxesInGrandTotal(totals);
  if (taxable === undefined || value === undefined || usual === undefined) return undefined;
  const untaxed = taxable.plus(ofLines.exemptApart);
  const expected = untaxed.plus(usual);
  return {
    rule: 'grand_total',
    field: 'Invoice_Value',
    fields: ['Total_Taxable_Value', ...HEAD_FIELDS, 'Total_GST', 'Cess_Amount', 'Invoice_Value'],
    actual: value,
    expected: [expected, ...others.map((other) => untaxed.plus(other))],
    slack: ROUND_OFF,
    isHint: ofLines.isByRetailPrice || isTcs(value.minus(expected), expected),
  };
}

/** What may stand between taxable value and grand total, the likeliest first. */
function taxesInGrandTotal({ view, tax, totalGst, ofLines }: Totals): Big[] {
  const { cess } = ofLines;
  const byHeads = tax?.plus(cess);
  const ofHeader = [byHeads, totalGst?.plus(cess), totalGst].filter((amount) => amount !== undefined);
  const printed = ofHeader.length === 0 && ofLines.tax ? [ofLines.tax.plus(cess)] : ofHeader;
  if (view.isReverseCharge) return [ZERO, ...printed];
  return view.mayCollectNoTax ? [...printed, ZERO] : printed;
}

function isTcs(excess: Big, total: Big): boolean {
  return possibleTcsOn(total).some((tcs) => tcs.gte(MIN_TCS) && excess.minus(tcs).abs().lte(ROUND_OFF));
}
