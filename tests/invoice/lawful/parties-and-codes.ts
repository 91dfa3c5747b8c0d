/** Plain invoices, and what they may leave out. */
import type { InvoiceHeader } from '../../../src/invoice/invoice.ts';
import {
  type Changes,
  GSTINS,
  INTER_STATE,
  INTRA_STATE,
  SPECIAL_GSTINS,
  withFirstLine,
  withHeader,
} from '../sound-invoices.ts';
import type { Lawful } from './lawful.ts';

const local = (changes: Changes<InvoiceHeader>) => withHeader(INTRA_STATE, changes);
const distant = (changes: InvoiceHeader) => withHeader(INTER_STATE, changes);

export const PARTIES_AND_CODES: readonly Lawful[] = [
  ['inside a state', INTRA_STATE],
  ['across a border', INTER_STATE],
  ['a consumer without GSTIN', local({ Buyer_GSTIN: undefined, Buyer_Name: 'Cash' })],
  ['an unregistered buyer', local({ Buyer_GSTIN: 'URP', Buyer_State_Code: 'MH' })],
  ['a government office as buyer', local({ Buyer_GSTIN: SPECIAL_GSTINS.taxDeductor })],
  [
    'a buyer of the same PAN in another state',
    distant({
      Seller_GSTIN: SPECIAL_GSTINS.andhraPradesh,
      Seller_State_Code: '37',
      Buyer_GSTIN: GSTINS.mumbai,
    }),
  ],
  ['HSN with dots', withFirstLine(INTRA_STATE, { HSN: '9403.20.10' })],
  ['a line without HSN', withFirstLine(INTRA_STATE, { HSN: undefined })],
  ['no summary of taxable value and tax by heads', local({ CGST_Total: undefined, SGST_Total: undefined })],
  ['no lines', { ...INTRA_STATE, lines: [] }, ['lines_required']],
];
