/** Sums within a line that do not close, at the very edges of their tolerance, and some that only look open. */
import type { LineItem } from '../../../src/invoice/invoice.ts';
import type { Severity } from '../../../src/invoice/rules/rule.ts';
import { createInvoice } from '../create-invoice.ts';
import type { RuleTable } from '../rule-cases.ts';
import { INTER_STATE, INTRA_STATE, withFirstLine, withHeader } from '../sound-invoices.ts';

/** 2 × 500.00 = 1000.00, and 90.00 + 90.00 of tax at 18 %. */
const localLine = (changes: LineItem) => withFirstLine(INTRA_STATE, changes);
/** 10000.00, and 1800.00 of tax at 18 %. */
const distantLine = (changes: LineItem) => withFirstLine(INTER_STATE, changes);

/** `inWords` is how the message prints amounts. */
const taxableValueOf = (expected: string, inWords: { expected: string; off: string }) => ({
  severity: 'warning' as const,
  field: 'Taxable_Value' as const,
  lineNo: 1,
  message: `Line 1: taxable value is ₹1,000.00, but quantity × rate less discount is ${inWords.expected} (off by ${inWords.off}). Check quantity, rate and discount.`,
  expected,
  actual: '1000.00',
});

const taxOf = (severity: Severity, actual: string, inWords: { actual: string; off: string }) => ({
  severity,
  field: 'IGST_Amount' as const,
  lineNo: 1,
  message: `Line 1: tax is ${inWords.actual}, but taxable value × GST rate is ₹1,800.00 (off by ${inWords.off}). Check the rate and the tax columns.`,
  expected: '1800.00',
  actual,
});

export const LINE_CASES = {
  line_taxable_value: {
    fires: [
      [
        'a quantity too small',
        localLine({ Qty: '1' }),
        taxableValueOf('500.00', { expected: '₹500.00', off: '₹500.00' }),
      ],
      [
        'a quantity of more than twice the value',
        localLine({ Qty: '5' }),
        taxableValueOf('2500.00', { expected: '₹2,500.00', off: '₹1,500.00' }),
      ],
      [
        'a discount that is not the one printed',
        localLine({ Discount_Percent: '5' }),
        taxableValueOf('950.00', { expected: '₹950.00', off: '₹50.00' }),
      ],
      [
        'a discount in rupees that no tax vouches for',
        localLine({ Rate: '550.00', CGST_Amount: '70.00', SGST_Amount: '70.00' }),
        taxableValueOf('1100.00', { expected: '₹1,100.00', off: '₹100.00' }),
      ],
      [
        'paise beyond rounding',
        localLine({ Rate: '499.74' }),
        taxableValueOf('999.48', { expected: '₹999.48', off: '₹0.52' }),
      ],
    ],
    silent: [
      ['a discount in percent', localLine({ Rate: '625.00', Discount_Percent: '20 %' })],
      [
        'a discount in rupees, with tax on what is left',
        localLine({ Rate: '550.00', Discount_Percent: '-' }),
      ],
      ['a discount of half', localLine({ Rate: '1000.00' })],
      [
        'a price with tax in it, where the line shows no tax',
        withFirstLine(INTRA_STATE, { Rate: '590.00', CGST_Amount: undefined, SGST_Amount: undefined }),
      ],
      ['a price rounded to whole rupees', localLine({ Qty: '300', Rate: '3' })],
      ['paise within rounding', localLine({ Rate: '499.75' })],
      ['goods given free', localLine({ Taxable_Value: '0.00', CGST_Amount: '0.00', SGST_Amount: '0.00' })],
      ['no quantity, as on services', INTER_STATE],
    ],
  },
  line_tax: {
    fires: [
      [
        '0.51 off, within 1 %',
        distantLine({ IGST_Amount: '1800.51' }),
        taxOf('warning', '1800.51', { actual: '₹1,800.51', off: '₹0.51' }),
      ],
      [
        '1 % off',
        distantLine({ IGST_Amount: '1782.00' }),
        taxOf('warning', '1782.00', { actual: '₹1,782.00', off: '₹18.00' }),
      ],
      [
        'more than 1 % off',
        distantLine({ IGST_Amount: '1818.01' }),
        taxOf('error', '1818.01', { actual: '₹1,818.01', off: '₹18.01' }),
      ],
      [
        'tax on an exempt line',
        withFirstLine(INTER_STATE, { GST_Rate: 'Exempt', IGST_Rate: undefined }),
        {
          severity: 'error',
          field: 'IGST_Amount',
          lineNo: 1,
          message:
            'Line 1: tax is ₹1,800.00, but taxable value × GST rate is ₹0.00 (off by ₹1,800.00). Check the rate and the tax columns.',
          expected: '0.00',
          actual: '1800.00',
        },
      ],
      [
        'no tax at a rate',
        distantLine({ IGST_Amount: '0.00' }),
        taxOf('error', '0.00', { actual: '₹0.00', off: '₹1,800.00' }),
      ],
      [
        'both halves beyond the rounding of each',
        localLine({ CGST_Amount: '90.51', SGST_Amount: '90.51' }),
        {
          severity: 'warning',
          field: 'CGST_Amount',
          lineNo: 1,
          message:
            'Line 1: tax is ₹181.02, but taxable value × GST rate is ₹180.00 (off by ₹1.02). Check the rate and the tax columns.',
          expected: '180.00',
          actual: '181.02',
        },
      ],
    ],
    silent: [
      ['0.50 off', distantLine({ IGST_Amount: '1799.50' })],
      ['halves rounded to whole rupees', localLine({ CGST_Amount: '89.50', SGST_Amount: '89.50' })],
      ['IGST of 0 beside the halves', localLine({ IGST_Amount: '0', IGST_Rate: '0' })],
      ['a dash for IGST', localLine({ IGST_Amount: '-' })],
      [
        'IGST of 0 and halves that were not read',
        withFirstLine(INTRA_STATE, { IGST_Amount: '0.00', CGST_Amount: undefined, SGST_Amount: undefined }),
      ],
      ['halves of 0 beside IGST', distantLine({ CGST_Amount: '0.00', SGST_Amount: '0.00' })],
      ['one half that was not read', withFirstLine(INTRA_STATE, { SGST_Amount: undefined })],
      [
        'a rate of 8.999 %',
        withFirstLine(createInvoice({ lines: [{ taxable: '100000.00', rate: '18' }] }), {
          GST_Rate: undefined,
          CGST_Rate: '8.999',
          SGST_Rate: '8.999',
        }),
      ],
      [
        'an export without payment of tax',
        withFirstLine(withHeader(INTER_STATE, { Supply_Type: 'EXPWOP' }), { IGST_Amount: '0.00' }),
      ],
      ['no rate', withFirstLine(INTER_STATE, { GST_Rate: undefined, IGST_Rate: undefined })],
    ],
  },
  line_cgst_sgst: {
    fires: [
      [
        '0.51 off, within 1 %',
        localLine({ SGST_Amount: '90.51' }),
        {
          severity: 'warning',
          field: 'SGST_Amount',
          lineNo: 1,
          message:
            'Line 1: SGST is ₹90.51, but CGST, which must be the same, is ₹90.00 (off by ₹0.51). Check both columns.',
          expected: '90.00',
          actual: '90.51',
        },
      ],
      [
        'more than 1 % off',
        localLine({ SGST_Amount: '90.91' }),
        {
          severity: 'error',
          field: 'SGST_Amount',
          lineNo: 1,
          message:
            'Line 1: SGST is ₹90.91, but CGST, which must be the same, is ₹90.00 (off by ₹0.91). Check both columns.',
          expected: '90.00',
          actual: '90.91',
        },
      ],
    ],
    silent: [
      ['0.50 off', localLine({ SGST_Amount: '90.50' })],
      ['one half that was not read', withFirstLine(INTRA_STATE, { SGST_Amount: undefined })],
    ],
  },
  line_total: {
    fires: [
      [
        '0.51 off, within 1 %',
        localLine({ Line_Total: '1180.51' }),
        {
          severity: 'warning',
          field: 'Line_Total',
          lineNo: 1,
          message:
            'Line 1: line total is ₹1,180.51, but taxable value + tax is ₹1,180.00 (off by ₹0.51). Check the amounts of the line.',
          expected: '1180.00',
          actual: '1180.51',
        },
      ],
      [
        'more than 1 % off',
        localLine({ Line_Total: '1191.81' }),
        {
          severity: 'error',
          field: 'Line_Total',
          lineNo: 1,
          message:
            'Line 1: line total is ₹1,191.81, but taxable value + tax is ₹1,180.00 (off by ₹11.81). Check the amounts of the line.',
          expected: '1180.00',
          actual: '1191.81',
        },
      ],
      [
        'cess that the total leaves out',
        localLine({ Cess_Amount: '120.00' }),
        {
          severity: 'error',
          field: 'Line_Total',
          lineNo: 1,
          message:
            'Line 1: line total is ₹1,180.00, but taxable value + tax is ₹1,300.00 (off by ₹120.00). Check the amounts of the line.',
          expected: '1300.00',
          actual: '1180.00',
        },
      ],
    ],
    silent: [
      ['0.50 off', localLine({ Line_Total: '1179.50' })],
      ['the value before tax', localLine({ Line_Total: '1000.00' })],
      [
        'tax that follows from the rate',
        withFirstLine(INTRA_STATE, { CGST_Amount: undefined, SGST_Amount: undefined }),
      ],
      [
        'neither tax nor rate',
        { header: INTRA_STATE.header, lines: [{ Taxable_Value: '1000.00', Line_Total: '1100.00' }] },
      ],
    ],
  },
} satisfies RuleTable;
