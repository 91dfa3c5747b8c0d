/** The conclusions that many rules share. */
import { expect, test } from 'vitest';
import type { InvoiceHeader } from '../../src/invoice/invoice.ts';
import { createInvoiceView } from '../../src/invoice/invoice-view.ts';
import { GSTINS } from './sound-invoices.ts';

test.each<[InvoiceHeader, boolean]>([
  [{}, false],
  [{ Invoice_Type: 'Tax Invoice', Reverse_Charge: 'No', Supply_Type: 'Inter-State' }, false],
  [{ Invoice_Type: 'Credit Note' }, false],
  [{ Invoice_Type: 'Bill of Supply' }, true],
  [{ Invoice_Type: 'Export Invoice' }, true],
  [{ Supply_Type: 'Export' }, true],
  [{ Supply_Type: 'SEZ' }, true],
  [{ Seller_GSTIN: GSTINS.mumbai, Place_Of_Supply: '96' }, true],
  [{ Reverse_Charge: 'Yes' }, true],
])('%j: the seller may collect no tax: %s', (header, mayCollectNoTax) => {
  expect(createInvoiceView({ header, lines: [] }).mayCollectNoTax).toBe(mayCollectNoTax);
});
