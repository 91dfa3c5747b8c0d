/** A restaurant's bill: no HSN, no buyer, taxes as words between amounts, service charge apart. */

import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, plain } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'Tax Invoice',
  no: '7714',
  date: '2025-10-19',
  seller: {
    name: 'HOTEL SAROVAR VEG',
    address: ['Station Road, Panaji', 'Goa 403001'],
    stateCode: '30',
    gstin: gstinOf('30', 'ABKFH2219B'),
  },
  placeOfSupply: '30',
  isRoundedToRupees: true,
  items: [
    { description: 'Masala Dosa', qty: '2', rate: '110.00', gstRate: '5' },
    { description: 'Filter Coffee', qty: '4', rate: '45.00', gstRate: '5' },
    { description: 'South Indian Thali', qty: '3', rate: '210.00', gstRate: '5' },
    { description: 'Gulab Jamun (2 pc)', qty: '1', rate: '80.00', gstRate: '5' },
  ],
};

const CSS = `.page { font: 9pt Sans; padding: 4mm } td, th { padding: 2px 3px } th { border-top: 1px solid #000; border-bottom: 1px solid #000; font-weight: 400 } .rule td { border-top: 1px solid #000 }`;

export const restaurant: Drawing = { slug: 'restaurant', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Item_Description'),
      right(print.line(at, 'Qty')),
      right(print.line(at, 'Rate')),
      right(print.line(at, 'Taxable_Value')),
    ]),
  );
  const sum = (label: string, value: string, style = '') =>
    `<tr style="${style}"><td colspan="3" class="r">${label}</td><td class="r">${value}</td></tr>`;
  const exact = Number(print.invoice.header.Total_Taxable_Value) * 1.05;
  const page = `<div class="c"><b style="font-size:13pt">${print.header('Seller_Name')}</b><br>${linesOf(paper.seller.address)}<br>GSTIN ${print.header('Seller_GSTIN')}<br>${print.header('Invoice_Type')}</div>
    <table><tr><td>Date: ${print.header('Invoice_Date', dayFirst('/'))}</td><td class="r">Dine In: T12</td></tr><tr><td>13:24</td><td class="r">Bill No.: ${print.header('Invoice_No')}</td></tr><tr><td>Cashier: biller</td><td class="r">Token No.: 41</td></tr></table>
    <table><tr><th style="width:44%">Item</th><th class="r">Qty.</th><th class="r">Price</th><th class="r">Amount</th></tr>${rows.join('')}
    <tr class="rule"><td>Total Qty: 10</td><td colspan="2" class="r">Sub Total</td><td class="r">${print.header('Total_Taxable_Value')}</td></tr>${sum('CGST 2.5%', print.header('CGST_Total'))}${sum('SGST 2.5%', print.header('SGST_Total'))}
    ${sum('Round off', (Number(print.invoice.header.Invoice_Value) - exact).toFixed(2))}${sum('<b>Grand Total</b>', `<b>₹${print.header('Invoice_Value', plain)}</b>`, 'font-size:11pt')}</table>
    <div class="c">FSSAI Lic No. 10012345000123<br>Thanks, visit again</div>`;
  return { css: CSS, pages: [page], widthMm: 80, heightMm: 125 };
}
