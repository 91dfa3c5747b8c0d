/** A courier's monthly bill: waybills in a narrow grid, surcharge and tax below it, parties as a letter. */

import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { grouped, inWords, shortDate } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const DESTINATIONS = ['Guwahati', 'Ranchi', 'Patna', 'Siliguri', 'Cuttack', 'Dhanbad', 'Asansol', 'Agartala'];
const CHARGES = ['310.00', '185.00', '142.50', '96.00', '205.00', '118.00', '88.50', '364.00'];

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'KOL/CR/25-26/11/0482',
  date: '2025-11-30',
  seller: {
    name: 'Purba Express Couriers',
    address: ['27B, Waterloo Street, Kolkata - 700069'],
    stateCode: '19',
    gstin: gstinOf('19', 'AAPFP4480N'),
  },
  buyer: BUSINESSES.bengal,
  placeOfSupply: '19',
  items: DESTINATIONS.map((place, index) => ({
    description: place,
    hsn: '996812',
    value: CHARGES[index] ?? '0',
    gstRate: '18',
  })),
  isRoundedToRupees: true,
};

const CSS = `.page { font: 9pt Arimo; padding: 13mm } .bills td, .bills th { border: 1px solid #666; padding: 2px 5px; font-size: 8.5pt } .logo { color: #a11; font: 700 19pt BookSerif }`;

export const courierBill: Drawing = { slug: 'courier-bill', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { header } = print.invoice;
  const { seller, buyer } = paper;
  const page = `<table><tr><td class="logo">${print.header('Seller_Name')}</td><td class="r">${linesOf(seller.address)}<br>Ph. 033-22485566, accounts@purbaexpress.example<br>GST No.: ${print.header('Seller_GSTIN')}</td></tr></table><hr>
    <p class="c"><b><u>${print.header('Invoice_Type')}</u></b></p>
    <table><tr><td style="width:60%">To,<br>The Accounts Manager<br><b>${print.header('Buyer_Name')}</b><br>${linesOf(buyer?.address ?? [])}<br>GST No.: ${print.header('Buyer_GSTIN')}</td><td>Invoice # : <b>${print.header('Invoice_No')}</b><br>Dated : ${print.header('Invoice_Date', shortDate)}<br>Period : 01.11.2025 - 30.11.2025<br>Customer Code : BT-0093<br>SAC : 996812</td></tr></table><br>
    ${waybills(print)}
    <table style="width:50%;margin-left:50%"><tr><td>Gross Amount</td><td class="r">${print.header('Total_Taxable_Value', grouped)}</td></tr><tr><td>Add : C.G.S.T. 9%</td><td class="r">${print.header('CGST_Total', grouped)}</td></tr><tr><td>Add : S.G.S.T. 9%</td><td class="r">${print.header('SGST_Total', grouped)}</td></tr><tr><td><b>Net Payable (Rounded)</b></td><td class="r"><b>${print.header('Invoice_Value', grouped)}</b></td></tr></table>
    <p>(Rupees ${inWords(header.Invoice_Value ?? '0')})</p><p>Kindly pay by cheque in favour of ${linesOf([seller.name])} within 15 days.</p><p class="r">For ${linesOf([seller.name])}<br><br><br>Auth. Signatory</p>`;
  return { css: CSS, pages: [page] };
}

function waybills(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      String(at + 1),
      `${String(3 + at * 3).padStart(2, '0')}/11`,
      `C77${40_118 + at * 37}`,
      print.line(at, 'Item_Description'),
      right((0.25 + at * 0.5).toFixed(3)),
      at % 2 === 0 ? 'DOX' : 'NDX',
      right(print.line(at, 'Taxable_Value', grouped)),
    ]),
  );
  const heads = ['Sl', 'Date', 'AWB No.', 'Destination', 'Wt (kg)', 'Type', 'Amount (Rs.)'];
  return `<table class="bills">${rowOf(heads, 'th')}${rows.join('')}</table>`;
}
