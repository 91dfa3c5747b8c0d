/** What is missing or unreadable, and what may be. */

import type { RuleTable } from '../rule-cases.ts';
import { INTER_STATE, INTRA_STATE, withFirstLine, withHeader } from '../sound-invoices.ts';

export const REQUIRED_CASES = {
  required: {
    fires: [
      [
        'no number',
        withHeader(INTRA_STATE, { Invoice_No: undefined }),
        {
          severity: 'error',
          field: 'Invoice_No',
          message: 'Invoice No was not found. Look for it on the paper and type it in.',
        },
      ],
      [
        'a dash for a date',
        withHeader(INTRA_STATE, { Invoice_Date: '-' }),
        {
          severity: 'error',
          field: 'Invoice_Date',
          message: 'Invoice Date was not found. Look for it on the paper and type it in.',
        },
      ],
      [
        'no GSTIN of the seller',
        withHeader(INTRA_STATE, { Seller_GSTIN: undefined }),
        {
          severity: 'error',
          field: 'Seller_GSTIN',
          message: 'Seller GSTIN was not found. Look for it on the paper and type it in.',
        },
      ],
      [
        'no GSTIN of the seller under reverse charge, where it may have none',
        withHeader(INTRA_STATE, { Seller_GSTIN: 'URP', Reverse_Charge: 'Yes' }),
        {
          severity: 'warning',
          field: 'Seller_GSTIN',
          message:
            'Seller GSTIN was not found. Under reverse charge the seller may have none; if the paper shows one, type it in.',
        },
      ],
      [
        'no value',
        withHeader(INTRA_STATE, { Invoice_Value: undefined }),
        {
          severity: 'error',
          field: 'Invoice_Value',
          message: 'Invoice Value was not found. Look for it on the paper and type it in.',
        },
      ],
    ],
    silent: [
      ['no buyer at all', withHeader(INTRA_STATE, { Buyer_GSTIN: undefined, Buyer_Name: undefined })],
      ['no place of supply', withHeader(INTRA_STATE, { Place_Of_Supply: undefined })],
      ['a value of zero', withHeader(INTRA_STATE, { Invoice_Value: '0.00' })],
      [
        'a value that cannot be read, which is another rule’s',
        withHeader(INTRA_STATE, { Invoice_Value: '?' }),
      ],
    ],
  },
  taxable_value_required: {
    fires: [
      [
        'tax on nothing',
        withHeader(INTRA_STATE, { Total_Taxable_Value: undefined }),
        {
          severity: 'warning',
          field: 'Total_Taxable_Value',
          message:
            'Tax is charged, but the total taxable value was not found. The return is filed from it: look for it on the paper and type it in.',
        },
      ],
      [
        'tax without its heads',
        withHeader(INTER_STATE, { Total_Taxable_Value: 'NA', IGST_Total: undefined }),
        {
          severity: 'warning',
          field: 'Total_Taxable_Value',
          message:
            'Tax is charged, but the total taxable value was not found. The return is filed from it: look for it on the paper and type it in.',
        },
      ],
    ],
    silent: [
      [
        'no tax',
        withHeader(INTER_STATE, { Total_Taxable_Value: undefined, Total_GST: 'Nil', IGST_Total: '0.00' }),
      ],
      ['a taxable value of zero', withHeader(INTRA_STATE, { Total_Taxable_Value: '0' })],
    ],
  },
  lines_required: {
    fires: [
      [
        'no lines',
        { ...INTRA_STATE, lines: [] },
        {
          severity: 'warning',
          field: 'Taxable_Value',
          message: 'No line items were found. If the paper lists items, scan its pages again.',
        },
      ],
    ],
    silent: [['one line', INTER_STATE]],
  },
  readable: {
    fires: [
      [
        'a value in words only',
        withHeader(INTRA_STATE, { Invoice_Value: 'Rupees One Thousand Three Hundred Ninety Only' }),
        {
          severity: 'error',
          field: 'Invoice_Value',
          message:
            'Invoice Value “Rupees One Thousand Three Hundred Ninet…” could not be understood. Type the amount in rupees, such as 1128.00.',
          actual: 'Rupees One Thousand Three Hundred Ninety Only',
        },
      ],
      [
        'a date with the month first',
        withHeader(INTRA_STATE, { Invoice_Date: '02/25/2026' }),
        {
          severity: 'error',
          field: 'Invoice_Date',
          message:
            'Invoice Date “02/25/2026” could not be understood. Type the date as day/month/year, such as 06/02/2026.',
          actual: '02/25/2026',
        },
      ],
      [
        'a 29 February that never was',
        withHeader(INTRA_STATE, { Invoice_Date: '29/02/2025' }),
        {
          severity: 'error',
          field: 'Invoice_Date',
          message:
            'Invoice Date “29/02/2025” could not be understood. Type the date as day/month/year, such as 06/02/2026.',
          actual: '29/02/2025',
        },
      ],
      [
        'a state that is none',
        withHeader(INTRA_STATE, { Place_Of_Supply: 'Gondor' }),
        {
          severity: 'warning',
          field: 'Place_Of_Supply',
          message:
            'Place Of Supply “Gondor” could not be understood. Type the state as its two-digit code, such as 27 (96 for a place abroad).',
          actual: 'Gondor',
        },
      ],
      [
        'an export’s seller in a state that is none',
        withHeader(INTER_STATE, { Supply_Type: 'Export', Seller_State_Code: 'Gondor' }),
        {
          severity: 'warning',
          field: 'Seller_State_Code',
          message:
            'Seller State Code “Gondor” could not be understood. Type the state as its two-digit code, such as 27 (96 for a place abroad).',
          actual: 'Gondor',
        },
      ],
      [
        'a line’s amount',
        withFirstLine(INTRA_STATE, { Taxable_Value: '1,00,0.00' }),
        {
          severity: 'error',
          field: 'Taxable_Value',
          lineNo: 1,
          message:
            'Line 1: Taxable Value “1,00,0.00” could not be understood. Type the amount in rupees, such as 1128.00.',
          actual: '1,00,0.00',
        },
      ],
      [
        'a line’s discount in two steps',
        withFirstLine(INTRA_STATE, { Discount_Percent: '5+2' }),
        {
          severity: 'warning',
          field: 'Discount_Percent',
          lineNo: 1,
          message:
            'Line 1: Discount Percent “5+2” could not be understood. Type it as a plain number, such as 2.5.',
          actual: '5+2',
        },
      ],
    ],
    silent: [
      ['whatever text says', withHeader(INTRA_STATE, { Transporter: '?', Supply_Type: 'B2B' })],
      ['Indian numbers', withHeader(INTRA_STATE, { Invoice_Value: '₹ 1,390.00' })],
      ['a wrong GSTIN, which is another rule’s', withHeader(INTRA_STATE, { Seller_GSTIN: '27' })],
      ['an empty column', withFirstLine(INTRA_STATE, { IGST_Amount: '-' })],
      [
        'an export to a place with a name of its own',
        withHeader(INTER_STATE, {
          Supply_Type: 'Export',
          Place_Of_Supply: 'Hamburg',
          Ship_To_State_Code: 'Germany',
        }),
      ],
    ],
  },
} satisfies RuleTable;
