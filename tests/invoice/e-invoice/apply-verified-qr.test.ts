/** Signed values in the place of read ones. */
import { describe, expect, test } from 'vitest';
import { completeInvoice } from '../../../src/invoice/complete.ts';
import { applyVerifiedQr } from '../../../src/invoice/e-invoice/apply-verified-qr.ts';
import type { EInvoiceQr, QrState, QrValues } from '../../../src/invoice/e-invoice/e-invoice-qr.ts';
import { checkInvoice } from '../check-invoice.ts';
import { GSTINS, INTRA_STATE, withHeader } from '../sound-invoices.ts';

const VALUES: QrValues = {
  sellerGstin: GSTINS.mumbai,
  buyerGstin: GSTINS.pune,
  docNo: 'INV-2026/001',
  docType: 'INV',
  docDate: '2026-02-06',
  totalValue: '1390',
};
const qrIn = (state: QrState): EInvoiceQr => ({ state, algorithm: 'RS256', values: VALUES });
const VERIFIED = qrIn('verified');

const MISREAD = withHeader(INTRA_STATE, {
  Seller_GSTIN: '29AAFCC9980M1ZR',
  Seller_State_Code: undefined,
  Buyer_GSTIN: undefined,
  Invoice_No: 'INV-2026/OO1',
  Invoice_Date: '2026-06-02',
  Invoice_Type: 'Credit Note',
  Invoice_Value: '7390.00',
});

describe('a verified code', () => {
  test('wins over every value that differs, fills in what is missing, and says so', () => {
    const { invoice, changes } = applyVerifiedQr(MISREAD, VERIFIED);
    expect(invoice.header).toEqual({
      ...MISREAD.header,
      Seller_GSTIN: GSTINS.mumbai,
      Buyer_GSTIN: GSTINS.pune,
      Invoice_No: 'INV-2026/001',
      Invoice_Date: '2026-02-06',
      Invoice_Type: 'Tax Invoice',
      Invoice_Value: '1390',
    });
    expect(changes).toEqual([
      { field: 'Seller_GSTIN', from: '29AAFCC9980M1ZR', to: GSTINS.mumbai },
      { field: 'Buyer_GSTIN', to: GSTINS.pune },
      { field: 'Invoice_No', from: 'INV-2026/OO1', to: 'INV-2026/001' },
      { field: 'Invoice_Date', from: '2026-06-02', to: '2026-02-06' },
      { field: 'Invoice_Type', from: 'Credit Note', to: 'Tax Invoice' },
      { field: 'Invoice_Value', from: '7390.00', to: '1390' },
    ]);
    expect(invoice.lines).toBe(MISREAD.lines);
  });

  test('is what the rest follows from, and no rule objects any more', () => {
    const completed = completeInvoice(applyVerifiedQr(MISREAD, VERIFIED).invoice);
    expect(completed.header.Seller_State_Code).toBe('27');
    expect(checkInvoice(completed, { qr: VERIFIED })).toEqual([]);
  });

  test('leaves what agrees as it is printed', () => {
    const printed = withHeader(INTRA_STATE, {
      Invoice_No: 'INV/2026/001',
      Invoice_Type: 'Retail Invoice',
      Invoice_Value: '1390.40',
    });
    expect(applyVerifiedQr(printed, VERIFIED)).toEqual({ invoice: printed, changes: [] });
  });
});

test.each(['invalid', 'decoded-not-verified'] as const)('a code that is %s changes nothing', (state) => {
  expect(applyVerifiedQr(MISREAD, qrIn(state))).toEqual({ invoice: MISREAD, changes: [] });
});

test('no code changes nothing', () => {
  expect(applyVerifiedQr(MISREAD, undefined)).toEqual({ invoice: MISREAD, changes: [] });
});
