/** The sums, as findings. */
import { expect, test } from 'vitest';
import { checkInvoice } from '../check-invoice.ts';
import { INTRA_STATE, withHeader } from '../sound-invoices.ts';

test('a credit note’s sums are compared without signs', () => {
  const note = withHeader(INTRA_STATE, { Invoice_Type: 'Credit Note', Invoice_Value: '-1500.00' });
  expect(checkInvoice(note)).toMatchObject([
    { rule: 'grand_total', severity: 'error', expected: '1390.00', actual: '1500.00' },
  ]);
});
