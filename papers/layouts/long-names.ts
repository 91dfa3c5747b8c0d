/** Names and descriptions that run over several rows of narrow boxes, and amounts with Rs. and /-. */

import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { grouped, inWords, stateName } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'BEPL/HYD/2025-26/0093',
  date: '2026-01-22',
  seller: {
    name: 'Bhagyanagar Engineering Projects and Infrastructure Private Limited',
    address: ['H.No. 8-2-293/82, Road No. 45, Jubilee Hills', 'Hyderabad - 500033, Telangana'],
    stateCode: '36',
    gstin: gstinOf('36', 'AAGCB8813M'),
  },
  buyer: {
    name: 'Vidarbha Cooperative Cotton Marketing Federation Limited',
    address: ['Federation House, Civil Lines', 'Nagpur - 440001, Maharashtra'],
    stateCode: '27',
    gstin: gstinOf('27', 'AABAV5509R'),
  },
  placeOfSupply: '27',
  reverseCharge: 'No',
  items: [
    {
      description:
        'Design, supply, erection and commissioning of 40 KLD effluent treatment plant, 2nd running bill',
      hsn: '995433',
      qty: '1',
      uom: 'LS',
      rate: '1840000.00',
      gstRate: '18',
    },
    {
      description: 'Operation and maintenance of the plant for the months of November and December 2025',
      hsn: '998717',
      qty: '2',
      uom: 'MTH',
      rate: '62500.00',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 9.5pt Condensed; padding: 12mm } .grid td, .grid th { border: 1px solid #000; padding: 4px 6px } .grid th { text-align: center }`;

export const longNames: Drawing = { slug: 'long-names', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { seller, buyer } = paper;
  const { header } = print.invoice;
  const page = `<table><tr><td style="width:38%;font-size:13pt"><b>${print.header('Seller_Name')}</b></td><td class="r">${linesOf(seller.address)}<br>CIN : U45200TG2009PTC060000<br>GSTIN : ${print.header('Seller_GSTIN')}</td></tr></table>
    <div class="c" style="border:1px solid #000;padding:3px;margin:6px 0"><b>${print.header('Invoice_Type')}</b></div>
    <table class="grid"><tr><td style="width:40%" rowspan="4">Details of Receiver (Billed to)<br><b>${print.header('Buyer_Name')}</b><br>${linesOf(buyer?.address ?? [])}<br>State : ${stateName(buyer?.stateCode ?? '')} &nbsp; Code : ${print.header('Buyer_State_Code')}<br>GSTIN : ${print.header('Buyer_GSTIN')}</td><td>Invoice Serial No.</td><td>${print.header('Invoice_No')}</td></tr>
    <tr><td>Date of Invoice</td><td>${print.header('Invoice_Date', () => '22.01.2026')}</td></tr><tr><td>Work Order No. &amp; Date</td><td>VCCMF/ETP/118 dt. 04.06.2025</td></tr><tr><td>Place of Supply</td><td>${print.header('Place_Of_Supply', stateName)}</td></tr></table><br>
    ${items(print)}<p>Total Invoice Value (In Words) : Rupees ${inWords(header.Invoice_Value ?? '0')}</p><p>Amount of Tax subject to Reverse Charge : ${print.header('Reverse_Charge')}</p>
    <p>Bank : Union Bank of India, Jubilee Hills &nbsp; A/c : 560101000778812 &nbsp; IFSC : UBIN0556017</p><p class="r">For ${linesOf([seller.name])}<br><br><br>Authorised Signatory</p>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const withDash = (amount: string) => `${grouped(amount)}/-`;
  const rows = indexesOf(print).map((at) =>
    rowOf([
      String(at + 1),
      `<div style="width:52mm">${print.line(at, 'Item_Description')}</div>`,
      print.line(at, 'HSN'),
      right(print.line(at, 'Qty')),
      print.line(at, 'UOM'),
      right(print.line(at, 'Rate', grouped)),
      right(print.line(at, 'Taxable_Value', withDash)),
    ]),
  );
  const sum = (label: string, amount: string) =>
    `<tr><td colspan="6" class="r">${label}</td><td class="r">${amount}</td></tr>`;
  const heads = ['Sr. No.', 'Description of Service', 'SAC', 'Qty', 'Unit', 'Rate (Rs.)', 'Amount (Rs.)'];
  return `<table class="grid">${rowOf(heads, 'th')}${rows.join('')}${sum('Total Value of Supply', print.header('Total_Taxable_Value', withDash))}${sum('Add: IGST @ 18%', print.header('IGST_Total', withDash))}${sum('<b>Total Invoice Value</b>', `<b>Rs. ${print.header('Invoice_Value', withDash)}</b>`)}</table>`;
}
