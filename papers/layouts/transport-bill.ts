/** A goods carrier's freight bill under reverse charge: consignor and consignee, no tax collected. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, grouped, inWords } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'MTC-FB-0219',
  date: '2026-03-04',
  seller: {
    name: 'MARUDHAR TRANSPORT COMPANY',
    address: ['Transport Nagar, Agra Road', 'Jaipur 302003 (Raj.)'],
    stateCode: '08',
    gstin: gstinOf('08', 'AAOFM6630T'),
  },
  buyer: BUSINESSES.aravali,
  placeOfSupply: '08',
  reverseCharge: 'Yes',
  items: [
    {
      description: 'Jaipur to Mumbai, L.R. 10221, RJ14GC5512',
      hsn: '996511',
      qty: '12.40',
      uom: 'MT',
      rate: '2150.00',
      gstRate: '0',
    },
    {
      description: 'Jaipur to Ahmedabad, L.R. 10240, RJ14GD7781',
      hsn: '996511',
      qty: '9.75',
      uom: 'MT',
      rate: '1480.00',
      gstRate: '0',
    },
    {
      description: 'Jaipur to Udaipur, L.R. 10266, RJ27GA0091',
      hsn: '996511',
      qty: '16.00',
      uom: 'MT',
      rate: '905.00',
      gstRate: '0',
    },
  ],
};

const CSS = `.page { font: 10pt Sans; padding: 14mm } td, th { padding: 4px } .grid td, .grid th { border: 1px solid #000 } h1 { font-size: 18pt; margin: 0; text-align: center }`;

export const transportBill: Drawing = { slug: 'transport-bill', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const page = `<h1>${print.header('Seller_Name')}</h1><div class="c">(Fleet Owners &amp; Transport Contractors)<br>${linesOf(paper.seller.address)}<br>GSTIN: ${print.header('Seller_GSTIN')} &nbsp; PAN: ${paper.seller.gstin?.slice(2, 12)}</div><p class="c b">${print.header('Invoice_Type')}</p>
    <table class="grid"><tr><td rowspan="3" style="width:60%">Bill To Party<br><b>${print.header('Buyer_Name')}</b><br>${linesOf(paper.buyer?.address ?? [])}<br>GSTIN: ${print.header('Buyer_GSTIN')}</td><td>Bill No.</td><td>${print.header('Invoice_No')}</td></tr><tr><td>Bill Date</td><td>${print.header('Invoice_Date', dayFirst('.'))}</td></tr><tr><td>Tax payable on Reverse Charge</td><td>${print.header('Reverse_Charge', (answer) => answer.toUpperCase())}</td></tr></table><br>
    ${items(print)}<p>Amount in Words: Rs. ${inWords(print.invoice.header.Invoice_Value ?? '')}</p><p style="font-size:9pt">GST @ 5% on freight is to be paid by the recipient of service under RCM.</p><p class="r">For ${paper.seller.name}<br><br>Manager</p>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Qty')),
      right(print.line(at, 'Rate')),
      right(print.line(at, 'Taxable_Value', grouped)),
    ]),
  );
  return `<table class="grid"><tr><th>S.No</th><th>Particulars of Consignment</th><th>SAC</th><th>Weight (MT)</th><th>Rate / MT</th><th>Freight (Rs.)</th></tr>${rows.join('')}<tr><td colspan="5" class="r b">Total Freight Payable</td><td class="r b">${print.header('Invoice_Value', grouped)}</td></tr></table>`;
}
