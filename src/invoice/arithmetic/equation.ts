/** One sum that must close on a sound invoice, and how nearly it does. */
import Big from 'big.js';
import type { HeaderField, LineField } from '../invoice.ts';
import { ROUNDING } from '../law/rounding.ts';
import type { SupplyType } from '../supply-type.ts';
import { parseDecimal } from '../values/amounts.ts';

export type EquationRule =
  | 'line_taxable_value'
  | 'line_tax'
  | 'line_cgst_sgst'
  | 'line_total'
  | 'lines_taxable_value'
  | 'lines_tax'
  | 'cgst_sgst'
  | 'total_gst'
  | 'grand_total';

export interface Equation {
  readonly rule: EquationRule;
  /** The field that `actual` was read from. */
  readonly field: HeaderField | LineField;
  /** Position of the line in `Invoice.lines`, from 1; absent where the header takes part. */
  readonly lineNo?: number;
  /** Every field that takes part, `field` included; a line's field without `lineNo` means that field of all lines. */
  readonly fields: readonly (HeaderField | LineField)[];
  readonly actual: Big;
  /** Any of these is sound; the first is the usual one. */
  readonly expected: readonly [Big, ...Big[]];
  /** The difference that is rounding, in rupees. Default 0.50. */
  readonly slack?: Big;
  /** True where honest paper may differ more: an open equation is then a reason to look, not an error. */
  readonly isHint?: boolean;
}

/** `closed`: equal but for rounding; `near`: within 1 %; `open`: neither. */
export type Closure = 'closed' | 'near' | 'open';

const NEAR = new Big('0.01');

/** How nearly the equation closes, with whichever of its sound values comes closest. */
export function calculateClosure({ actual, expected, slack = ROUNDING }: Equation): Closure {
  if (expected.some((value) => actual.minus(value).abs().lte(slack))) return 'closed';
  const isNear = expected.some((value) => actual.minus(value).abs().lte(value.abs().times(NEAR)));
  return isNear ? 'near' : 'open';
}

/** The number in a field; undefined where it is absent or unreadable. */
export function numberIn(value: string | undefined): Big | undefined {
  return value === undefined ? undefined : parseDecimal(value);
}

/** Undefined for no numbers at all, so that "nothing printed" never passes for zero. */
export function sumOf(numbers: readonly (Big | undefined)[]): Big | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, number) => total.plus(number));
}

export interface TaxHeads {
  readonly igst: Big | undefined;
  readonly cgst: Big | undefined;
  readonly sgst: Big | undefined;
}

/**
 * The tax of its heads: IGST, or both halves. Undefined where the paper doesn't tell: a half by itself is no sum, and a
 * zero in the column of the other kind of supply says nothing about this one's.
 */
export function sumOfTaxHeads(
  { igst, cgst, sgst }: TaxHeads,
  supplyType: SupplyType | undefined,
): Big | undefined {
  const halves = cgst === undefined || sgst === undefined ? undefined : cgst.plus(sgst);
  const loneHalf = halves === undefined ? (cgst ?? sgst) : undefined;
  if (loneHalf !== undefined && !(loneHalf.eq(0) && igst !== undefined)) return undefined;
  const sum = sumOf([igst, halves]);
  const applying = supplyType === undefined || supplyType === 'Intra-State' ? halves : igst;
  return sum?.eq(0) && applying === undefined ? undefined : sum;
}

/** By CGST and SGST, each of which is rounded by itself, to whole rupees at times (CGST Act, section 170). */
export function isByHalves({ cgst, sgst }: TaxHeads): boolean {
  return [cgst, sgst].every((half) => half !== undefined && !half.eq(0));
}
