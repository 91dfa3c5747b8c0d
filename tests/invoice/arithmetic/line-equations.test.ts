/** The sums within one line. */
import { expect, test } from 'vitest';
import { calculateClosure } from '../../../src/invoice/arithmetic/equation.ts';
import { calculateLineEquations } from '../../../src/invoice/arithmetic/line-equations.ts';
import type { LineItem } from '../../../src/invoice/invoice.ts';
import { createInvoiceView } from '../../../src/invoice/invoice-view.ts';
import { testRules } from '../rule-cases.ts';
import { INTRA_STATE } from '../sound-invoices.ts';
import { LINE_CASES } from './line-equations.cases.ts';

testRules(LINE_CASES);

test.each<[LineItem, string[]]>([
  [{}, []],
  [{ Item_Description: 'Tea', HSN: '0902' }, []],
  [{ Qty: '2', Rate: '500.00' }, []],
  [{ Qty: '2', Taxable_Value: '1000.00' }, []],
  [{ Rate: '500.00', Taxable_Value: '1000.00' }, []],
  [{ Qty: '2', Rate: '500.00', Taxable_Value: '1000.00' }, ['line_taxable_value']],
  [{ Taxable_Value: '1000.00', GST_Rate: '18' }, []],
  [{ IGST_Amount: '180.00', GST_Rate: '18' }, []],
  [{ Taxable_Value: '1000.00', IGST_Amount: '180.00' }, []],
  [{ Taxable_Value: '1000.00', GST_Rate: '18', IGST_Amount: '180.00' }, ['line_tax']],
  [{ CGST_Amount: '90.00', SGST_Amount: '90.00' }, ['line_cgst_sgst']],
  [{ Taxable_Value: '1000.00', GST_Rate: '18', Line_Total: '1180.00' }, ['line_total']],
])('only what has both sides is compared: %j', (line, rules) => {
  const view = createInvoiceView({ header: {}, lines: [line] });
  expect(calculateLineEquations(view).map(({ rule }) => rule)).toEqual(rules);
});

test.each([
  ['200', '700.00', 'closed'],
  ['200', '700.01', 'open'],
  ['-200', '-700.00', 'closed'],
])(
  'a price that was printed in whole rupees may be half a rupee off: %s × 3 for %s is %s',
  (Qty, Taxable_Value, closure) => {
    const lines = [{ Qty, Rate: '3', Taxable_Value }];
    const equations = calculateLineEquations(createInvoiceView({ header: {}, lines }));
    expect(equations.map(calculateClosure)).toEqual([closure]);
  },
);

test('each sum says which line it belongs to, and names its own field among those that take part', () => {
  const equations = calculateLineEquations(createInvoiceView(INTRA_STATE));
  expect(equations.map(({ lineNo }) => lineNo)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  for (const { field, fields } of equations) expect(fields).toContain(field);
});
