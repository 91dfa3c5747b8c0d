/** All sums of an invoice together. */
import { expect, test } from 'vitest';
import { calculateClosure } from '../../../src/invoice/arithmetic/equation.ts';
import { calculateEquations } from '../../../src/invoice/arithmetic/equations.ts';
import { createInvoiceView } from '../../../src/invoice/invoice-view.ts';
import { EQUATION_RULES } from '../../../src/invoice/rules/arithmetic-rules.ts';
import { INTRA_STATE } from '../sound-invoices.ts';

test('a complete invoice has every sum, and all of them close', () => {
  const equations = calculateEquations(createInvoiceView(INTRA_STATE));
  expect(new Set(equations.map(({ rule }) => rule))).toEqual(new Set(EQUATION_RULES));
  expect(equations.map(calculateClosure)).toEqual(equations.map(() => 'closed'));
});

test('an empty one has none', () => {
  expect(calculateEquations(createInvoiceView({ header: {}, lines: [] }))).toEqual([]);
});
