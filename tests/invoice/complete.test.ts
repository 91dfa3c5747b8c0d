/** What follows from an invoice is filled in; what was printed stays. */
import { describe, expect, test } from 'vitest';
import { completeInvoice } from '../../src/invoice/complete.ts';
import type { InvoiceHeader, LineItem } from '../../src/invoice/invoice.ts';
import { GSTINS, INTER_STATE, INTRA_STATE } from './sound-invoices.ts';

describe('the header', () => {
  test.each<[string, InvoiceHeader, InvoiceHeader]>([
    ['states come from valid GSTINs', { Seller_GSTIN: GSTINS.mumbai }, { Seller_State_Code: '27' }],
    ['the buyer’s too', { Buyer_GSTIN: GSTINS.bengaluru }, { Buyer_State_Code: '29' }],
    ['never from an invalid GSTIN', { Seller_GSTIN: '27AAPFU0939F1ZW' }, {}],
    [
      'the supply type from the states',
      { Seller_State_Code: '27', Place_Of_Supply: '29' },
      { Supply_Type: 'Inter-State' },
    ],
    ['no supply type without a place of supply', { Seller_State_Code: '27', Buyer_State_Code: '29' }, {}],
    ['total GST from IGST', { IGST_Total: '180.00' }, { Total_GST: '180.00' }],
    ['total GST from CGST and SGST', { CGST_Total: '90.5', SGST_Total: '90.50' }, { Total_GST: '181.00' }],
    [
      'total GST from three columns',
      { IGST_Total: '0.00', CGST_Total: '90', SGST_Total: '90' },
      { Total_GST: '180.00' },
    ],
    ['no total GST from half the tax', { CGST_Total: '90.00' }, {}],
    ['no total GST from half the tax and no IGST', { IGST_Total: '0.00', CGST_Total: '90.00' }, {}],
    ['no total GST from an IGST of nothing', { IGST_Total: '0.00' }, {}],
    ['no total GST from what can’t be read', { CGST_Total: '90.00', SGST_Total: 'ninety' }, {}],
  ])('%s', (_, header, added) => {
    expect(completeInvoice({ header, lines: [] })).toEqual({ header: { ...header, ...added }, lines: [] });
  });
});

describe('a line', () => {
  test.each<[string, LineItem, LineItem]>([
    ['its number is its position', {}, { Line_No: '1' }],
    ['its rate is that of IGST', { Line_No: '7', IGST_Rate: '18' }, { GST_Rate: '18' }],
    ['or of CGST and SGST', { Line_No: '7', CGST_Rate: '2.5', SGST_Rate: '2.5' }, { GST_Rate: '5.0' }],
    ['half a rate is none', { Line_No: '7', CGST_Rate: '9' }, {}],
  ])('%s', (_, line, added) => {
    expect(completeInvoice({ header: {}, lines: [line] }).lines).toEqual([{ ...line, ...added }]);
  });
});

test('a value that was printed is never replaced, right or wrong', () => {
  const wrong = {
    header: {
      ...INTRA_STATE.header,
      Seller_State_Code: '29',
      Supply_Type: 'B2B',
      Total_GST: '1.00',
    },
    lines: INTRA_STATE.lines.map((line) => ({ ...line, Line_No: '9', GST_Rate: '3' })),
  };
  expect(completeInvoice(wrong)).toEqual(wrong);
});

test('a complete invoice stays as it is', () => {
  expect(completeInvoice(INTER_STATE)).toEqual(INTER_STATE);
});
