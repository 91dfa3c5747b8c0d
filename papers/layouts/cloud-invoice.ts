/** A software company's bill from an online billing service: brand above, number under the title, IGST, much white. */

import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, rupees } from '../drawing/formats.ts';
import { headOf, linesOf, right, rowOf } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'INV-000907',
  date: '2026-02-01',
  seller: {
    name: 'Neelkamal Softworks LLP',
    address: ['402, Cyber Heights, Sector 62', 'Noida Uttar Pradesh 201309', 'India'],
    stateCode: '09',
    gstin: gstinOf('09', 'AAQFN4417P'),
  },
  buyer: BUSINESSES.mewar,
  placeOfSupply: '08',
  items: [
    {
      description: 'Business plan, 12 users',
      hsn: '998315',
      qty: '12.00',
      rate: '649.00',
      gstRate: '18',
    },
    { description: 'Extra storage, 100 GB', hsn: '998315', qty: '2.00', rate: '310.00', gstRate: '18' },
    { description: 'Onboarding workshop', hsn: '999293', qty: '1.00', rate: '7500.00', gstRate: '18' },
  ],
};

const CSS = `.page { font: 10pt Arimo; padding: 15mm; color: #222 } h1 { font-size: 28pt; font-weight: 400; margin: 0 } td, th { padding: 7px 6px } .list th { background: #3c3d3a; color: #fff; font-weight: 400 } .list td { border-bottom: 1px solid #ddd } .small { color: #777; font-size: 8.5pt } .due { background: #f3f3f3 }`;

export const cloudInvoice: Drawing = { slug: 'cloud-invoice', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { header } = print.invoice;
  const label = (text: string, value: string) => rowOf([`<div class="r">${text} :</div>`, right(value)]);
  const sum = (text: string, value: string) => rowOf([right(text), right(value)]);
  const page = `<table><tr><td><b style="font:700 18pt Arimo;color:#2a6fdb">neelkamal desk</b><br><b>${print.header('Seller_Name')}</b><br>${linesOf(paper.seller.address)}<br>GSTIN ${print.header('Seller_GSTIN')}</td><td class="r"><h1>${print.header('Invoice_Type')}</h1># ${print.header('Invoice_No')}<br><br><span class="small">Balance Due</span><br><b>${rupees(header.Invoice_Value ?? '')}</b></td></tr></table><br>
    <table><tr><td style="width:55%"><span class="small">Bill To</span><br><b>${print.header('Buyer_Name')}</b><br>${linesOf(paper.buyer?.address ?? [])}<br>GSTIN ${print.header('Buyer_GSTIN')}<br><br>Place Of Supply: ${print.header('Place_Of_Supply', () => 'Rajasthan (08)')}</td><td><table>${label('Invoice Date', print.header('Invoice_Date', dayFirst('/')))}${label('Terms', 'Due on Receipt')}${label('Due Date', '01/02/2026')}</table></td></tr></table><br>
    ${items(print)}<table style="width:55%;margin-left:45%">${sum('Sub Total', print.header('Total_Taxable_Value', rupees))}${sum('IGST18 (18%)', print.header('IGST_Total', rupees))}${sum('<b>Total</b>', `<b>${print.header('Invoice_Value', rupees)}</b>`)}<tr class="due"><td class="r"><b>Balance Due</b></td><td class="r"><b>${rupees(header.Invoice_Value ?? '')}</b></td></tr></table>
    <p class="small">Notes<br>Thank you for your business.</p><p class="small">Terms &amp; Conditions<br>The plan renews every month until it is ended in the settings.</p>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      String(at + 1),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Qty')),
      right(print.line(at, 'Rate')),
      right(`${print.line(at, 'IGST_Amount')}<br><span class="small">${print.line(at, 'IGST_Rate')}%</span>`),
      right(print.line(at, 'Taxable_Value')),
    ]),
  );
  const heads = ['#', 'Item &amp; Description', 'HSN/SAC', 'Qty', 'Rate', 'IGST', 'Amount'];
  const head = headOf(heads, 3);
  return `<table class="list">${head}${rows.join('')}</table>`;
}
