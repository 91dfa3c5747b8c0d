/** The sums of the header: tax heads, grand total, and the lines against the totals. */
import Big from 'big.js';
import type { InvoiceView } from '../invoice-view.ts';
import { calculateClosure, type Equation, numberIn, sumOf, sumOfTaxHeads } from './equation.ts';
import { calculateLineTax } from './line-equations.ts';

interface Totals {
  readonly view: InvoiceView;
  readonly taxable: Big | undefined;
  readonly value: Big | undefined;
  readonly cgst: Big | undefined;
  readonly sgst: Big | undefined;
  /** By heads. */
  readonly tax: Big | undefined;
  /** Total_GST as printed; some papers count cess in. */
  readonly totalGst: Big | undefined;
  /** Of all lines: the header has no field for cess. */
  readonly cess: Big;
}

const ZERO = new Big(0);
/** Invoices are rounded to whole rupees. */
const ROUND_OFF = new Big(1);
/** Freight, packing and insurance below the lines; where more is missing, a line was more likely overlooked. */
const MAX_SHARE_OUTSIDE_LINES = new Big('0.25');

const HEAD_FIELDS = ['IGST_Total', 'CGST_Total', 'SGST_Total'] as const;

/** Only the sums that have both sides on the paper. A credit note's signs are its own affair: it is compared without. */
export function calculateTotalEquations(view: InvoiceView): Equation[] {
  const totals = totalsOf(view);
  const grandTotal = grandTotalOf(totals);
  const lineSums = [linesTaxable(totals), linesTax(totals)].filter((equation) => equation !== undefined);
  const isHeaderSound = grandTotal !== undefined && calculateClosure(grandTotal) === 'closed';
  const equations = [
    halves(totals),
    totalGst(totals),
    grandTotal,
    ...lineSums.map((equation) => (isHeaderSound ? forgivingChargesOutsideLines(equation) : equation)),
  ];
  return equations.filter((equation) => equation !== undefined);
}

function totalsOf(view: InvoiceView): Totals {
  const read = (value: string | undefined) => unsignedIfCredit(view, numberIn(value));
  const { header, lines } = view;
  const cgst = read(header.CGST_Total);
  const sgst = read(header.SGST_Total);
  return {
    view,
    taxable: read(header.Total_Taxable_Value),
    value: read(header.Invoice_Value),
    cgst,
    sgst,
    tax: sumOfTaxHeads(read(header.IGST_Total), cgst, sgst),
    totalGst: read(header.Total_GST),
    cess: unsignedIfCredit(view, sumOf(lines.map((line) => numberIn(line.Cess_Amount)))) ?? ZERO,
  };
}

function halves({ cgst, sgst }: Totals): Equation | undefined {
  if (cgst === undefined || sgst === undefined) return undefined;
  return {
    rule: 'cgst_sgst',
    field: 'SGST_Total',
    fields: ['CGST_Total', 'SGST_Total'],
    actual: sgst,
    expected: [cgst],
  };
}

function totalGst({ view, tax, totalGst, cess }: Totals): Equation | undefined {
  if (tax === undefined || totalGst === undefined) return undefined;
  return {
    rule: 'total_gst',
    field: 'Total_GST',
    fields: [...HEAD_FIELDS, 'Cess_Amount', 'Total_GST'],
    actual: totalGst,
    expected: [tax, tax.plus(cess), ...(view.mayCollectNoTax ? [ZERO] : [])],
  };
}

function grandTotalOf(totals: Totals): Equation | undefined {
  const { taxable, value } = totals;
  const [usual, ...others] = taxesInGrandTotal(totals);
  if (taxable === undefined || value === undefined || usual === undefined) return undefined;
  return {
    rule: 'grand_total',
    field: 'Invoice_Value',
    fields: ['Total_Taxable_Value', ...HEAD_FIELDS, 'Total_GST', 'Cess_Amount', 'Invoice_Value'],
    actual: value,
    expected: [taxable.plus(usual), ...others.map((other) => taxable.plus(other))],
    slack: ROUND_OFF,
  };
}

/** What may stand between taxable value and grand total, the likeliest first. */
function taxesInGrandTotal({ view, tax, totalGst, cess }: Totals): Big[] {
  const byHeads = tax?.plus(cess);
  const printed = [byHeads, totalGst?.plus(cess), totalGst].filter((amount) => amount !== undefined);
  if (view.isReverseCharge) return [ZERO, ...printed];
  return view.mayCollectNoTax ? [...printed, ZERO] : printed;
}

function linesTaxable({ view, taxable }: Totals): Equation | undefined {
  const sum = sumOfAll(view.lines.map((line) => numberIn(line.Taxable_Value)));
  if (sum === undefined || taxable === undefined) return undefined;
  return {
    rule: 'lines_taxable_value',
    field: 'Total_Taxable_Value',
    fields: ['Taxable_Value', 'Total_Taxable_Value'],
    actual: taxable,
    expected: [unsignedIfCredit(view, sum)],
  };
}

function linesTax({ view, tax, totalGst, cess }: Totals): Equation | undefined {
  const sum = sumOfAll(view.lines.map(calculateLineTax));
  const actual = tax ?? totalGst;
  if (sum === undefined || actual === undefined) return undefined;
  const expected = unsignedIfCredit(view, sum);
  return {
    rule: 'lines_tax',
    field: 'Total_GST',
    fields: ['IGST_Amount', 'CGST_Amount', 'SGST_Amount', ...HEAD_FIELDS, 'Total_GST'],
    actual,
    expected: [
      expected,
      ...(tax === undefined ? [expected.plus(cess)] : []),
      ...(view.mayCollectNoTax ? [ZERO] : []),
    ],
  };
}

/** A header that closes by itself and says a little more than its lines has a charge below them. */
function forgivingChargesOutsideLines(equation: Equation): Equation {
  const excess = equation.actual.minus(equation.expected[0]);
  const isCharge = excess.gt(0) && excess.lte(equation.actual.times(MAX_SHARE_OUTSIDE_LINES));
  return isCharge ? { ...equation, isHint: true } : equation;
}

/** Undefined unless every line has one: part of a sum can't be compared. */
function sumOfAll(numbers: readonly (Big | undefined)[]): Big | undefined {
  return numbers.includes(undefined) ? undefined : sumOf(numbers);
}

function unsignedIfCredit<Amount extends Big | undefined>(view: InvoiceView, amount: Amount): Amount | Big {
  return view.documentType === 'credit_note' && amount !== undefined ? amount.abs() : amount;
}
