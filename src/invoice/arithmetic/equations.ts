/** Every sum that must close on a sound invoice: validation judges the open ones, confidence counts the closed. */
import type { InvoiceView } from '../invoice-view.ts';
import type { Equation } from './equation.ts';
import { calculateLineEquations } from './line-equations.ts';
import { calculateLineSumEquations } from './line-sum-equations.ts';
import { calculateTotalEquations } from './total-equations.ts';
import { readTotals } from './totals.ts';

/** Lines first, then the header; a sum with a side missing from the paper is left out. */
export function calculateEquations(view: InvoiceView): readonly Equation[] {
  const totals = readTotals(view);
  const ofHeader = calculateTotalEquations(totals);
  const grandTotal = ofHeader.find(({ rule }) => rule === 'grand_total');
  return [...calculateLineEquations(view), ...ofHeader, ...calculateLineSumEquations(totals, grandTotal)];
}
