/** The sums of the header. */
import { expect, test } from 'vitest';
import { calculateTotalEquations } from '../../../src/invoice/arithmetic/total-equations.ts';
import { readTotals } from '../../../src/invoice/arithmetic/totals.ts';
import type { InvoiceHeader, LineItem } from '../../../src/invoice/invoice.ts';
import { createInvoiceView } from '../../../src/invoice/invoice-view.ts';
import { testRules } from '../rule-cases.ts';
import { TOTAL_CASES } from './total-equations.cases.ts';

testRules(TOTAL_CASES);

test.each<[InvoiceHeader, string[]]>([
  [{}, []],
  [{ Invoice_Value: '1180.00', Total_Taxable_Value: '1000.00' }, []],
  [{ Invoice_Value: '1180.00', IGST_Total: '180.00' }, []],
  [{ CGST_Total: '90.00', SGST_Total: '90.00' }, ['cgst_sgst']],
  [{ IGST_Total: '180.00', Total_GST: '180.00' }, ['total_gst']],
  [{ Invoice_Value: '1180.00', Total_Taxable_Value: '1000.00', Total_GST: '180.00' }, ['grand_total']],
  [
    { Invoice_Type: 'Bill of Supply', Invoice_Value: '1000.00', Total_Taxable_Value: '1000.00' },
    ['grand_total'],
  ],
])('only what has both sides is compared: %j', (header, rules) => {
  expect(equationsOf(header).map(({ rule }) => rule)).toEqual(rules);
});

const TAXABLE = { Invoice_Value: '1400.00', Total_Taxable_Value: '1000.00' };
const CESS: readonly LineItem[] = [{ Taxable_Value: '1000.00', GST_Rate: '28', Cess_Amount: '120.00' }];

test.each<[string, InvoiceHeader, readonly LineItem[], string[]]>([
  ['the heads', { IGST_Total: '280.00' }, [], ['1280']],
  ['the heads and cess', { IGST_Total: '280.00' }, CESS, ['1400']],
  ['the total GST, with cess in it or not', { Total_GST: '280.00' }, CESS, ['1400', '1280']],
  ['the tax of the lines where the header shows none', {}, CESS, ['1400']],
  ['nothing or the tax, on an export', { Supply_Type: 'Export', IGST_Total: '280.00' }, [], ['1280', '1000']],
  [
    'nothing, or the tax, under reverse charge',
    { Reverse_Charge: 'Yes', IGST_Total: '280.00' },
    [],
    ['1000', '1280'],
  ],
  [
    'exempt lines that stand apart',
    { IGST_Total: '280.00' },
    [...CESS, { Line_Total: '50.00', GST_Rate: '0' }],
    ['1450'],
  ],
])('taxable value may be followed by %s', (_, tax, lines, expected) => {
  const grandTotal = equationsOf({ ...TAXABLE, ...tax }, lines).find(({ rule }) => rule === 'grand_total');
  expect(grandTotal?.expected.map((sum) => sum.toFixed())).toEqual(expected);
});

test.each([
  ['2550.00', true],
  ['2551.00', true],
  ['2549.00', true],
  ['2551.01', false],
  ['2525.00', false],
  ['2450.00', false],
])('%s for 2500.00 may be TCS: %s', (Invoice_Value, isHint) => {
  const header = { Invoice_Value, Total_Taxable_Value: '2000.00', IGST_Total: '500.00' };
  expect(equationsOf(header)).toMatchObject([{ rule: 'grand_total', isHint }]);
});

function equationsOf(header: InvoiceHeader, lines: readonly LineItem[] = []) {
  return calculateTotalEquations(readTotals(createInvoiceView({ header, lines })));
}
