/** One sum that must close on a sound invoice, and how nearly it does. */
import Big from 'big.js';
import { parseDecimal } from '../amounts.ts';
import type { HeaderField, LineField } from '../invoice.ts';

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

const ROUNDING = new Big('0.50');
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

/** The tax of its heads: IGST, or both halves. A half by itself is no sum. */
export function sumOfTaxHeads(
  igst: Big | undefined,
  cgst: Big | undefined,
  sgst: Big | undefined,
): Big | undefined {
  const isHalf = (cgst === undefined) !== (sgst === undefined);
  return isHalf ? undefined : sumOf([igst, cgst, sgst]);
}
