/** A letter-like bill on a letterhead in serif type: "To, M/s …", and the taxes added below the table. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, grouped, inWords } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import type { Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'BILL CUM TAX INVOICE',
  no: '317',
  date: '2026-01-14',
  seller: BUSINESSES.mewar,
  buyer: BUSINESSES.aravali,
  placeOfSupply: '08',
  items: [
    {
      description: 'Carved wooden photo frame, walnut finish, 8 x 10 inch with glass',
      hsn: '4414',
      qty: '35',
      rate: '320.00',
      gstRate: '5',
    },
    { description: 'Blue pottery desk pen stand', hsn: '6912', qty: '50', rate: '145.00', gstRate: '5' },
    {
      description: 'Brass diya set of five in gift box',
      hsn: '7418',
      qty: '20',
      rate: '610.00',
      gstRate: '5',
    },
  ],
};

const CSS = `.page { font: 11pt BookSerif; padding: 15mm } h1 { font-size: 24pt; text-align: center; margin: 0; letter-spacing: 1px }
  .head { border-bottom: 3px double #000; text-align: center; padding-bottom: 6px } td, th { padding: 5px } .items th { border-top: 1px solid #000; border-bottom: 1px solid #000 }
  .items { margin-top: 14px; border-bottom: 1px solid #000 }`;

export const letterhead: Drawing = { slug: 'letterhead', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { seller, buyer } = paper;
  const page = `<div style="display:flex;justify-content:space-between;font-size:9pt"><span>GSTIN : ${print.header('Seller_GSTIN')}</span><span>Mob. 94140 55512</span></div>
    <div class="head"><h1>${print.header('Seller_Name')}</h1>Manufacturers &amp; Wholesalers of Handicrafts<br>${linesOf(seller.address)}</div>
    <p class="c b">${print.header('Invoice_Type')}</p>
    <table><tr><td>Bill No. <b>${print.header('Invoice_No')}</b></td><td class="r">Date : ${print.header('Invoice_Date', dayFirst('/'))}</td></tr></table>
    <p>To,<br>M/s. <b>${print.header('Buyer_Name')}</b><br>${linesOf(buyer?.address ?? [])}<br>GSTIN : ${print.header('Buyer_GSTIN')}</p>
    ${items(print)}
    <p>Rupees ${inWords(print.invoice.header.Invoice_Value ?? '')}</p>
    <p style="font-size:9pt">1. Goods once sold will not be taken back. 2. Interest @ 18% p.a. will be charged after 30 days.</p>
    <p class="r">For <b>${seller.name}</b><br><br><br>Proprietor</p>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      `${print.line(at, 'Line_No')}.`,
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Qty')),
      right(print.line(at, 'Rate')),
      right(print.line(at, 'Taxable_Value', grouped)),
    ]),
  );
  const sum = (label: string, amount: string) => rowOf(['', '', '', '', right(label), right(amount)]);
  return `<table class="items"><tr><th style="width:8%">S.No</th><th style="width:42%">Particulars</th><th>HSN Code</th><th class="r">Qty.</th><th class="r" style="width:20%">Rate</th><th class="r">Amount (Rs.)</th></tr>
    ${rows.join('')}<tr style="height:40px"></tr>${sum('Total', print.header('Total_Taxable_Value', grouped))}${sum('Add : CGST @ 2.5%', print.header('CGST_Total', grouped))}
    ${sum('Add : SGST @ 2.5%', print.header('SGST_Total', grouped))}${sum('<b>Grand Total</b>', `<b>${print.header('Invoice_Value', grouped)}</b>`)}</table>`;
}
