/** A gym's membership bill: a person before the company, one plan on two lines of text, a discount, a stamp of payment. */

import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { grouped, percent } from '../drawing/formats.ts';
import { headOf, linesOf, right, rowOf, sumRow } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'Tax Invoice',
  no: 'PFC-25/1193',
  date: '2025-11-22',
  seller: {
    name: 'Palghat Fitness Club',
    address: ['T.B. Road, Palakkad, Kerala - 678014'],
    stateCode: '32',
    gstin: gstinOf('32', 'AAGFP8052R'),
  },
  buyer: {
    name: 'Malabar Spice Exports',
    address: ['Beach Road, Kozhikode 673032'],
    stateCode: '32',
    gstin: gstinOf('32', 'AAKFM1160V'),
  },
  placeOfSupply: '32',
  items: [
    {
      description: 'Corporate membership, 6 months',
      hsn: '999723',
      qty: '4',
      rate: '9000.00',
      discountPercent: '10',
      gstRate: '5',
    },
    {
      description: 'Locker rent',
      hsn: '997319',
      qty: '4',
      rate: '450.00',
      discountPercent: '0',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 9.5pt Sans; padding: 14mm } td, th { padding: 5px } .list th { border-bottom: 2px solid #c33; color: #c33 } .list td { border-bottom: 1px dotted #aaa } .paid { position: absolute; top: 165mm; left: 30mm; color: #c33; font-size: 20pt; border: 2px solid #c33; padding: 4px 14px; transform: rotate(-12deg) }`;

export const subscription: Drawing = { slug: 'subscription', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const page = `<table><tr><td><b style="font-size:17pt;color:#c33">${print.header('Seller_Name')}</b><br>${linesOf(paper.seller.address)}<br>0491-2555014</td><td class="r"><b style="font-size:13pt">${print.header('Invoice_Type')}</b><br>No: ${print.header('Invoice_No')}<br>Date: ${print.header('Invoice_Date', () => '22 Nov 2025')}<br>GSTIN: ${print.header('Seller_GSTIN')}</td></tr></table><br>
    <table><tr><td style="width:50%"><b>Bill to</b><br>Ms. Anitha Menon (HR)<br>${print.header('Buyer_Name')}<br>${linesOf(paper.buyer?.address ?? [])}<br>GSTIN: ${print.header('Buyer_GSTIN')}</td><td><b>Membership</b><br>Member IDs: PFC-2207 to PFC-2210<br>From 01 Dec 2025 to 31 May 2026<br>Trainer: Rajeev K.</td></tr></table><br>
    ${items(print)}<table style="width:45%;margin-left:55%">${sumRow('Taxable amount', print.header('Total_Taxable_Value', grouped))}${taxes(print)}${sumRow('<b>Amount payable</b>', `<b>₹ ${print.header('Invoice_Value', grouped)}</b>`)}${sumRow('Paid (card)', grouped(print.invoice.header.Invoice_Value ?? ''))}${sumRow('Balance', '0.00')}</table>
    <div class="paid">PAID</div><p style="font-size:8pt">Memberships are not refundable. Carry a towel.</p>`;
  return { css: CSS, pages: [page] };
}

/** A line for each rate: their sum stands nowhere. */
function taxes(print: PrintedInvoice): string {
  print.header('CGST_Total');
  print.header('SGST_Total');
  return print.invoice.lines
    .map(({ CGST_Rate = '', CGST_Amount = '', SGST_Amount = '' }) =>
      [
        sumRow(`CGST ${CGST_Rate}%`, grouped(CGST_Amount)),
        sumRow(`SGST ${CGST_Rate}%`, grouped(SGST_Amount)),
      ].join(''),
    )
    .join('');
}

function items(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Qty')),
      right(print.line(at, 'Rate', grouped)),
      right(print.line(at, 'Discount_Percent', percent)),
      right(print.line(at, 'Taxable_Value', grouped)),
      right(print.line(at, 'GST_Rate', percent)),
    ]),
  );
  const heads = ['Plan', 'SAC', 'Members', 'Fee', 'Disc.', 'Taxable', 'GST'];
  const head = headOf(heads, 2);
  return `<table class="list">${head}${rows.join('')}</table>`;
}
