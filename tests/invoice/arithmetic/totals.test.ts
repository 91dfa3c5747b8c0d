/** The totals, and the sums of the lines that they are compared with. */
import { expect, test } from 'vitest';
import { readTotals } from '../../../src/invoice/arithmetic/totals.ts';
import type { Invoice } from '../../../src/invoice/invoice.ts';
import { createInvoiceView } from '../../../src/invoice/invoice-view.ts';
import { INTRA_STATE, withFirstLine, withHeader } from '../sound-invoices.ts';

test('reads the header and sums the lines', () => {
  expect(totalsOf(withFirstLine(INTRA_STATE, { Cess_Amount: '12.00' }))).toEqual({
    taxable: '1200',
    value: '1390',
    tax: '190',
    totalGst: '190',
    cess: '12',
    exemptApart: '0',
    linesTaxable: '1200',
    linesTax: '190',
  });
});

test('part of a sum is no sum', () => {
  const lines = [...INTRA_STATE.lines, { Item_Description: 'Gift' }];
  expect(totalsOf({ ...INTRA_STATE, lines })).toMatchObject({ linesTaxable: undefined, linesTax: undefined });
});

test('exempt lines count, unless the total taxable value leaves them out', () => {
  const rice = { Taxable_Value: '500.00', GST_Rate: '0' };
  const invoice = { ...INTRA_STATE, lines: [...INTRA_STATE.lines, rice] };
  expect(totalsOf(invoice)).toMatchObject({ linesTaxable: '1200', exemptApart: '500', linesTax: '190' });
  const counted = withHeader(invoice, { Total_Taxable_Value: '1700.00' });
  expect(totalsOf(counted)).toMatchObject({ linesTaxable: '1700', exemptApart: '0' });
  const toffee = { Taxable_Value: '0.50', GST_Rate: '0' };
  const rounded = { ...INTRA_STATE, lines: [...INTRA_STATE.lines, toffee] };
  expect(totalsOf(rounded)).toMatchObject({ linesTaxable: '1200.5', exemptApart: '0' });
});

test.each([
  ['1200.50', '500'],
  ['1200.51', '0'],
])('a total taxable value of %s leaves out %s', (Total_Taxable_Value, exemptApart) => {
  const rice = { Taxable_Value: '500.00', GST_Rate: '0' };
  const invoice = withHeader(INTRA_STATE, { Total_Taxable_Value });
  expect(totalsOf({ ...invoice, lines: [...INTRA_STATE.lines, rice] })).toMatchObject({ exemptApart });
});

test('one line that is taxed on its retail price is enough to leave the total in doubt', () => {
  const cigarettes = { HSN: '24022090', GST_Rate: '40' };
  const isInDoubt = (lines: Invoice['lines']) =>
    readTotals(createInvoiceView({ ...INTRA_STATE, lines })).ofLines.isByRetailPrice;
  expect(isInDoubt([...INTRA_STATE.lines, cigarettes])).toBe(true);
  expect(isInDoubt(INTRA_STATE.lines)).toBe(false);
  expect(isInDoubt([])).toBe(false);
});

test('without lines there are no sums of lines, and no cess', () => {
  expect(totalsOf({ ...INTRA_STATE, lines: [] })).toMatchObject({
    linesTaxable: undefined,
    linesTax: undefined,
    cess: '0',
  });
});

test('a credit note is read without signs, but a line that goes the other way keeps its own', () => {
  const note = withHeader(INTRA_STATE, { Invoice_Type: 'Credit Note', Invoice_Value: '-1390.00' });
  const lines = [{ Taxable_Value: '-1200.00' }, { Taxable_Value: '200.00' }];
  expect(totalsOf({ ...note, lines })).toMatchObject({ value: '1390', linesTaxable: '1000' });
});

function totalsOf(invoice: Invoice) {
  const { taxable, value, tax, totalGst, ofLines } = readTotals(createInvoiceView(invoice));
  return {
    taxable: taxable?.toFixed(),
    value: value?.toFixed(),
    tax: tax?.toFixed(),
    totalGst: totalGst?.toFixed(),
    cess: ofLines.cess.toFixed(),
    exemptApart: ofLines.exemptApart.toFixed(),
    linesTaxable: ofLines.taxable?.toFixed(),
    linesTax: ofLines.tax?.toFixed(),
  };
}
