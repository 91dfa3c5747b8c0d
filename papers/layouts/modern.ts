/** A clean invoice as online billing programs print it: no borders, details on the right, tax per line. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { grouped, inWords, percent, rupees } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import type { Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'Tax Invoice',
  no: 'INV-000417',
  date: '2025-11-18',
  seller: BUSINESSES.charminar,
  buyer: BUSINESSES.golconda,
  placeOfSupply: '36',
  items: [
    {
      description: 'Laptop 14 inch, 16 GB RAM, 512 GB SSD',
      hsn: '84713010',
      qty: '3',
      uom: 'PCS',
      rate: '46500.00',
      gstRate: '18',
    },
    {
      description: 'Wireless keyboard and mouse set',
      hsn: '84716060',
      qty: '3',
      uom: 'PCS',
      rate: '1450.00',
      discountPercent: '10',
      gstRate: '18',
    },
    {
      description: 'On-site installation and data transfer',
      hsn: '998713',
      qty: '1',
      uom: 'JOB',
      rate: '2500.00',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 10pt Sans; padding: 16mm; color: #222 } .muted { color: #666 }
  h1 { font-size: 22pt; margin: 0; font-weight: 400; color: #1a5276 } h2 { font-size: 15pt; margin: 0 0 4px }
  .items th { border-bottom: 2px solid #1a5276; font-size: 8.5pt; padding: 6px 4px } .items td { padding: 7px 4px; border-bottom: 1px solid #ddd; font-size: 9pt }
  .sums { width: 52%; margin-left: 48%; margin-top: 10px } .sums td { padding: 4px }`;

export const modern: Drawing = { slug: 'modern', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const detail = (label: string, value: string) =>
    `<tr><td class="muted">${label}</td><td class="r b">${value}</td></tr>`;
  const page = `<table><tr><td><h2>${print.header('Seller_Name')}</h2>${linesOf(paper.seller.address)}<br>India<br>GSTIN ${print.header('Seller_GSTIN')}<br>
    <span class="muted">+91 40 5550 1234 &nbsp; billing@charminar.example</span></td>
    <td class="r"><h1>${print.header('Invoice_Type')}</h1></td></tr></table><br>
    <table><tr><td style="width:52%"><span class="muted">Bill To</span><br><b>${print.header('Buyer_Name')}</b><br>${linesOf(paper.buyer?.address ?? [])}<br>GSTIN ${print.header('Buyer_GSTIN')}</td>
    <td><table>${detail('Invoice#', print.header('Invoice_No'))}${detail(
      'Invoice Date',
      print.header('Invoice_Date', () => '18 Nov 2025'),
    )}
    ${detail('Due Date', '03 Dec 2025')}${detail(
      'Place Of Supply',
      print.header('Place_Of_Supply', () => 'Telangana (36)'),
    )}</table></td></tr></table><br>
    ${items(print)}${sums(print)}`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const labels = [
    '#',
    'Item &amp; Description',
    'HSN/SAC',
    'Qty',
    'Rate',
    'Disc',
    'Taxable',
    'GST',
    'Tax',
    'Amount',
  ];
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      ...[
        `${print.line(at, 'Qty')}<br><span class="muted">${print.line(at, 'UOM')}</span>`,
        print.line(at, 'Rate', grouped),
        print.line(at, 'Discount_Percent', percent),
        print.line(at, 'Taxable_Value', grouped),
        print.line(at, 'GST_Rate', percent),
        grouped(String(2 * Number(print.invoice.lines[at]?.CGST_Amount))),
        print.line(at, 'Line_Total', grouped),
      ].map(right),
    ]),
  );
  const head = labels.map(
    (label, at) =>
      `<th class="${at > 2 ? 'r' : ''}" style="width:${[4, 24, 11, 6, 11, 6, 12, 6, 9, 12][at]}%">${label}</th>`,
  );
  return `<table class="items"><tr>${head.join('')}</tr>${rows.join('')}</table>`;
}

function sums(print: PrintedInvoice): string {
  const row = (label: string, value: string) => `<tr><td>${label}</td><td class="r">${value}</td></tr>`;
  return `<table class="sums">${row('Sub Total', print.header('Total_Taxable_Value', grouped))}
    ${row('CGST9 (9%)', print.header('CGST_Total', grouped))}${row('SGST9 (9%)', print.header('SGST_Total', grouped))}
    ${row('<b>Total</b>', `<b>${print.header('Invoice_Value', rupees)}</b>`)}${row('<b>Balance Due</b>', `<b>${rupees(print.invoice.header.Invoice_Value ?? '')}</b>`)}</table>
    <br><span class="muted">Total In Words</span><br>Indian Rupee ${inWords(print.invoice.header.Invoice_Value ?? '')}<br><br>
    <span class="muted">Notes</span><br>Thanks for your business.<br><br><span class="muted">Terms &amp; Conditions</span><br>Goods once sold are covered by the maker's warranty only.`;
}
