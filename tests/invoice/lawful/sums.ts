/** Sums that close by law or by habit: round-off, discounts, freight, TCS, empty columns, retail prices. */
import type { InvoiceHeader } from '../../../src/invoice/invoice.ts';
import { createInvoice } from '../create-invoice.ts';
import { INTER_STATE, INTRA_STATE, withFirstLine, withHeader } from '../sound-invoices.ts';
import type { Lawful } from './lawful.ts';

const local = (changes: InvoiceHeader) => withHeader(INTRA_STATE, changes);
const distant = (changes: InvoiceHeader) => withHeader(INTER_STATE, changes);

export const SUMS: readonly Lawful[] = [
  [
    'exempt lines that the total taxable value leaves out',
    {
      header: { ...INTRA_STATE.header, Invoice_Value: '1890.00' },
      lines: [
        ...INTRA_STATE.lines,
        { Item_Description: 'Rice', HSN: '1006', Taxable_Value: '500.00', GST_Rate: '0' },
      ],
    },
  ],
  [
    'exempt lines with no taxable value at all',
    {
      header: { ...INTRA_STATE.header, Invoice_Value: '1890.00' },
      lines: [
        ...INTRA_STATE.lines,
        { Item_Description: 'Rice', HSN: '1006', GST_Rate: 'Exempt', Line_Total: '500.00' },
      ],
    },
  ],
  [
    'cigarettes, taxed on their retail price',
    {
      header: {
        ...INTRA_STATE.header,
        Total_Taxable_Value: '1000.00',
        CGST_Total: '220.00',
        SGST_Total: '220.00',
        Total_GST: '440.00',
        Invoice_Value: '1440.00',
      },
      lines: [
        {
          Item_Description: 'Cigarettes',
          HSN: '24022090',
          Taxable_Value: '1000.00',
          GST_Rate: '40',
          CGST_Amount: '220.00',
          SGST_Amount: '220.00',
          Line_Total: '1440.00',
        },
      ],
    },
    ['line_tax'],
  ],
  [
    'cigarettes, their retail price less tax as taxable value',
    {
      header: {
        ...INTRA_STATE.header,
        Total_Taxable_Value: '1100.00',
        CGST_Total: '220.00',
        SGST_Total: '220.00',
        Total_GST: '440.00',
        Invoice_Value: '1440.00',
      },
      lines: [
        {
          Item_Description: 'Cigarettes',
          HSN: '2402',
          Taxable_Value: '1100.00',
          GST_Rate: '40',
          CGST_Amount: '220.00',
          SGST_Amount: '220.00',
          Line_Total: '1440.00',
        },
      ],
    },
    ['line_total', 'grand_total'],
  ],
  ['rounded up by ₹1', local({ Invoice_Value: '1391.00' })],
  ['rounded down by ₹1', local({ Invoice_Value: '1389.00' })],
  [
    'rounded to the rupee, downwards',
    createInvoice({ lines: [{ taxable: '1000.35', rate: '18' }], roundOff: '-0.42' }),
  ],
  [
    'tax rounded to the rupee, by halves',
    {
      header: local({
        Total_Taxable_Value: '140.00',
        CGST_Total: '4.00',
        SGST_Total: '4.00',
        Total_GST: '8.00',
        Invoice_Value: '148.00',
      }).header,
      lines: [
        {
          Item_Description: 'Tea',
          HSN: '0902',
          Taxable_Value: '140.00',
          GST_Rate: '5',
          CGST_Amount: '4.00',
          SGST_Amount: '4.00',
          Line_Total: '148.00',
        },
      ],
    },
  ],
  [
    'IGST printed as 0.00 beside CGST and SGST',
    withFirstLine(local({ IGST_Total: '0.00' }), { IGST_Rate: '0', IGST_Amount: '0.00' }),
  ],
  ['IGST columns of dashes', withFirstLine(local({ IGST_Total: '-' }), { IGST_Rate: '-', IGST_Amount: '-' })],
  [
    'CGST and SGST printed as 0.00 beside IGST',
    withFirstLine(distant({ CGST_Total: '0.00', SGST_Total: '0.00' }), {
      CGST_Rate: '0',
      CGST_Amount: '0.00',
      SGST_Rate: '0',
      SGST_Amount: '0.00',
    }),
  ],
  [
    'lines that end before tax',
    {
      ...INTRA_STATE,
      lines: INTRA_STATE.lines.map((line) => ({ ...line, Line_Total: line.Taxable_Value ?? '' })),
    },
  ],
  ['prices with tax in them', withFirstLine(INTRA_STATE, { Rate: '590.00' })],
  ['a discount in rupees', withFirstLine(INTRA_STATE, { Rate: '625.00' })],
  ['a discount in percent', withFirstLine(INTRA_STATE, { Rate: '625.00', Discount_Percent: '20%' })],
  [
    'goods given free',
    {
      ...INTRA_STATE,
      lines: [
        ...INTRA_STATE.lines,
        {
          Item_Description: 'Cup',
          HSN: '6911',
          Qty: '1',
          Rate: '50.00',
          Taxable_Value: '0.00',
          GST_Rate: '5',
          CGST_Amount: '0.00',
          SGST_Amount: '0.00',
        },
      ],
    },
  ],
  [
    'freight below the lines',
    local({
      Total_Taxable_Value: '1300.00',
      CGST_Total: '104.00',
      SGST_Total: '104.00',
      Total_GST: '208.00',
      Invoice_Value: '1508.00',
    }),
    ['lines_taxable_value', 'lines_tax'],
  ],
  [
    'freight below goods of a lower rate',
    {
      ...local({
        Total_Taxable_Value: '250.00',
        CGST_Total: '9.50',
        SGST_Total: '9.50',
        Total_GST: '19.00',
        Invoice_Value: '269.00',
      }),
      lines: INTRA_STATE.lines.slice(1),
    },
    ['lines_taxable_value', 'lines_tax'],
  ],
  [
    'a discount below the lines',
    local({
      Total_Taxable_Value: '1080.00',
      CGST_Total: '85.50',
      SGST_Total: '85.50',
      Total_GST: '171.00',
      Invoice_Value: '1251.00',
    }),
    ['lines_taxable_value', 'lines_tax'],
  ],
  ['1 % TCS on scrap, rounded up', distant({ Invoice_Value: '11919.00' }), ['grand_total']],
  ['2 % TCS on scrap', distant({ Invoice_Value: '12036.00' }), ['grand_total']],
];
