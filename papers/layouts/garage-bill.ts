/** A garage's bill: spare parts and labour in two tables, each with a subtotal, and the car between the parties. */

import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { grouped, percentWithPaise } from '../drawing/formats.ts';
import { linesOf, right, rowOf, sumRow } from '../drawing/html.ts';
import { gstinOf, type Paper, sumOf } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'Tax Invoice',
  no: 'JC25-004417',
  date: '2025-07-16',
  seller: {
    name: 'Narmada Motors & Service Station',
    address: ['Plot 5, Scheme 54, A.B. Road', 'Indore (M.P.) 452010'],
    stateCode: '23',
    gstin: gstinOf('23', 'AAIFN9072E'),
  },
  buyer: {
    name: 'Malwa Seeds Corporation',
    address: ['22, Sapna Sangeeta Road, Indore 452001'],
    stateCode: '23',
    gstin: gstinOf('23', 'AAOFM3168C'),
  },
  placeOfSupply: '23',
  items: [
    {
      description: 'Engine Oil 5W30 Semi Syn',
      code: 'LUB-5W30-1',
      hsn: '27101980',
      qty: '3.5',
      uom: 'LTR',
      rate: '412.00',
      gstRate: '18',
    },
    {
      description: 'Oil Filter Assy',
      code: '15601-BZ020',
      hsn: '84212300',
      qty: '1',
      uom: 'NOS',
      rate: '186.44',
      gstRate: '18',
    },
    {
      description: 'Brake Pad Set Front',
      code: '04465-0K240',
      hsn: '87083000',
      qty: '1',
      uom: 'SET',
      rate: '1864.41',
      gstRate: '18',
    },
    {
      description: 'Periodic Service Labour 20K',
      code: 'LAB020',
      hsn: '998729',
      qty: '1',
      uom: 'JOB',
      rate: '1250.00',
      gstRate: '18',
    },
    {
      description: 'Wheel Alignment & Balancing',
      code: 'LAB113',
      hsn: '998729',
      qty: '1',
      uom: 'JOB',
      rate: '700.00',
      gstRate: '18',
    },
  ],
  isRoundedToRupees: true,
};

const PARTS = 3;
const CSS = `.page { font: 8pt Sans; padding: 10mm } .box td { border: 1px solid #000; padding: 3px 5px; width: 50% } .list td, .list th { border-bottom: 1px solid #999; padding: 3px } .bar { background: #444; color: #fff; padding: 3px 6px; margin-top: 6px }`;

export const garageBill: Drawing = { slug: 'garage-bill', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { buyer, seller } = paper;
  const all = indexesOf(print);
  const page = `<div class="c"><b style="font-size:14pt">${print.header('Seller_Name')}</b><br>${linesOf([seller.address.join(', ')])}<br>GSTIN/UIN: ${print.header('Seller_GSTIN')} | Authorised Multi Brand Workshop | 0731-4055500<br><b>${print.header('Invoice_Type')}</b></div><br>
    <table class="box"><tr><td>Customer Name : ${print.header('Buyer_Name')}<br>Address : ${linesOf(buyer?.address ?? [])}<br>GSTIN : ${print.header('Buyer_GSTIN')}<br>State : Madhya Pradesh, Code : ${print.header('Buyer_State_Code')}</td><td>Invoice No : ${print.header('Invoice_No')}<br>Invoice Date : ${print.header('Invoice_Date', () => '16-Jul-2025')}<br>Job Card No : 25071602 &nbsp; JC Date : 15-Jul-2025<br>Regn. No : MP09CX4410 &nbsp; Model : Tigris ZX<br>Odometer : 20,118 km &nbsp; Next Service : 30,000 km</td></tr></table>
    <div class="bar">SPARE PARTS</div>${table(print, all.slice(0, PARTS), 'Part No')}<div class="bar">LABOUR CHARGES</div>${table(print, all.slice(PARTS), 'Op Code')}<br>
    <table><tr><td style="width:55%">Remarks : Next alignment due at 25,000 km.<br><br>Customer's Signature</td><td><table>${sums(print)}</table></td></tr></table>`;
  return { css: CSS, pages: [page] };
}

function table(print: PrintedInvoice, indexes: readonly number[], code: string): string {
  const rows = indexes.map((at, index) =>
    rowOf([
      String(index + 1),
      print.line(at, 'Item_Code'),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Qty')),
      print.line(at, 'UOM'),
      right(print.line(at, 'Rate', grouped)),
      right(print.line(at, 'Taxable_Value', grouped)),
      right(print.line(at, 'GST_Rate', percentWithPaise)),
      right(print.line(at, 'Line_Total', grouped)),
    ]),
  );
  const those = indexes.flatMap((at) => print.invoice.lines[at] ?? []);
  const sum = `<tr><td colspan="7" class="r"><b>Sub Total</b></td><td class="r"><b>${grouped(sumOf(those, 'Taxable_Value'))}</b></td><td></td><td class="r"><b>${grouped(sumOf(those, 'Line_Total'))}</b></td></tr>`;
  const heads = ['#', code, 'Description', 'HSN/SAC', 'Qty', 'UOM', 'Rate', 'Taxable', 'GST %', 'Total'];
  return `<table class="list">${rowOf(heads, 'th')}${rows.join('')}${sum}</table>`;
}

function sums(print: PrintedInvoice): string {
  return `${sumRow('Total Taxable Amount', print.header('Total_Taxable_Value', grouped))}${sumRow('CGST @9.00%', print.header('CGST_Total', grouped))}${sumRow('SGST @9.00%', print.header('SGST_Total', grouped))}${sumRow('<b>Net Bill Amount (Rounded Off)</b>', `<b>${print.header('Invoice_Value', grouped)}</b>`)}`;
}
