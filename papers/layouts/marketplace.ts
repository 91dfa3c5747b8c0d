/** A marketplace seller's invoice: parties as unlabelled addresses under captions, tax kinds as rows inside a cell. */

import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { inWords, percent, rupees, stateName } from '../drawing/formats.ts';
import { linesOf, rowOf } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'Tax Invoice',
  no: 'BLR7-2291846',
  date: '2025-08-21',
  seller: {
    name: 'Brightline Retail Private Limited',
    address: ['Survey No. 142/2, Bommasandra Industrial Area', 'Bengaluru, Karnataka, 560099', 'IN'],
    stateCode: '29',
    gstin: gstinOf('29', 'AAHCB3175J'),
  },
  buyer: BUSINESSES.charminar,
  shipTo: BUSINESSES.charminar,
  placeOfSupply: '36',
  reverseCharge: 'No',
  items: [
    {
      description: 'Norvik 650 VA UPS for Home and Office PCs (Black) | B0CX71KQ4M',
      hsn: '85044090',
      qty: '2',
      rate: '2118.64',
      gstRate: '18',
    },
    {
      description: 'Keyline Wireless Keyboard and Mouse Combo | B09TTR2P1X',
      hsn: '84716060',
      qty: '1',
      rate: '1016.10',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 8.5pt Arimo; padding: 12mm } .goods td, .goods th { border: 1px solid #000; padding: 4px } .goods th { background: #e3e3e3 } .top td { padding: 0 0 12px }`;

export const marketplace: Drawing = { slug: 'marketplace', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { buyer, seller } = paper;
  const state = stateName(paper.placeOfSupply);
  const page = `<table class="top"><tr><td style="font-size:16pt"><b>shopsquare</b></td><td class="r"><b>${print.header('Invoice_Type')}/Bill of Supply/Cash Memo</b><br>(Original for Recipient)</td></tr>
    <tr><td style="width:50%"><b>Sold By :</b><br>${print.header('Seller_Name')}<br>* ${linesOf(seller.address)}</td><td class="r"><b>Billing Address :</b><br>${print.header('Buyer_Name')}<br>${linesOf(buyer?.address ?? [])}<br>IN<br><b>State/UT Code:</b> ${print.header('Buyer_State_Code')}</td></tr>
    <tr><td><b>PAN No:</b> AAHCB3175J<br><b>GST Registration No:</b> ${print.header('Seller_GSTIN')}</td><td class="r"><b>GST Registration No:</b> ${print.header('Buyer_GSTIN')}<br><br><b>Shipping Address :</b><br>${print.header('Ship_To_Name')}<br>${linesOf(buyer?.address ?? [])}<br>IN<br><b>State/UT Code:</b> ${print.header('Ship_To_State_Code')}<br><b>Place of supply:</b> ${print.header('Place_Of_Supply', () => state.toUpperCase())}<br><b>Place of delivery:</b> ${state.toUpperCase()}</td></tr>
    <tr><td><b>Order Number:</b> 405-7718263-1109938<br><b>Order Date:</b> 20.08.2025</td><td class="r"><b>Invoice Number :</b> ${print.header('Invoice_No')}<br><b>Invoice Details :</b> KA-BLR7-1034-2526<br><b>Invoice Date :</b> ${print.header('Invoice_Date', () => '21.08.2025')}</td></tr></table>
    ${goods(print)}<p>Whether tax is payable under reverse charge - ${print.header('Reverse_Charge')}</p>
    <table class="goods"><tr><td>Payment Transaction ID: 3hQ81LkTz0xYb7</td><td>Date &amp; Time: 20/08/2025, 21:14:09 hrs</td><td>Mode of Payment: NetBanking</td></tr></table>
    <p style="font-size:7pt">Please note that this invoice is not a demand for payment. Customers desirous of availing input GST credit are requested to create a business account.</p>`;
  return { css: CSS, pages: [page] };
}

function goods(print: PrintedInvoice): string {
  const { header } = print.invoice;
  const rows = indexesOf(print).map((at) =>
    rowOf([
      String(at + 1),
      `${print.line(at, 'Item_Description')}<br>HSN:${print.line(at, 'HSN')}`,
      print.line(at, 'Rate', rupees),
      print.line(at, 'Qty'),
      print.line(at, 'Taxable_Value', rupees),
      print.line(at, 'GST_Rate', percent),
      'IGST',
      print.line(at, 'IGST_Amount', rupees),
      print.line(at, 'Line_Total', rupees),
    ]),
  );
  const heads = [
    'Sl. No',
    'Description',
    'Unit Price',
    'Qty',
    'Net Amount',
    'Tax Rate',
    'Tax Type',
    'Tax Amount',
    'Total Amount',
  ];
  const total = `<tr><td colspan="7"><b>TOTAL:</b></td><td><b>${print.header('IGST_Total', rupees)}</b></td><td><b>${print.header('Invoice_Value', rupees)}</b></td></tr>`;
  const words = `<tr><td colspan="9"><b>Amount in Words:</b><br><b>${inWords(header.Invoice_Value ?? '0')}</b></td></tr><tr><td colspan="9" class="r"><b>For ${linesOf([header.Seller_Name ?? ''])}:</b><br><br><b>Authorized Signatory</b></td></tr>`;
  return `<table class="goods">${rowOf(heads, 'th')}${rows.join('')}${total}${words}</table>`;
}
