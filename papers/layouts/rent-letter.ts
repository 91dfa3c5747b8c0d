/** A landlord's letter with no table at all: the rent in a sentence, the tax in three more. */

import { BUSINESSES } from '../drawing/businesses.ts';
import type { Drawing } from '../drawing/drawing.ts';
import { grouped, inWords } from '../drawing/formats.ts';
import { linesOf } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'RENT INVOICE',
  no: 'RP/09/2025-26',
  date: '2025-12-01',
  seller: {
    name: 'Rukmini Properties',
    address: ['7, Vidhan Sabha Marg, Jaipur 302005'],
    stateCode: '08',
    gstin: gstinOf('08', 'AAMFR2956K'),
  },
  buyer: BUSINESSES.aravali,
  placeOfSupply: '08',
  reverseCharge: 'No',
  items: [
    {
      description: 'Rent of godown no. 3 for December 2025',
      hsn: '997212',
      value: '62500.00',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 11.5pt BookSerif; padding: 24mm } .sums td { padding: 4px 0 } p { line-height: 1.5 }`;

export const rentLetter: Drawing = { slug: 'rent-letter', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { header } = print.invoice;
  const row = (label: string, amount: string) => `<tr><td>${label}</td><td class="r">${amount}</td></tr>`;
  const page = `<div class="c"><b style="font-size:17pt">${print.header('Seller_Name')}</b><br>${linesOf(paper.seller.address)}<br>GSTIN ${print.header('Seller_GSTIN')}</div><hr>
    <table><tr><td>No. ${print.header('Invoice_No')}</td><td class="r">Date: ${print.header('Invoice_Date', () => '1 December 2025')}</td></tr></table>
    <p class="c"><b><u>${print.header('Invoice_Type')}</u></b></p><p>To<br><b>${print.header('Buyer_Name')}</b><br>${linesOf(paper.buyer?.address ?? [])}<br>GSTIN ${print.header('Buyer_GSTIN')}</p><p>Dear Sirs,</p><p>Kindly arrange the payment of the following:</p>
    <table class="sums">${row(`${print.line(0, 'Item_Description')} (SAC ${print.line(0, 'HSN')})`, `Rs. ${print.line(0, 'Taxable_Value', grouped)}`)}${row('Add: CGST @ 9%', `Rs. ${print.header('CGST_Total', grouped)}`)}${row('Add: SGST @ 9%', `Rs. ${print.header('SGST_Total', grouped)}`)}${row('<b>Total payable</b>', `<b>Rs. ${print.header('Invoice_Value', grouped)}</b>`)}</table>
    <p>(Rupees ${inWords(header.Invoice_Value ?? '')})</p><p>Tax payable on reverse charge: ${print.header('Reverse_Charge')}. TDS under section 194-I may be deducted on the rent. Please pay by the 7th into account 91802001447712 with the Jaipur branch.</p><p>Yours faithfully,<br>for ${linesOf([paper.seller.name])}<br><br><br>Proprietor</p>`;
  return { css: CSS, pages: [page] };
}
