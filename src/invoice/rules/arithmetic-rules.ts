/** Sums that do not close, in the words of a shopkeeper. */

import { type Closure, calculateClosure, type Equation, type EquationRule } from '../arithmetic/equation.ts';
import { calculateEquations } from '../arithmetic/equations.ts';
import type { InvoiceView } from '../invoice-view.ts';
import { formatRupees } from '../values/amounts.ts';
import type { Problem } from './rule.ts';

interface Wording {
  /** What is printed, at the beginning of a sentence. */
  readonly actual: string;
  /** What it should equal. */
  readonly expected: string;
  readonly advice: string;
  /** Where less is printed than expected. Default `advice`. */
  readonly adviceIfLess?: string;
}

const WORDINGS: Readonly<Record<EquationRule, Wording>> = {
  line_taxable_value: {
    actual: 'taxable value',
    expected: 'quantity × rate less discount',
    advice: 'Check quantity, rate and discount',
  },
  line_tax: {
    actual: 'tax',
    expected: 'taxable value × GST rate',
    advice: 'Check the rate and the tax columns',
  },
  line_cgst_sgst: {
    actual: 'SGST',
    expected: 'CGST, which must be the same,',
    advice: 'Check both columns',
  },
  line_total: {
    actual: 'line total',
    expected: 'taxable value + tax',
    advice: 'Check the amounts of the line',
  },
  lines_taxable_value: {
    actual: 'total taxable value',
    expected: 'the sum of the lines',
    advice: 'Look for a line that was missed, or for freight or packing below the lines',
    adviceIfLess: 'Look for a line that was read twice, or for a discount below the lines',
  },
  lines_tax: {
    actual: 'total tax',
    expected: 'the tax of the lines',
    advice: 'Look for a line that was missed, or for tax on freight or packing',
    adviceIfLess: 'Look for a line that was read twice, or for a discount below the lines',
  },
  cgst_sgst: {
    actual: 'SGST total',
    expected: 'CGST total, which must be the same,',
    advice: 'Check both totals',
  },
  total_gst: {
    actual: 'total GST',
    expected: 'IGST + CGST + SGST',
    advice: 'Check the tax totals',
  },
  grand_total: {
    actual: 'invoice value',
    expected: 'taxable value + tax',
    advice: 'Check the totals; look for TCS, freight, cess or old dues below them',
    adviceIfLess: 'Check the totals; look for a discount or an advance below them',
  },
};

const UNTAXED_TOTAL = 'taxable value, without the tax that the buyer pays under reverse charge,';

export const EQUATION_RULES = Object.keys(WORDINGS) as readonly EquationRule[];

/** An open sum, already with its rule's name: one equation is one rule. */
type OpenSum = Problem & { readonly rule: EquationRule };

interface JudgedEquation {
  readonly equation: Equation;
  readonly view: InvoiceView;
  readonly closure: Closure;
}

/** One finding for each sum that is off by more than rounding: within 1 % a warning, beyond an error. */
export function checkArithmetic(view: InvoiceView): readonly OpenSum[] {
  return calculateEquations(view).flatMap((equation) => {
    const closure = calculateClosure(equation);
    return closure === 'closed' ? [] : [openSumOf({ equation, view, closure })];
  });
}

function openSumOf({ equation, view, closure }: JudgedEquation): OpenSum {
  const { rule, field, lineNo, actual, isHint } = equation;
  const [expected] = equation.expected;
  return {
    rule,
    severity: closure === 'open' && !isHint ? 'error' : 'warning',
    field,
    ...(lineNo !== undefined && { lineNo }),
    message: messageOf(equation, view),
    expected: expected.toFixed(2),
    actual: actual.toFixed(2),
  };
}

function messageOf({ rule, lineNo, actual, expected: [expected] }: Equation, view: InvoiceView): string {
  const wording = WORDINGS[rule];
  const subject = lineNo === undefined ? capitalize(wording.actual) : `Line ${lineNo}: ${wording.actual}`;
  const isUntaxed = rule === 'grand_total' && view.isReverseCharge;
  const sum = `${isUntaxed ? UNTAXED_TOTAL : wording.expected} is ${formatRupees(expected)}`;
  const difference = formatRupees(actual.minus(expected).abs());
  const advice = actual.lt(expected) ? (wording.adviceIfLess ?? wording.advice) : wording.advice;
  return `${subject} is ${formatRupees(actual)}, but ${sum} (off by ${difference}). ${advice}.`;
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
