/** The totals of an invoice, and the sums of its lines that they are compared with. */
import Big from 'big.js';
import type { InvoiceView } from '../invoice-view.ts';
import { ROUNDING } from '../law/rounding.ts';
import { numberIn, sumOf, sumOfTaxHeads, type TaxHeads } from './equation.ts';
import { type LineTerms, termsOfLine } from './line-terms.ts';

export interface Totals {
  readonly view: InvoiceView;
  readonly taxable: Big | undefined;
  readonly value: Big | undefined;
  readonly heads: TaxHeads;
  /** By heads. */
  readonly tax: Big | undefined;
  /** Total_GST as printed; some papers count cess in. */
  readonly totalGst: Big | undefined;
  readonly ofLines: SumsOfLines;
}

/** Undefined unless every line has one: part of a sum can't be compared. */
interface SumsOfLines {
  /** Of the lines that the total taxable value counts. */
  readonly taxable: Big | undefined;
  /** Value of nil-rated lines that the total taxable value leaves out; 0 if it counts them, as most papers do. */
  readonly exemptApart: Big;
  readonly tax: Big | undefined;
  /** The header has no field for cess. */
  readonly cess: Big;
  /** Whether any line's tax is due on a retail price. */
  readonly isByRetailPrice: boolean;
}

const ZERO = new Big(0);

/** A credit note's signs are its own affair: all its totals are read without. */
export function readTotals(view: InvoiceView): Totals {
  const { header, supplyType } = view;
  const read = (value: string | undefined) => unsignedIfCredit(view, numberIn(value));
  const heads = {
    igst: read(header.IGST_Total),
    cgst: read(header.CGST_Total),
    sgst: read(header.SGST_Total),
  };
  const taxable = read(header.Total_Taxable_Value);
  return {
    view,
    taxable,
    value: read(header.Invoice_Value),
    heads,
    tax: sumOfTaxHeads(heads, supplyType),
    totalGst: read(header.Total_GST),
    ofLines: sumLines(view, taxable),
  };
}

function sumLines(view: InvoiceView, totalTaxable: Big | undefined): SumsOfLines {
  const lines = view.lines.map((line) => termsOfLine(line, view));
  const sum = (numbers: readonly (Big | undefined)[]) => unsignedIfCredit(view, sumOfAll(numbers));
  const all = sum(lines.map(taxableOf));
  const taxed = sum(lines.filter((line) => !isNilRated(line)).map(taxableOf));
  const exempt = sum(lines.filter(isNilRated).map((line) => taxableOf(line) ?? line.numbers.Line_Total));
  const isTotal = (amount: Big | undefined) =>
    amount !== undefined && totalTaxable?.minus(amount).abs().lte(ROUNDING);
  const isExemptApart = isTotal(taxed) && !isTotal(all);
  const cess = sumOf(lines.map(({ numbers }) => numbers.Cess_Amount));
  return {
    taxable: isExemptApart ? taxed : all,
    exemptApart: (isExemptApart ? exempt : undefined) ?? ZERO,
    tax: sum(lines.map(({ tax }) => tax)),
    cess: unsignedIfCredit(view, cess) ?? ZERO,
    isByRetailPrice: lines.some(({ isByRetailPrice }) => isByRetailPrice),
  };
}

function taxableOf({ numbers }: LineTerms): Big | undefined {
  return numbers.Taxable_Value;
}

function isNilRated({ rates: [rate] }: LineTerms): boolean {
  return rate?.eq(0) ?? false;
}

function sumOfAll(numbers: readonly (Big | undefined)[]): Big | undefined {
  return numbers.includes(undefined) ? undefined : sumOf(numbers);
}

function unsignedIfCredit(view: InvoiceView, amount: Big | undefined): Big | undefined {
  return view.documentType === 'credit_note' ? amount?.abs() : amount;
}
