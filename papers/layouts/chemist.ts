/** A chemist's counter bill: a patient, batches and expiries, prices with tax inside, the tax told apart below by rate. */

import Big from 'big.js';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { plain } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { gstinOf, type Paper, sumOf } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'GST INVOICE',
  no: 'C-20817',
  date: '2025-11-14',
  seller: {
    name: 'Jeevan Rekha Medical Hall',
    address: ['Opp. Civil Hospital, Bhanwarkuan', 'Indore 452001'],
    stateCode: '23',
    gstin: gstinOf('23', 'BQJPR7718N'),
  },
  buyer: { name: 'Mrs. Sunanda Joshi', address: ['Tilak Nagar'], stateCode: '23' },
  placeOfSupply: '23',
  isTaxIncluded: true,
  items: [
    { description: 'TELMISAFE 40 TAB', hsn: '3004', qty: '2', rate: '112.00', gstRate: '5' },
    { description: 'GLYCIPHASE SR 500', hsn: '3004', qty: '3', rate: '46.20', gstRate: '5' },
    { description: 'PANTOREST DSR CAP', hsn: '3004', qty: '1', rate: '168.00', gstRate: '5' },
    { description: 'DERMASOFT LOTION 200ML', hsn: '3304', qty: '1', rate: '295.00', gstRate: '18' },
  ],
};

const BATCHES = ['TK2504', 'GS5117', 'PD0931', 'DL7720'];
const EXPIRIES = ['03/27', '11/26', '08/27', '01/28'];
const CSS = `.page { font: 8.5pt Sans; padding: 6mm } td, th { padding: 2px 4px } .list th { border-top: 1px solid #000; border-bottom: 1px solid #000 } .list { border-bottom: 1px solid #000 }`;

export const chemist: Drawing = { slug: 'chemist', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { header } = print.invoice;
  const page = `<table><tr><td><b style="font-size:12pt">${print.header('Seller_Name')}</b><br>${linesOf(paper.seller.address)}<br>Ph: 0731-5551220</td><td class="r"><b>${print.header('Invoice_Type')}</b><br>GSTIN: ${print.header('Seller_GSTIN')}<br>D.L.No: 20B/4471/21, 21B/4472/21</td></tr></table><hr>
    <table><tr><td style="width:60%">Patient : ${print.header('Buyer_Name')}<br>Doctor : Dr. A. Deshmukh</td><td>Bill No : ${print.header('Invoice_No')}<br>Date : ${print.header('Invoice_Date', () => '14-11-2025')} 19:42</td></tr></table>
    <table class="list">${rowOf(['Product', 'HSN', 'Batch', 'Exp', 'Qty', 'MRP', 'GST%', 'Amount'], 'th')}${rows(print)}</table>
    <table><tr><td style="width:68%">${taxes(print)}</td><td><table>${rowOf(['Items : 4', right('Qty : 7')])}${rowOf(['<b>Net Amount</b>', right(`<b>${print.header('Invoice_Value', plain)}</b>`)])}${rowOf(['Paid by UPI', right(plain(header.Invoice_Value ?? '0'))])}</table></td></tr></table>
    <p>Goods once sold are taken back within 7 days with the bill. Get well soon!</p>`;
  return { css: CSS, pages: [page], widthMm: 148, heightMm: 105 };
}

function rows(print: PrintedInvoice): string {
  return indexesOf(print)
    .map((at) =>
      rowOf([
        print.line(at, 'Item_Description'),
        print.line(at, 'HSN'),
        BATCHES[at] ?? '',
        EXPIRIES[at] ?? '',
        right(print.line(at, 'Qty')),
        right(print.line(at, 'Rate')),
        right(print.line(at, 'GST_Rate')),
        right(print.line(at, 'Line_Total')),
      ]),
    )
    .join('');
}

/** By rate: the taxable value and both halves of the tax, of which the sums stand nowhere. */
function taxes(print: PrintedInvoice): string {
  for (const sum of ['Total_Taxable_Value', 'CGST_Total', 'SGST_Total'] as const) print.header(sum);
  return ['5', '18']
    .map((rate) => {
      const lines = print.invoice.lines.filter(({ GST_Rate }) => GST_Rate === rate);
      const half = new Big(rate).div(2).toString();
      return `GST ${rate}% on ${sumOf(lines, 'Taxable_Value')}: CGST ${half}% ${sumOf(lines, 'CGST_Amount')} SGST ${half}% ${sumOf(lines, 'SGST_Amount')}`;
    })
    .join('<br>');
}
