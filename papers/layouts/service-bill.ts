/** A consultant's bill: services by SAC, no quantities, fees in a column of their own, IGST at the end. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { grouped, inWords } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import type { Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'INVOICE',
  no: 'GC/2526/118',
  date: '2026-01-31',
  seller: BUSINESSES.golconda,
  buyer: BUSINESSES.kaveri,
  placeOfSupply: '29',
  items: [
    {
      description: 'Retainership fees for the month of January 2026',
      hsn: '998311',
      value: '45000.00',
      gstRate: '18',
    },
    {
      description: 'Preparation of project report and cash flow for term loan',
      hsn: '998312',
      value: '28500.00',
      gstRate: '18',
    },
    {
      description: 'Reimbursement of travel (Hyderabad - Mysuru, 2 visits)',
      hsn: '998599',
      value: '11240.00',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 10.5pt BookSerif; padding: 18mm } td, th { padding: 6px 8px } .fees th { background: #333; color: #fff } .fees td { border-bottom: 1px solid #bbb } h1 { margin: 0; font-size: 19pt; font-weight: 400; letter-spacing: 2px }`;

export const serviceBill: Drawing = { slug: 'service-bill', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const page = `<table><tr><td style="width:62%"><b style="font-size:14pt">${print.header('Seller_Name')}</b><br>${linesOf(paper.seller.address)}<br>Tel : 040-5550 7788</td><td class="r"><h1>${print.header('Invoice_Type')}</h1></td></tr></table><hr>
    <table><tr><td style="width:50%">No. of Invoice : <b>${print.header('Invoice_No')}</b></td><td>Dt. of Invoice : <b>${print.header('Invoice_Date', () => '31st January, 2026')}</b></td></tr>
    <tr><td>Our GSTIN : ${print.header('Seller_GSTIN')}</td><td>PAN : ${paper.seller.gstin?.slice(2, 12)}</td></tr></table>
    <p>Client:<br><b>${print.header('Buyer_Name')}</b><br>${linesOf(paper.buyer?.address ?? [])}<br>Client GSTIN : ${print.header('Buyer_GSTIN')}<br>Place of Supply : ${print.header('Place_Of_Supply', () => 'Karnataka (State Code 29)')}</p>
    ${items(print)}<p><b>${inWords(print.invoice.header.Invoice_Value ?? '').replace(' Only', '')} Rupees Only</b></p>
    <p style="font-size:9pt">Kindly deduct TDS under section 194J on the professional fee. Payment within 15 days by NEFT: A/c 004512349876, IFSC HDFC0000123.</p><p>Yours truly,<br>For ${paper.seller.name}<br><br><br>Partner</p>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Taxable_Value', grouped)),
    ]),
  );
  const sum = (label: string, amount: string) => rowOf(['', right(label), '', right(amount)]);
  return `<table class="fees"><tr><th style="width:8%">Sr.</th><th style="width:58%">Nature of Services Rendered</th><th>SAC</th><th class="r">Fees (INR)</th></tr>${rows.join('')}
    ${sum('Gross Professional Fees', print.header('Total_Taxable_Value', grouped))}${sum('IGST @ 18%', print.header('IGST_Total', grouped))}${sum('<b>Total Invoice Amount</b>', `<b>${print.header('Invoice_Value', grouped)}</b>`)}</table>`;
}
