/** Exports, SEZ units, merchant exporters, embassies, union territories and renumbered states. */
import type { InvoiceHeader } from '../../../src/invoice/invoice.ts';
import { createInvoice } from '../create-invoice.ts';
import { INTER_STATE, INTRA_STATE, SPECIAL_GSTINS, withFirstLine, withHeader } from '../sound-invoices.ts';
import type { Lawful } from './lawful.ts';

const NO_IGST = { IGST_Total: '0.00', Total_GST: '0.00', Invoice_Value: '10000.00' } as const;

const local = (changes: InvoiceHeader) => withHeader(INTRA_STATE, changes);
const distant = (changes: InvoiceHeader) => withHeader(INTER_STATE, changes);

export const ACROSS_BORDERS: readonly Lawful[] = [
  [
    'an export with payment of IGST',
    distant({ Invoice_Type: 'Export Invoice', Supply_Type: 'EXPWP', Place_Of_Supply: '96' }),
  ],
  [
    'an export under bond or LUT',
    withFirstLine(
      distant({ ...NO_IGST, Supply_Type: 'Export without payment of IGST', Place_Of_Supply: 'Hamburg' }),
      { IGST_Amount: '0.00', Line_Total: '10000.00' },
    ),
  ],
  [
    'an export with no tax columns',
    {
      ...withHeader(INTER_STATE, {
        Invoice_Type: 'EXPORT INVOICE',
        Supply_Type: undefined,
        Place_Of_Supply: 'Foreign Country',
        IGST_Total: undefined,
        Total_GST: undefined,
        Invoice_Value: '10000.00',
      }),
      lines: [
        {
          Item_Description: 'Shawls',
          HSN: '62142010',
          Taxable_Value: '10000.00',
          GST_Rate: '0',
          Line_Total: '10000.00',
        },
      ],
    },
  ],
  [
    'an SEZ unit in the seller’s own state, with IGST',
    distant({ Supply_Type: 'SEZWP', Place_Of_Supply: '29' }),
  ],
  [
    'an SEZ unit without payment of tax',
    withFirstLine(distant({ ...NO_IGST, Supply_Type: 'Supply to SEZ' }), {
      IGST_Amount: '-',
      Line_Total: '10000.00',
    }),
  ],
  ['a merchant exporter at 0.1 %', createInvoice({ lines: [{ taxable: '250000.00', rate: '0.1' }] })],
  [
    'a merchant exporter at 0.1 % IGST',
    createInvoice({ lines: [{ taxable: '250000.00', rate: '0.1' }], isInterState: true }),
  ],
  [
    'an embassy with a UIN',
    distant({ Buyer_GSTIN: SPECIAL_GSTINS.embassy, Buyer_State_Code: '07', Place_Of_Supply: 'Delhi' }),
  ],
  [
    'UTGST in Chandigarh',
    local({
      Seller_GSTIN: SPECIAL_GSTINS.chandigarh,
      Seller_State_Code: '04',
      Place_Of_Supply: '04-Chandigarh',
    }),
  ],
  [
    'a place of supply by its old number',
    local({
      Seller_GSTIN: SPECIAL_GSTINS.andhraPradesh,
      Seller_State_Code: 'Andhra Pradesh',
      Place_Of_Supply: '28',
    }),
  ],
  [
    'a merged union territory',
    local({ Seller_GSTIN: SPECIAL_GSTINS.daman, Seller_State_Code: '26', Place_Of_Supply: 'Daman & Diu' }),
  ],
  [
    'a foreign seller of online services',
    distant({ Seller_GSTIN: SPECIAL_GSTINS.onlineService, Seller_State_Code: '99' }),
  ],
];
