/** A broadband bill: account summary with earlier dues beside the month's charges, and a due date beside the bill's. */

import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { grouped, rupees } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'Tax Invoice',
  no: 'BB12/250900417',
  date: '2025-09-05',
  seller: {
    name: 'Nilgiri Broadband Networks Pvt Ltd',
    address: ['4th Floor, Cenotaph Road, Teynampet, Chennai 600018'],
    stateCode: '33',
    gstin: gstinOf('33', 'AAFCN5582L'),
  },
  buyer: { ...BUSINESSES.marina, name: 'Marina Super Mart' },
  placeOfSupply: '33',
  reverseCharge: 'No',
  items: [
    { description: 'Fibre 300 Mbps monthly rental', hsn: '998422', value: '1499.00', gstRate: '18' },
    { description: 'Static IP charge', hsn: '998422', value: '350.00', gstRate: '18' },
    { description: 'Router rental', hsn: '997319', value: '99.00', gstRate: '18' },
  ],
};

const CSS = `.page { font: 9.5pt Sans; padding: 12mm } td, th { padding: 5px 6px } .blue { background: #0b4f6c; color: #fff; padding: 6px } .sum td { border: 1px solid #9ab; text-align: center } .grey { color: #555; font-size: 8pt } .lines td { border-bottom: 1px solid #ddd } .lines th { border-bottom: 1px solid #000 }`;

export const telecomBill: Drawing = { slug: 'telecom-bill', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { header } = print.invoice;
  const box = (label: string, value: string) =>
    `<td><span class="grey">${label}</span><br><b>${value}</b></td>`;
  const total = Number(header.Invoice_Value);
  const page = `<div class="blue"><b style="font-size:13pt">${print.header('Seller_Name')}</b><span style="float:right">${print.header('Invoice_Type')}</span></div>
    <table><tr><td style="width:55%"><b>${print.header('Buyer_Name')}</b><br>${linesOf(paper.buyer?.address ?? [])}<br>Customer GSTIN : ${print.header('Buyer_GSTIN')}<br>Mobile : 98400 55512</td>
    <td><table><tr><td>Account ID</td><td class="r">3300478812</td></tr><tr><td>Bill Number</td><td class="r">${print.header('Invoice_No')}</td></tr><tr><td>Bill Date</td><td class="r">${print.header('Invoice_Date', () => '05-Sep-2025')}</td></tr><tr><td>Bill Period</td><td class="r">01-Aug-2025 to 31-Aug-2025</td></tr><tr><td>Due Date</td><td class="r">20-Sep-2025</td></tr><tr><td>Place of Supply</td><td class="r">${print.header('Place_Of_Supply', () => 'Tamil Nadu')}</td></tr></table></td></tr></table>
    <table class="sum"><tr>${box('Previous Balance', '₹2,182.00')}${box('Payments Received', '- ₹2,182.00')}${box("This Month's Charges", rupees(header.Invoice_Value ?? ''))}${box('Amount Due by 20-Sep-2025', rupees(total.toFixed(2)))}${box('After Due Date', rupees((total + 100).toFixed(2)))}</tr></table>
    <p><b>This Month's Charges</b></p>${items(print)}
    <p class="grey">Supplier GSTIN ${print.header('Seller_GSTIN')} | ${paper.seller.address.join(', ')} | CIN U64200TN2011PTC080000 | Tax payable under reverse charge: ${print.header('Reverse_Charge')}</p><p class="grey">This is a system generated bill and needs no signature.</p>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Taxable_Value', grouped)),
    ]),
  );
  const sum = (label: string, amount: string) => rowOf([label, '', right(amount)]);
  return `<table class="lines"><tr><th>Description</th><th>SAC Code</th><th class="r">Amount (₹)</th></tr>${rows.join('')}${sum('<b>Total Taxable Charges</b>', `<b>${print.header('Total_Taxable_Value', grouped)}</b>`)}
    ${sum('CGST (9.0%)', print.header('CGST_Total', grouped))}${sum('SGST (9.0%)', print.header('SGST_Total', grouped))}${sum('<b>Total Current Charges</b>', `<b>${print.header('Invoice_Value', grouped)}</b>`)}</table>`;
}
