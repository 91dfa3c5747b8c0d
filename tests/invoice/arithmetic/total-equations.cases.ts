/** Totals that do not close, at the very edges of their tolerance, and some that only look open. */
import type { InvoiceHeader } from '../../../src/invoice/invoice.ts';
import type { Severity } from '../../../src/invoice/rules/rule.ts';
import { createInvoice } from '../create-invoice.ts';
import type { RuleTable } from '../rule-cases.ts';
import { INTER_STATE, INTRA_STATE, withHeader } from '../sound-invoices.ts';

/** 1200.00 + 95.00 + 95.00 = 1390.00 */
const local = (changes: InvoiceHeader) => withHeader(INTRA_STATE, changes);
/** 10000.00 + 1800.00 = 11800.00 */
const distant = (changes: InvoiceHeader) => withHeader(INTER_STATE, changes);

const grandTotalOf = (severity: Severity, actual: string, inWords: { actual: string; off: string }) => ({
  severity,
  field: 'Invoice_Value' as const,
  message: `Invoice value is ${inWords.actual}, but taxable value + tax is ₹11,800.00 (off by ${inWords.off}). Check the totals; look for ${Number(actual) > 11_800 ? 'TCS, freight, cess or old dues' : 'a discount or an advance'} below them.`,
  expected: '11800.00',
  actual,
});

export const TOTAL_CASES = {
  cgst_sgst: {
    fires: [
      [
        '0.51 off, within 1 %',
        local({ SGST_Total: '95.51' }),
        {
          severity: 'warning',
          field: 'SGST_Total',
          message:
            'SGST total is ₹95.51, but CGST total, which must be the same, is ₹95.00 (off by ₹0.51). Check both totals.',
          expected: '95.00',
          actual: '95.51',
        },
      ],
      [
        'more than 1 % off',
        local({ SGST_Total: '95.96' }),
        {
          severity: 'error',
          field: 'SGST_Total',
          message:
            'SGST total is ₹95.96, but CGST total, which must be the same, is ₹95.00 (off by ₹0.96). Check both totals.',
          expected: '95.00',
          actual: '95.96',
        },
      ],
      [
        'nothing in one of them',
        local({ SGST_Total: 'Nil' }),
        {
          severity: 'error',
          field: 'SGST_Total',
          message:
            'SGST total is ₹0.00, but CGST total, which must be the same, is ₹95.00 (off by ₹95.00). Check both totals.',
          expected: '95.00',
          actual: '0.00',
        },
      ],
    ],
    silent: [
      ['0.50 off', local({ SGST_Total: '95.50' })],
      ['one half that was not read', withHeader(INTRA_STATE, { SGST_Total: undefined })],
    ],
  },
  total_gst: {
    fires: [
      [
        'a total of nothing',
        distant({ Total_GST: '0.00' }),
        {
          severity: 'error',
          field: 'Total_GST',
          message:
            'Total GST is ₹0.00, but IGST + CGST + SGST is ₹1,800.00 (off by ₹1,800.00). Check the tax totals.',
          expected: '1800.00',
          actual: '0.00',
        },
      ],
      [
        'another total under reverse charge',
        distant({ Reverse_Charge: 'Yes', Total_GST: '1900.00' }),
        {
          severity: 'error',
          field: 'Total_GST',
          message:
            'Total GST is ₹1,900.00, but IGST + CGST + SGST is ₹1,800.00 (off by ₹100.00). Check the tax totals.',
          expected: '1800.00',
          actual: '1900.00',
        },
      ],
      [
        '0.51 off, within 1 %',
        local({ Total_GST: '190.51' }),
        {
          severity: 'warning',
          field: 'Total_GST',
          message:
            'Total GST is ₹190.51, but IGST + CGST + SGST is ₹190.00 (off by ₹0.51). Check the tax totals.',
          expected: '190.00',
          actual: '190.51',
        },
      ],
      [
        'more than 1 % off',
        local({ Total_GST: '191.91' }),
        {
          severity: 'error',
          field: 'Total_GST',
          message:
            'Total GST is ₹191.91, but IGST + CGST + SGST is ₹190.00 (off by ₹1.91). Check the tax totals.',
          expected: '190.00',
          actual: '191.91',
        },
      ],
    ],
    silent: [
      ['0.50 off', local({ Total_GST: '189.50' })],
      [
        'cess counted in',
        withHeader(createInvoice({ lines: [{ taxable: '1000.00', rate: '28', cess: '120.00' }] }), {
          Total_GST: '400.00',
        }),
      ],
      ['IGST of 0.00 beside the halves', local({ IGST_Total: '0.00' })],
      ['CGST of 0.00 beside IGST', distant({ CGST_Total: '0.00' })],
      ['one half that was not read', withHeader(INTRA_STATE, { SGST_Total: undefined })],
      [
        'no heads but IGST of 0.00, on a local sale',
        withHeader(INTRA_STATE, { IGST_Total: '0.00', CGST_Total: undefined, SGST_Total: undefined }),
      ],
      [
        'reverse charge with the total only',
        distant({ Reverse_Charge: 'Yes', IGST_Total: '0.00', Invoice_Value: '10000.00' }),
      ],
    ],
  },
  grand_total: {
    fires: [
      [
        '₹1.01 too much',
        distant({ Invoice_Value: '11801.01' }),
        grandTotalOf('warning', '11801.01', { actual: '₹11,801.01', off: '₹1.01' }),
      ],
      [
        '₹1.01 too little',
        distant({ Invoice_Value: '11798.99' }),
        grandTotalOf('warning', '11798.99', { actual: '₹11,798.99', off: '₹1.01' }),
      ],
      [
        '1 % too little',
        distant({ Invoice_Value: '11682.00' }),
        grandTotalOf('warning', '11682.00', { actual: '₹11,682.00', off: '₹118.00' }),
      ],
      [
        'more than 1 % too little',
        distant({ Invoice_Value: '11681.99' }),
        grandTotalOf('error', '11681.99', { actual: '₹11,681.99', off: '₹118.01' }),
      ],
      [
        '1 % TCS, rounded up',
        distant({ Invoice_Value: '11919.00' }),
        grandTotalOf('warning', '11919.00', { actual: '₹11,919.00', off: '₹119.00' }),
      ],
      [
        '2 % TCS',
        distant({ Invoice_Value: '12036.00' }),
        grandTotalOf('warning', '12036.00', { actual: '₹12,036.00', off: '₹236.00' }),
      ],
      [
        'neither TCS nor round-off',
        distant({ Invoice_Value: '11919.01' }),
        grandTotalOf('error', '11919.01', { actual: '₹11,919.01', off: '₹119.01' }),
      ],
      [
        '2 % of too little for TCS to be told',
        local({ Invoice_Value: '1417.80' }),
        {
          severity: 'error',
          field: 'Invoice_Value',
          message:
            'Invoice value is ₹1,417.80, but taxable value + tax is ₹1,390.00 (off by ₹27.80). Check the totals; look for TCS, freight, cess or old dues below them.',
          expected: '1390.00',
          actual: '1417.80',
        },
      ],
      [
        'no tax in it, though the lines have a rate',
        withHeader(INTER_STATE, { IGST_Total: undefined, Total_GST: undefined, Invoice_Value: '10000.00' }),
        grandTotalOf('error', '10000.00', { actual: '₹10,000.00', off: '₹1,800.00' }),
      ],
      [
        'part of the tax of a reverse charge',
        distant({ Reverse_Charge: 'Yes', Invoice_Value: '10900.00' }),
        {
          severity: 'error',
          field: 'Invoice_Value',
          message:
            'Invoice value is ₹10,900.00, but taxable value, without the tax that the buyer pays under reverse charge, is ₹10,000.00 (off by ₹900.00). Check the totals; look for TCS, freight, cess or old dues below them.',
          expected: '10000.00',
          actual: '10900.00',
        },
      ],
    ],
    silent: [
      ['rounded up by ₹1', distant({ Invoice_Value: '11801.00' })],
      ['rounded down by ₹1', distant({ Invoice_Value: '11799.00' })],
      ['a value in words only', distant({ Invoice_Value: 'Rupees Eleven Thousand Eight Hundred' })],
      ['no taxable value', withHeader(INTER_STATE, { Total_Taxable_Value: undefined })],
      [
        'neither tax nor rate',
        {
          header: { ...INTER_STATE.header, IGST_Total: '-', Total_GST: '-', Invoice_Value: '11000.00' },
          lines: [],
        },
      ],
      ['reverse charge without tax', distant({ Reverse_Charge: 'Yes', Invoice_Value: '10000.00' })],
      ['an export without payment of tax', distant({ Supply_Type: 'Export', Invoice_Value: '10000.00' })],
      ['an export with payment of tax', distant({ Supply_Type: 'Export' })],
    ],
  },
} satisfies RuleTable;
