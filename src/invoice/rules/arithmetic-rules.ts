/** Sums that do not close, in the words of a shopkeeper. */
import { formatRupees } from '../amounts.ts';
import { calculateClosure, type Equation, type EquationRule } from '../arithmetic/equation.ts';
import { calculateEquations } from '../arithmetic/equations.ts';
import type { InvoiceView } from '../invoice-view.ts';
import type { Problem } from './rule.ts';

interface Wording {
  /** What is printed, at the beginning of a sentence. */
  readonly actual: string;
  /** What it should equal. */
  readonly expected: string;
  readonly advice: string;
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
  },
  lines_tax: {
    actual: 'total tax',
    expected: 'the tax of the lines',
    advice: 'Look for a line that was missed, or for tax on freight or packing',
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
    advice: 'Check the totals; look for TCS, freight or cess below them',
  },
};

/** An open sum, already with its rule's name: one equation is one rule. */
type OpenSum = Problem & { readonly rule: EquationRule };

/** One finding for each sum that is off by more than rounding: within 1 % a warning, beyond an error. */
export function checkArithmetic(view: InvoiceView): readonly OpenSum[] {
  return calculateEquations(view).flatMap((equation) => {
    const closure = calculateClosure(equation);
    return closure === 'closed' ? [] : [openSumOf(equation, closure === 'open' && !equation.isHint)];
  });
}

function openSumOf(equation: Equation, isError: boolean): OpenSum {
  const { rule, field, lineNo, actual } = equation;
  const [expected] = equation.expected;
  return {
    rule,
    severity: isError ? 'error' : 'warning',
    field,
    ...(lineNo !== undefined && { lineNo }),
    message: messageOf(equation),
    expected: expected.toFixed(2),
    actual: actual.toFixed(2),
  };
}

function messageOf({ rule, lineNo, actual, expected: [expected] }: Equation): string {
  const wording = WORDINGS[rule];
  const subject =
    lineNo === undefined
      ? `${wording.actual.charAt(0).toUpperCase()}${wording.actual.slice(1)}`
      : `Line ${lineNo}: ${wording.actual}`;
  const difference = formatRupees(actual.minus(expected).abs());
  return `${subject} is ${formatRupees(actual)}, but ${wording.expected} is ${formatRupees(expected)} (off by ${difference}). ${wording.advice}.`;
}
