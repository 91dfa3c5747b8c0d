/** A hotel's bill: a folio by date, with the taxes of each night as rows of their own among the charges. */

import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { grouped } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'Tax Invoice',
  no: 'FO/2526/03318',
  date: '2025-10-19',
  seller: {
    name: 'Hotel Malabar Residency',
    address: ['Shanmugham Road, Marine Drive', 'Ernakulam, Kochi - 682031, Kerala'],
    stateCode: '32',
    gstin: gstinOf('32', 'AABCM6294L'),
  },
  buyer: BUSINESSES.golconda,
  placeOfSupply: '32',
  items: [
    { description: 'Room Charges - Deluxe Double', hsn: '996311', qty: '2', rate: '4200.00', gstRate: '5' },
    { description: 'Restaurant - Room Service', hsn: '996332', value: '1385.00', gstRate: '5' },
    { description: 'Laundry', hsn: '999712', value: '420.00', gstRate: '18' },
  ],
};

const CSS = `.page { font: 9.5pt BookSerif; padding: 14mm } .folio td, .folio th { padding: 4px 7px } .folio th { border-top: 2px solid #000; border-bottom: 1px solid #000 } .end td { border-top: 1px solid #000 } h1 { font-size: 17pt; margin: 0; letter-spacing: 1px } .facts td { padding: 2px 4px }`;

export const hotelFolio: Drawing = { slug: 'hotel-folio', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { buyer, seller } = paper;
  const page = `<div class="c"><h1>${print.header('Seller_Name')}</h1>${linesOf(seller.address)}<br>Tel : 0484 2380055 &nbsp; GSTIN : ${print.header('Seller_GSTIN')}<br><b>${print.header('Invoice_Type')}</b></div><br>
    <table class="facts"><tr><td>Guest Name</td><td>: Mr. R. Venkataraman</td><td>Bill No</td><td>: ${print.header('Invoice_No')}</td></tr>
    <tr><td>Company</td><td>: ${print.header('Buyer_Name')}</td><td>Bill Date</td><td>: ${print.header('Invoice_Date', () => '19/10/2025')}</td></tr>
    <tr><td>Address</td><td>: ${linesOf([buyer?.address.join(', ') ?? ''])}</td><td>Room No</td><td>: 412 / DLX</td></tr>
    <tr><td>Company GSTIN</td><td>: ${print.header('Buyer_GSTIN')}</td><td>Pax</td><td>: 2 + 0</td></tr>
    <tr><td>Arrival</td><td>: 17/10/2025 13:20</td><td>Departure</td><td>: 19/10/2025 10:45</td></tr></table><br>
    <table class="folio"><tr><th>Date</th><th>Particulars</th><th>SAC</th><th class="r">Qty</th><th class="r">Rate</th><th class="r">Amount</th></tr>${charges(print)}${taxes(print)}</table>
    <p>Settlement : Bill to Company (Credit) &nbsp;&nbsp; Cashier : Anju</p><br><br><table><tr><td>Guest Signature</td><td class="r">for ${linesOf([seller.name])}</td></tr></table>
    <p class="c">I agree that my liability for this bill is not waived. Thank you, please visit us again.</p>`;
  return { css: CSS, pages: [page] };
}

const DATES = ['17/10/2025', '18/10/2025', '18/10/2025'];

function charges(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      DATES[at] ?? '',
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Qty')),
      right(print.line(at, 'Rate', grouped)),
      right(print.line(at, 'Taxable_Value', grouped)),
    ]),
  );
  return rows.join('');
}

function taxes(print: PrintedInvoice): string {
  const sum = (label: string, amount: string) =>
    `<tr class="end"><td colspan="5" class="r">${label}</td><td class="r">${amount}</td></tr>`;
  return `${sum('Sub Total', print.header('Total_Taxable_Value', grouped))}${sum('CGST', print.header('CGST_Total', grouped))}${sum('SGST', print.header('SGST_Total', grouped))}${sum('<b>Grand Total (INR)</b>', `<b>${print.header('Invoice_Value', grouped)}</b>`)}`;
}
