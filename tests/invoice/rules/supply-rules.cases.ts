/** Tax that does not fit its supply, and tax that only looks it. */
import { createInvoice } from '../create-invoice.ts';
import type { RuleTable } from '../rule-cases.ts';
import { INTER_STATE, INTRA_STATE, SPECIAL_GSTINS, withFirstLine, withHeader } from '../sound-invoices.ts';

const NO_HEADS = { IGST_Total: undefined, CGST_Total: undefined, SGST_Total: undefined } as const;

/** Heads of the header only, whatever its lines say. */
const WITHOUT_LINES = { ...INTRA_STATE, lines: [] };

export const SUPPLY_CASES = {
  supply_type: {
    fires: [
      [
        'Intra-State across a border',
        withHeader(INTER_STATE, { Supply_Type: 'Intra State' }),
        {
          severity: 'error',
          field: 'Supply_Type',
          message:
            'Supply type is Intra-State, but the seller is in Karnataka (29) and the place of supply is Maharashtra (27). Check all three.',
          expected: 'Inter-State',
          actual: 'Intra-State',
        },
      ],
      [
        'Inter-State inside a state',
        withHeader(INTRA_STATE, { Supply_Type: 'INTERSTATE' }),
        {
          severity: 'warning',
          field: 'Supply_Type',
          message:
            'Supply type is Inter-State, but the seller is in Maharashtra (27) and the place of supply is Maharashtra (27). Check all three. If the buyer is an SEZ unit, set Supply Type to SEZ.',
          expected: 'Intra-State',
          actual: 'Inter-State',
        },
      ],
    ],
    silent: [
      ['the state’s name', withHeader(INTER_STATE, { Place_Of_Supply: 'Maharashtra' })],
      [
        'a renumbered state',
        withHeader(INTRA_STATE, {
          Seller_GSTIN: SPECIAL_GSTINS.andhraPradesh,
          Seller_State_Code: '37',
          Place_Of_Supply: '28',
        }),
      ],
      [
        'a merged state',
        withHeader(INTRA_STATE, {
          Seller_GSTIN: SPECIAL_GSTINS.daman,
          Seller_State_Code: '25',
          Place_Of_Supply: '26',
        }),
      ],
      ['an SEZ unit in the same state', withHeader(INTRA_STATE, { Supply_Type: 'SEZ' })],
      ['words that name no type', withHeader(INTER_STATE, { Supply_Type: 'B2B' })],
      ['no place of supply', withHeader(INTER_STATE, { Supply_Type: 'Intra', Place_Of_Supply: undefined })],
    ],
  },
  heads_mixed: {
    fires: [
      [
        'IGST beside CGST and SGST',
        withHeader(INTRA_STATE, { IGST_Total: '180.00' }),
        {
          severity: 'error',
          field: 'IGST_Total',
          message:
            'IGST of ₹180.00 and CGST + SGST of ₹190.00 are both charged, but a supply has one or the other. Check the tax columns.',
          actual: '180.00',
        },
      ],
      [
        'IGST on a line beside CGST and SGST in the totals',
        withFirstLine(INTRA_STATE, { IGST_Amount: '180.00' }),
        {
          severity: 'error',
          field: 'IGST_Total',
          message:
            'IGST of ₹180.00 and CGST + SGST of ₹190.00 are both charged, but a supply has one or the other. Check the tax columns.',
          actual: '180.00',
        },
      ],
    ],
    silent: [
      ['IGST printed as 0.00', withHeader(INTRA_STATE, { IGST_Total: '0.00' })],
      ['CGST and SGST printed as 0.00', withHeader(INTER_STATE, { CGST_Total: '0.00', SGST_Total: '0.00' })],
      ['IGST columns of zero and dashes', withFirstLine(INTRA_STATE, { IGST_Amount: '0', IGST_Rate: '-' })],
    ],
  },
  igst_inside_state: {
    fires: [
      [
        'IGST on a local sale',
        withHeader(INTER_STATE, { Place_Of_Supply: '29', Supply_Type: undefined }),
        {
          severity: 'error',
          field: 'IGST_Total',
          message:
            'IGST of ₹1,800.00 is charged on an Intra-State supply, where CGST and SGST apply. Check the place of supply. If the buyer is an SEZ unit, set Supply Type to SEZ.',
          actual: '1800.00',
        },
      ],
    ],
    silent: [
      [
        'an SEZ unit in the same state',
        withHeader(INTER_STATE, { Place_Of_Supply: '29', Supply_Type: 'SEZ' }),
      ],
      ['an export', withHeader(INTER_STATE, { Place_Of_Supply: '96', Supply_Type: undefined })],
      [
        'a supply of unknown type',
        withHeader(INTER_STATE, { Place_Of_Supply: undefined, Supply_Type: undefined }),
      ],
      ['IGST of 0.00', withHeader(INTRA_STATE, { IGST_Total: '0.00' })],
    ],
  },
  cgst_sgst_across_border: {
    fires: [
      [
        'halves on a sale to another state',
        withHeader(INTRA_STATE, { Place_Of_Supply: '29', Supply_Type: undefined }),
        {
          severity: 'error',
          field: 'CGST_Total',
          message:
            'CGST + SGST of ₹190.00 is charged on a supply of type Inter-State, where only IGST applies. Check the place of supply and the tax columns.',
          actual: '190.00',
        },
      ],
      [
        'halves on a supply to an SEZ',
        withHeader(INTRA_STATE, { Supply_Type: 'SEZ' }),
        {
          severity: 'error',
          field: 'CGST_Total',
          message:
            'CGST + SGST of ₹190.00 is charged on a supply of type SEZ, where only IGST applies. Check the place of supply and the tax columns.',
          actual: '190.00',
        },
      ],
      [
        'one half by itself',
        withHeader(WITHOUT_LINES, { Supply_Type: 'Export', SGST_Total: undefined }),
        {
          severity: 'error',
          field: 'CGST_Total',
          message:
            'CGST + SGST of ₹95.00 is charged on a supply of type Export, where only IGST applies. Check the place of supply and the tax columns.',
          actual: '95.00',
        },
      ],
    ],
    silent: [
      ['halves of 0.00', withHeader(INTER_STATE, { CGST_Total: '0.00', SGST_Total: '0.00' })],
      [
        'a supply of unknown type',
        withHeader(INTRA_STATE, { Place_Of_Supply: undefined, Supply_Type: undefined }),
      ],
      [
        'a deemed export, which stays inside India',
        withHeader(INTRA_STATE, { Supply_Type: 'Deemed Export' }),
      ],
    ],
  },
  bill_of_supply_taxed: {
    fires: [
      [
        'tax by heads',
        withHeader(INTRA_STATE, { Invoice_Type: 'BILL OF SUPPLY' }),
        {
          severity: 'warning',
          field: 'Invoice_Type',
          message:
            'A bill of supply charges no GST, but tax of ₹190.00 was found. Check the title of the document.',
          actual: '190.00',
        },
      ],
      [
        'tax without heads',
        withHeader(WITHOUT_LINES, { ...NO_HEADS, Invoice_Type: 'Bill of Supply' }),
        {
          severity: 'warning',
          field: 'Invoice_Type',
          message:
            'A bill of supply charges no GST, but tax of ₹190.00 was found. Check the title of the document.',
          actual: '190.00',
        },
      ],
    ],
    silent: [
      [
        'an invoice cum bill of supply',
        withHeader(INTRA_STATE, { Invoice_Type: 'Invoice cum Bill of Supply' }),
      ],
      [
        'tax of 0.00',
        withHeader(createInvoice({ lines: [{ taxable: '500.00', rate: '0' }] }), {
          Invoice_Type: 'Bill of Supply',
        }),
      ],
    ],
  },
  reverse_charge_collected: {
    fires: [
      [
        'tax in the bill',
        withHeader(INTRA_STATE, { Reverse_Charge: 'Y' }),
        {
          severity: 'warning',
          field: 'Reverse_Charge',
          message:
            'Reverse charge is Yes, but tax of ₹190.00 is part of the invoice value ₹1,390.00. Check whether reverse charge really applies.',
          actual: 'Yes',
        },
      ],
      [
        'tax in the bill, rounded down',
        withHeader(INTRA_STATE, { Reverse_Charge: 'Y', Invoice_Value: '1389.00' }),
        {
          severity: 'warning',
          field: 'Reverse_Charge',
          message:
            'Reverse charge is Yes, but tax of ₹190.00 is part of the invoice value ₹1,389.00. Check whether reverse charge really applies.',
          actual: 'Yes',
        },
      ],
      [
        'tax and cess in the bill',
        createInvoice({
          lines: [{ taxable: '1000.00', rate: '28', cess: '220.00' }],
          header: { Reverse_Charge: 'Yes', Invoice_Date: '2025-09-01' },
        }),
        {
          severity: 'warning',
          field: 'Reverse_Charge',
          message:
            'Reverse charge is Yes, but tax of ₹280.00 is part of the invoice value ₹1,500.00. Check whether reverse charge really applies.',
          actual: 'Yes',
        },
      ],
      [
        'tax without heads',
        withHeader(WITHOUT_LINES, { ...NO_HEADS, Reverse_Charge: 'Yes' }),
        {
          severity: 'warning',
          field: 'Reverse_Charge',
          message:
            'Reverse charge is Yes, but tax of ₹190.00 is part of the invoice value ₹1,390.00. Check whether reverse charge really applies.',
          actual: 'Yes',
        },
      ],
    ],
    silent: [
      [
        'tax that is shown, not collected',
        withHeader(INTRA_STATE, { Reverse_Charge: 'Yes', Invoice_Value: '1200.00' }),
      ],
      ['the same, rounded up', withHeader(INTRA_STATE, { Reverse_Charge: 'Yes', Invoice_Value: '1201.00' })],
      [
        'a part of the tax, which is the sum’s own finding',
        withHeader(INTRA_STATE, { Reverse_Charge: 'Yes', Invoice_Value: '1388.99' }),
      ],
      ['No', INTRA_STATE],
      [
        'nothing to compare with',
        withHeader(INTRA_STATE, { Reverse_Charge: 'Yes', Total_Taxable_Value: undefined }),
      ],
      ['no value', withHeader(INTRA_STATE, { Reverse_Charge: 'Yes', Invoice_Value: undefined })],
      [
        'no tax',
        withHeader(WITHOUT_LINES, {
          ...NO_HEADS,
          Reverse_Charge: 'Yes',
          Total_GST: undefined,
          Invoice_Value: '1200.00',
        }),
      ],
      ['a box that nobody ticked', withHeader(INTRA_STATE, { Reverse_Charge: 'Yes / No' })],
    ],
  },
} satisfies RuleTable;
