/** Lines that do not sum to the totals, and lines that need not. */
import type { Invoice, InvoiceHeader } from '../../../src/invoice/invoice.ts';
import { createInvoice } from '../create-invoice.ts';
import type { RuleTable } from '../rule-cases.ts';
import { INTER_STATE, INTRA_STATE, withFirstLine, withHeader } from '../sound-invoices.ts';

/** 1200.00 + 95.00 + 95.00 = 1390.00 */
const local = (changes: InvoiceHeader) => withHeader(INTRA_STATE, changes);
/** 10000.00 + 1800.00 = 11800.00 */
const distant = (changes: InvoiceHeader) => withHeader(INTER_STATE, changes);

/** A header of 10000.00 + 18 % that closes by itself, over lines that hold another sum. */
function withLinesOf(taxable: string, rate = '18'): Invoice {
  const { lines } = createInvoice({ lines: [{ taxable, rate }], isInterState: true });
  return { ...INTER_STATE, lines };
}

export const LINE_SUM_CASES = {
  lines_taxable_value: {
    fires: [
      [
        '0.51 off, within 1 %',
        local({ Total_Taxable_Value: '1200.51' }),
        {
          severity: 'warning',
          field: 'Total_Taxable_Value',
          message:
            'Total taxable value is ₹1,200.51, but the sum of the lines is ₹1,200.00 (off by ₹0.51). Look for a line that was missed, or for freight or packing below the lines.',
          expected: '1200.00',
          actual: '1200.51',
        },
      ],
      [
        'a header that does not close either',
        local({ Total_Taxable_Value: '1212.01', Invoice_Value: '9000.00' }),
        {
          severity: 'error',
          field: 'Total_Taxable_Value',
          message:
            'Total taxable value is ₹1,212.01, but the sum of the lines is ₹1,200.00 (off by ₹12.01). Look for a line that was missed, or for freight or packing below the lines.',
          expected: '1200.00',
          actual: '1212.01',
        },
      ],
      [
        'freight below the lines, up to a quarter',
        withLinesOf('7500.00'),
        {
          severity: 'warning',
          field: 'Total_Taxable_Value',
          message:
            'Total taxable value is ₹10,000.00, but the sum of the lines is ₹7,500.00 (off by ₹2,500.00). Look for a line that was missed, or for freight or packing below the lines.',
          expected: '7500.00',
          actual: '10000.00',
        },
      ],
      [
        'more than a quarter: a line was missed',
        withLinesOf('7499.99'),
        {
          severity: 'error',
          field: 'Total_Taxable_Value',
          message:
            'Total taxable value is ₹10,000.00, but the sum of the lines is ₹7,499.99 (off by ₹2,500.01). Look for a line that was missed, or for freight or packing below the lines.',
          expected: '7499.99',
          actual: '10000.00',
        },
      ],
      [
        'a discount below the lines',
        withLinesOf('11000.00'),
        {
          severity: 'warning',
          field: 'Total_Taxable_Value',
          message:
            'Total taxable value is ₹10,000.00, but the sum of the lines is ₹11,000.00 (off by ₹1,000.00). Look for a line that was read twice, or for a discount below the lines.',
          expected: '11000.00',
          actual: '10000.00',
        },
      ],
      [
        'every line twice',
        withLinesOf('20000.00'),
        {
          severity: 'error',
          field: 'Total_Taxable_Value',
          message:
            'Total taxable value is ₹10,000.00, but the sum of the lines is ₹20,000.00 (off by ₹10,000.00). Look for a line that was read twice, or for a discount below the lines.',
          expected: '20000.00',
          actual: '10000.00',
        },
      ],
    ],
    silent: [
      ['0.50 off', local({ Total_Taxable_Value: '1199.50' })],
      [
        'a line without value',
        { ...INTRA_STATE, lines: [...INTRA_STATE.lines, { Item_Description: 'Gift' }] },
      ],
      ['no lines', { ...INTRA_STATE, lines: [] }],
    ],
  },
  lines_tax: {
    fires: [
      [
        '0.51 off, within 1 %',
        distant({ IGST_Total: '1800.51' }),
        {
          severity: 'warning',
          field: 'Total_GST',
          message:
            'Total tax is ₹1,800.51, but the tax of the lines is ₹1,800.00 (off by ₹0.51). Look for a line that was missed, or for tax on freight or packing.',
          expected: '1800.00',
          actual: '1800.51',
        },
      ],
      [
        'other tax on the same taxable value',
        distant({ IGST_Total: '1900.00', Total_GST: '1900.00', Invoice_Value: '11900.00' }),
        {
          severity: 'error',
          field: 'Total_GST',
          message:
            'Total tax is ₹1,900.00, but the tax of the lines is ₹1,800.00 (off by ₹100.00). Look for a line that was missed, or for tax on freight or packing.',
          expected: '1800.00',
          actual: '1900.00',
        },
      ],
      [
        'tax on freight below the lines, at a higher rate than the goods’',
        {
          ...withLinesOf('8000.00', '5'),
          header: {
            ...INTER_STATE.header,
            IGST_Total: '760.00',
            Total_GST: '760.00',
            Invoice_Value: '10760.00',
          },
        },
        {
          severity: 'warning',
          field: 'Total_GST',
          message:
            'Total tax is ₹760.00, but the tax of the lines is ₹400.00 (off by ₹360.00). Look for a line that was missed, or for tax on freight or packing.',
          expected: '400.00',
          actual: '760.00',
        },
      ],
      [
        'tax on a charge below the lines, at the highest rate',
        {
          ...withLinesOf('9000.00'),
          header: {
            ...INTER_STATE.header,
            IGST_Total: '2020.00',
            Total_GST: '2020.00',
            Invoice_Value: '12020.00',
          },
        },
        {
          severity: 'warning',
          field: 'Total_GST',
          message:
            'Total tax is ₹2,020.00, but the tax of the lines is ₹1,620.00 (off by ₹400.00). Look for a line that was missed, or for tax on freight or packing.',
          expected: '1620.00',
          actual: '2020.00',
        },
      ],
      [
        'a total without heads',
        withHeader(INTER_STATE, { IGST_Total: undefined, Total_GST: '1900.00' }),
        {
          severity: 'error',
          field: 'Total_GST',
          message:
            'Total tax is ₹1,900.00, but the tax of the lines is ₹1,800.00 (off by ₹100.00). Look for a line that was missed, or for tax on freight or packing.',
          expected: '1800.00',
          actual: '1900.00',
        },
      ],
      [
        'no tax in the totals of a sale',
        distant({ IGST_Total: '0.00', Total_GST: '0.00' }),
        {
          severity: 'error',
          field: 'Total_GST',
          message:
            'Total tax is ₹0.00, but the tax of the lines is ₹1,800.00 (off by ₹1,800.00). Look for a line that was read twice, or for a discount below the lines.',
          expected: '1800.00',
          actual: '0.00',
        },
      ],
      [
        'other tax in the totals of a reverse charge',
        distant({ Reverse_Charge: 'Yes', IGST_Total: '1900.00', Total_GST: '1900.00' }),
        {
          severity: 'error',
          field: 'Total_GST',
          message:
            'Total tax is ₹1,900.00, but the tax of the lines is ₹1,800.00 (off by ₹100.00). Look for a line that was missed, or for tax on freight or packing.',
          expected: '1800.00',
          actual: '1900.00',
        },
      ],
      [
        'less tax on more taxable value',
        { ...withLinesOf('9000.00', '28'), header: INTER_STATE.header },
        {
          severity: 'error',
          field: 'Total_GST',
          message:
            'Total tax is ₹1,800.00, but the tax of the lines is ₹2,520.00 (off by ₹720.00). Look for a line that was read twice, or for a discount below the lines.',
          expected: '2520.00',
          actual: '1800.00',
        },
      ],
      [
        'more tax than the charge below the lines can bear',
        withLinesOf('9000.00', '5'),
        {
          severity: 'error',
          field: 'Total_GST',
          message:
            'Total tax is ₹1,800.00, but the tax of the lines is ₹450.00 (off by ₹1,350.00). Look for a line that was missed, or for tax on freight or packing.',
          expected: '450.00',
          actual: '1800.00',
        },
      ],
    ],
    silent: [
      ['0.50 off', distant({ IGST_Total: '1799.50' })],
      ['halves rounded to whole rupees', local({ CGST_Total: '95.50', SGST_Total: '95.50' })],
      [
        'Total_GST with cess in it, and no heads',
        withHeader(createInvoice({ lines: [{ taxable: '1000.00', rate: '28', cess: '120.00' }] }), {
          CGST_Total: undefined,
          SGST_Total: undefined,
          Total_GST: '400.00',
        }),
      ],
      [
        'tax that a line’s rate gives',
        withFirstLine(INTRA_STATE, { CGST_Amount: undefined, SGST_Amount: undefined }),
      ],
      [
        'reverse charge shown on the lines only',
        distant({ Reverse_Charge: 'Yes', IGST_Total: '0.00', Total_GST: '0.00', Invoice_Value: '10000.00' }),
      ],
      [
        'reverse charge shown in the totals only',
        withFirstLine(distant({ Reverse_Charge: 'Yes', Invoice_Value: '10000.00' }), { IGST_Amount: '0.00' }),
      ],
    ],
  },
} satisfies RuleTable;
