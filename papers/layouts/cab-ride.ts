/** A ride app's bill: the brand's name in large letters, the company that owes the tax in small ones, one fare with one tax. */

import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { rupees } from '../drawing/formats.ts';
import { headOf, linesOf, right, rowOf } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'KA25RD0091174',
  date: '2025-12-03',
  seller: {
    name: 'Savaari Mobility Technologies Private Limited',
    address: ['2nd Floor, Prestige Meridian, M.G. Road, Bengaluru, Karnataka 560001'],
    stateCode: '29',
    gstin: gstinOf('29', 'AAYCS6612G'),
  },
  buyer: {
    name: 'Coorg Coffee Works',
    address: ['Madikeri Road, Kushalnagar 571234'],
    stateCode: '29',
    gstin: gstinOf('29', 'AAJFC8841L'),
  },
  placeOfSupply: '29',
  reverseCharge: 'No',
  items: [
    { description: 'Ride fee, City Prime Sedan', hsn: '996412', value: '612.38', gstRate: '5' },
    { description: 'Booking convenience fee', hsn: '999799', value: '24.00', gstRate: '18' },
  ],
};

const CSS = `.page { font: 9.5pt Arimo; padding: 16mm } .brand { font: 700 26pt Arimo; letter-spacing: -1px } td, th { padding: 5px 4px } .fare td { border-bottom: 1px solid #e5e5e5 } .grey { color: #666 } h2 { font-size: 13pt; font-weight: 400; margin: 14px 0 6px }`;

export const cabRide: Drawing = { slug: 'cab-ride', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const page = `<table><tr><td class="brand">savaari</td><td class="r">${print.header('Invoice_Type')}<br><span class="grey">Original for recipient</span></td></tr></table><br>
    <table><tr><td style="width:50%"><span class="grey">Invoice issued by</span><br><b>${print.header('Seller_Name')}</b><br>${linesOf(paper.seller.address)}<br>GSTIN: ${print.header('Seller_GSTIN')}</td>
    <td><span class="grey">Customer</span><br><b>${print.header('Buyer_Name')}</b><br>${linesOf(paper.buyer?.address ?? [])}<br>GSTIN: ${print.header('Buyer_GSTIN')}</td></tr></table>
    <h2>Invoice details</h2><table><tr><td class="grey">Invoice Serial Id</td><td>${print.header('Invoice_No')}</td><td class="grey">Invoice Date</td><td>${print.header('Invoice_Date', () => 'Dec 3, 2025')}</td></tr>
    <tr><td class="grey">Ride ID</td><td>CRN7741900385</td><td class="grey">Pickup time</td><td>Dec 3, 2025, 6:42 AM</td></tr><tr><td class="grey">Place of supply</td><td>${print.header('Place_Of_Supply', () => 'Karnataka')}</td><td class="grey">Reverse charge</td><td>${print.header('Reverse_Charge')}</td></tr></table>
    ${fare(print)}<p class="grey">Pickup: Kempegowda Bus Stand, Gandhinagar. Drop: Terminal 1, Airport Road. 34.6 km, 58 min. Paid by wallet.</p><p class="grey">This is an electronically generated invoice and does not require a signature. For help write to help@savaari.example.</p>`;
  return { css: CSS, pages: [page] };
}

function fare(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Taxable_Value', rupees)),
      right(`${print.line(at, 'CGST_Amount', rupees)} @ ${print.line(at, 'CGST_Rate')}%`),
      right(`${print.line(at, 'SGST_Amount', rupees)} @ ${print.line(at, 'SGST_Rate')}%`),
      right(print.line(at, 'Line_Total', rupees)),
    ]),
  );
  const sum = ['<b>Total</b>', '', right(print.header('Total_Taxable_Value', rupees))];
  const taxes = [right(print.header('CGST_Total', rupees)), right(print.header('SGST_Total', rupees))];
  const total = right(`<b>${print.header('Invoice_Value', rupees)}</b>`);
  const heads = ['Description', 'SAC', 'Net amount', 'CGST', 'SGST/UTGST', 'Total amount'];
  const head = headOf(heads, 2);
  return `<h2>Fare</h2><table class="fare">${head}${rows.join('')}${rowOf([...sum, ...taxes, total])}</table>`;
}
