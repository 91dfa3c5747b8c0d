/** Invoices on which the seller collects no tax: nil-rated, exempt, composition, reverse charge. */
import type { InvoiceHeader, LineItem } from '../../../src/invoice/invoice.ts';
import { createInvoice } from '../create-invoice.ts';
import { type Changes, INTER_STATE, INTRA_STATE, withFirstLine, withHeader } from '../sound-invoices.ts';
import type { Lawful } from './lawful.ts';

const UNTAXED = {
  Total_GST: undefined,
  CGST_Total: undefined,
  SGST_Total: undefined,
  Invoice_Value: '1200.00',
} as const;

const NO_TAX_COLUMNS: readonly LineItem[] = [
  { Item_Description: 'Fresh vegetables', HSN: '0702', Taxable_Value: '1200.00', Line_Total: '1200.00' },
];

const NO_IGST = { IGST_Total: '0.00', Total_GST: '0.00', Invoice_Value: '10000.00' } as const;

const local = (changes: Changes<InvoiceHeader>) => withHeader(INTRA_STATE, changes);
const distant = (changes: InvoiceHeader) => withHeader(INTER_STATE, changes);

export const WITHOUT_TAX: readonly Lawful[] = [
  ['nil-rated goods', { ...local(UNTAXED), lines: [{ ...NO_TAX_COLUMNS[0], GST_Rate: 'Nil' }] }],
  ['exempt goods, with tax columns of 0.00', createInvoice({ lines: [{ taxable: '1200.00', rate: '0' }] })],
  [
    'exempt and taxed goods on one paper',
    createInvoice({
      lines: [
        { taxable: '500.00', rate: '0' },
        { taxable: '700.00', rate: '18' },
      ],
      header: { Invoice_Type: 'Invoice cum Bill of Supply' },
    }),
  ],
  ['a bill of supply', { ...local({ ...UNTAXED, Invoice_Type: 'Bill of Supply' }), lines: NO_TAX_COLUMNS }],
  [
    'a composition dealer',
    {
      ...local({
        ...UNTAXED,
        Invoice_Type: 'BILL OF SUPPLY - Composition taxable person, not eligible to collect tax on supplies',
      }),
      lines: NO_TAX_COLUMNS,
    },
  ],
  ['reverse charge, tax shown', distant({ Reverse_Charge: 'Yes', Invoice_Value: '10000.00' })],
  [
    'reverse charge, no tax shown',
    withFirstLine(distant({ ...NO_IGST, Reverse_Charge: 'Y' }), {
      IGST_Amount: '0.00',
      Line_Total: '10000.00',
    }),
  ],
  [
    'reverse charge, tax on the lines only',
    distant({ ...NO_IGST, Reverse_Charge: 'Yes, under section 9(3)' }),
  ],
  [
    'a self-invoice for an unregistered seller',
    withHeader(local({ Reverse_Charge: 'Yes', Invoice_Value: '1200.00' }), { Seller_GSTIN: undefined }),
    ['required'],
  ],
];
