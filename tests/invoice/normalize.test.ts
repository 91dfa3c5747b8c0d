/** From printed text to canonical values. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeaderField, Invoice, LineField } from '../../src/invoice/invoice.ts';
import { hasInvoiceContent, normalizeField, normalizeInvoice } from '../../src/invoice/normalize.ts';
import { printedInvoices } from './arbitrary-invoices.ts';

describe('normalizeField', () => {
  test.each<[HeaderField | LineField, string, string | undefined]>([
    ['Invoice_No', ' INV / 001 ', 'INV / 001'],
    ['Invoice_No', 'N/A', undefined],
    ['Invoice_Date', '6-Feb-26', '2026-02-06'],
    ['Invoice_Date', '02/25/2026', '02/25/2026'],
    ['Seller_GSTIN', '27 aapfu0939f 1zv', '27AAPFU0939F1ZV'],
    ['Seller_GSTIN', '27AAPFU0939FIZV', '27AAPFU0939FIZV'],
    ['Buyer_GSTIN', 'URP', undefined],
    ['Buyer_GSTIN', 'Unregistered', undefined],
    ['Seller_State_Code', 'Maharashtra, Code : 27', '27'],
    ['Place_Of_Supply', '29-Karnataka', '29'],
    ['Place_Of_Supply', 'Gondor', 'Gondor'],
    ['Supply_Type', 'INTRA STATE', 'Intra-State'],
    ['Supply_Type', 'B2B', 'B2B'],
    ['Reverse_Charge', 'Y', 'Yes'],
    ['Reverse_Charge', 'NO', 'No'],
    ['Reverse_Charge', 'Not Applicable', undefined],
    ['Reverse_Charge', 'Yes (RCM)', 'Yes'],
    ['Reverse_Charge', 'Applicable', 'Yes'],
    ['Reverse_Charge', 'No, paid by the supplier', 'No'],
    ['Reverse_Charge', 'हाँ', 'Yes'],
    ['Reverse_Charge', 'नहीं', 'No'],
    ['Reverse_Charge', 'Yes / No', 'Yes / No'],
    ['Reverse_Charge', 'N/Y', 'N/Y'],
    ['Reverse_Charge', 'perhaps', 'perhaps'],
    ['Reverse_Charge', 'Notified', 'Notified'],
    ['Invoice_Value', '₹ 1,25,000.00', '125000.00'],
    ['Invoice_Value', 'ask', 'ask'],
    ['IGST_Total', '-', undefined],
    ['IGST_Total', '', undefined],
    ['IGST_Total', 'NA', undefined],
    ['IGST_Total', 'Nil', '0'],
    ['IGST_Total', '0.00', '0.00'],
    ['Eway_Bill_No', '1234 5678 9012', '123456789012'],
    ['Eway_Bill_No', '1234 5678', '1234 5678'],
    ['Transporter', 'None', undefined],
    ['HSN', '8471.30', '847130'],
    ['HSN', '8471 30', '847130'],
    ['HSN', 'SAC 9983', '9983'],
    ['HSN', 'HSN/SAC: 8471.30', '847130'],
    ['HSN', 'HSN', 'HSN'],
    ['HSN', '8471/8473', '8471/8473'],
    ['Qty', '10 NOS', '10'],
    ['Qty', 'Nil', undefined],
    ['Rate', '₹ 250.00/Pcs', '250.00'],
    ['GST_Rate', '18 %', '18'],
    ['GST_Rate', 'Exempt', '0'],
    ['Discount_Percent', 'NIL', '0'],
    ['Item_Code', '—', undefined],
    ['Item_Code', '001', '001'],
    ['UOM', ' NOS ', 'NOS'],
  ])('%s %j becomes %j', (name, printed, expected) => {
    expect(normalizeField(name, printed)).toBe(expected);
  });
});

describe('normalizeInvoice', () => {
  test('drops empty fields and empty lines, and keeps the order of the others', () => {
    const invoice = normalizeInvoice({
      header: { Invoice_No: 'A1', Transporter: '', Buyer_GSTIN: ' - ' },
      lines: [{ Item_Description: 'Tea' }, { Qty: '', Item_Code: 'NA' }, { Item_Description: 'Sugar' }],
    });
    expect(invoice).toEqual({
      header: { Invoice_No: 'A1' },
      lines: [{ Item_Description: 'Tea' }, { Item_Description: 'Sugar' }],
    });
  });

  test('a unit that stuck to its quantity goes where units stand, unless one stands there', () => {
    const { lines } = normalizeInvoice({
      header: {},
      lines: [{ Qty: '10 NOS' }, { Qty: '2.5 Kg', UOM: 'KGS' }],
    });
    expect(lines).toEqual([
      { Qty: '10', UOM: 'NOS' },
      { Qty: '2.5', UOM: 'KGS' },
    ]);
  });

  test('is done after one pass, whatever was printed', () => {
    fc.assert(
      fc.property(printedInvoices(), (invoice) => {
        const once = normalizeInvoice(invoice);
        expect(normalizeInvoice(once)).toEqual(once);
        expect(Object.values(once.header)).not.toContain('');
      }),
    );
  });
});

// Telling an invoice from a photo of a cat.
test.each<[boolean, Invoice]>([
  [false, { header: {}, lines: [] }],
  [
    false,
    { header: { Buyer_Name: 'Tom', Invoice_Date: '2026-02-06' }, lines: [{ Item_Description: 'a cat' }] },
  ],
  [false, { header: {}, lines: [{ Qty: '1', Line_Total: 'priceless' }] }],
  [true, { header: { Invoice_No: 'A1' }, lines: [] }],
  [true, { header: { Seller_GSTIN: '27AAPFU0939F1ZV' }, lines: [] }],
  [true, { header: { Invoice_Value: '500.00' }, lines: [] }],
  [true, { header: {}, lines: [{ Item_Description: 'Tea' }, { Line_Total: '50.00' }] }],
])('hasInvoiceContent: %s for %j', (expected, invoice) => {
  expect(hasInvoiceContent(invoice)).toBe(expected);
});
