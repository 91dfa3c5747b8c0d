/** IRNs: the hash that registrars make. */
import { expect, test } from 'vitest';
import { calculateIrn, isIrnOf } from '../../../src/invoice/e-invoice/irn.ts';
import type { InvoiceHeader } from '../../../src/invoice/invoice.ts';

/** The example of the e-invoice schema's documentation. */
const HEADER: InvoiceHeader = {
  Seller_GSTIN: '29AAFCC9980M1ZR',
  Invoice_Date: '2019-12-01',
  Invoice_No: '2019-20/KA/1',
};
const IRN = '23f498ee41441ecad30f72ba5b9907506c3df70a17b0e0dff46b76a786400662';

test('the published example', () => {
  expect(calculateIrn(HEADER)).toBe(IRN);
});

test.each<[string, InvoiceHeader]>([
  ['a number in small letters', { Invoice_No: '2019-20/ka/1' }],
  ['a number with spaces', { Invoice_No: '2019-20 / KA / 1' }],
  ['any day of the financial year', { Invoice_Date: '31/03/2020' }],
  ['a GSTIN with spaces', { Seller_GSTIN: '29 AAFCC9980M 1ZR' }],
  ['a title', { Invoice_Type: 'Tax Invoice' }],
])('the same for %s', (_, changes) => {
  expect(calculateIrn({ ...HEADER, ...changes })).toBe(IRN);
});

test.each<[string, InvoiceHeader]>([
  ['another year', { Invoice_Date: '2020-04-01' }],
  ['a credit note', { Invoice_Type: 'Credit Note' }],
  ['a debit note', { Invoice_Type: 'Debit Note' }],
  ['another separator', { Invoice_No: '2019-20-KA-1' }],
  ['another seller', { Seller_GSTIN: '27AAPFU0939F1ZV' }],
])('another for %s', (_, changes) => {
  expect(calculateIrn({ ...HEADER, ...changes })).toMatch(/^[0-9a-f]{64}$/);
  expect(isIrnOf(IRN, { ...HEADER, ...changes })).toBe(false);
});

test('none where a part is missing, and none of a bill of supply', () => {
  expect(calculateIrn({ ...HEADER, Invoice_No: ' ' })).toBeUndefined();
  expect(calculateIrn({ ...HEADER, Invoice_Date: 'soon' })).toBeUndefined();
  expect(calculateIrn({ ...HEADER, Seller_GSTIN: '' })).toBeUndefined();
  expect(calculateIrn({ ...HEADER, Invoice_Type: 'Bill of Supply' })).toBeUndefined();
  expect(isIrnOf(IRN, {})).toBe(false);
});

test('an IRN of before June 2025 hashed the number as it was typed', () => {
  const asTyped = '7c5ba578a6b73ab04d4753f1c06d7e0e9315d63663c2c3c9a5b45834d349eac1';
  const typed = { ...HEADER, Invoice_No: '2019-20/ka/1' };
  expect(isIrnOf(asTyped, typed)).toBe(true);
  expect(isIrnOf(IRN.toUpperCase(), typed)).toBe(true);
  expect(isIrnOf(asTyped, HEADER)).toBe(false);
});
