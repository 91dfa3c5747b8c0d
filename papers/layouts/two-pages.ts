/** A table that goes on over two pages: carried forward, brought forward, header row repeated. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, grouped, inWords, stateName } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { calculateRoundOff, type Paper, sumOf } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const LINES_ON_FIRST_PAGE = 15;

const GOODS = [
  ['MCB 16A Single Pole C Curve', '853620', '178.50'],
  ['MCB 32A Double Pole', '853620', '486.00'],
  ['Distribution Board 8 Way SPN', '853710', '1290.00'],
  ['Modular Switch 6A One Way', '853650', '42.30'],
  ['Modular Socket 6A 5 Pin', '853669', '88.00'],
  ['PVC Conduit Pipe 25 mm Medium (3 m length, ISI marked)', '391723', '74.25'],
  ['FR Copper Wire 1.5 sq mm Red 90 m', '854449', '1985.00'],
  ['FR Copper Wire 2.5 sq mm Black 90 m', '854449', '3120.00'],
  ['LED Batten 20W Cool White', '940542', '265.00'],
  ['Ceiling Fan 1200 mm Brown', '841451', '1745.00'],
  ['Exhaust Fan 9 inch Metal Body', '841451', '1180.00'],
  ['Insulation Tape 18 mm', '391910', '11.80'],
  ['Cable Tie 200 mm Pack of 100', '392690', '96.00'],
] as const;

const PAPER: Paper = {
  title: 'Tax Invoice',
  no: 'DE/25-26/2048',
  date: '2026-03-17',
  seller: BUSINESSES.deccan,
  buyer: BUSINESSES.kaveri,
  placeOfSupply: '29',
  ewayBillNo: '141009876543',
  isRoundedToRupees: true,
  items: [...GOODS, ...GOODS.map(([name, hsn, rate]) => [`${name} - Lot B`, hsn, rate] as const)].map(
    ([description, hsn, rate], at) => ({
      description,
      hsn,
      rate,
      qty: String(((at * 7) % 23) + 2),
      uom: at % 3 === 0 ? 'NOS' : 'PCS',
      gstRate: '18',
    }),
  ),
};

const CSS = `.page { font: 9.5pt Arimo } td, th { padding: 4px 5px; border: 1px solid #777 } .none td { border: none; padding: 1px 4px } h1 { font-size: 15pt; margin: 0 }
  .items { margin-top: 10px } .items th { background: #f0f0f0 }`;

export const twoPages: Drawing = { slug: 'two-pages', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const all = indexesOf(print);
  const { lines, header } = print.invoice;
  const carried = grouped(sumOf(lines.slice(0, LINES_ON_FIRST_PAGE), 'Taxable_Value'));
  const first = `${head(print, paper)}${table(rowsOf(print, all.slice(0, LINES_ON_FIRST_PAGE)), ['', forwardRow('Carried Forward', carried)])}<p class="r">Page 1 of 2 &nbsp; Continued on next page ...</p>`;
  const second = `<h1>${paper.seller.name}</h1><div>Invoice No. ${header.Invoice_No} &nbsp; Date ${dayFirst('/')(header.Invoice_Date ?? '')}</div>
    ${table(rowsOf(print, all.slice(LINES_ON_FIRST_PAGE)), [forwardRow('Brought Forward', carried), ''])}${sums(print)}<p class="r">for <b>${paper.seller.name}</b><br><br>Authorised Signatory</p><p class="r">Page 2 of 2</p>`;
  return { css: CSS, pages: [first, second] };
}

function head(print: PrintedInvoice, { seller, buyer }: Paper): string {
  return `<p class="c b" style="margin:0">${print.header('Invoice_Type')} (Original for Recipient)</p>
    <table class="none"><tr><td style="width:60%"><h1>${print.header('Seller_Name')}</h1>${linesOf(seller.address)}<br>GSTIN: ${print.header('Seller_GSTIN')}</td>
    <td>Invoice No. : <b>${print.header('Invoice_No')}</b><br>Date : <b>${print.header('Invoice_Date', dayFirst('/'))}</b><br>E-Way Bill No. : ${print.header('Eway_Bill_No', (no) => no.replace(/(\d{4})(?=\d)/g, '$1 '))}<br>Vehicle No. : KA 09 AB 5512</td></tr>
    <tr><td><br><b>Customer:</b><br>${print.header('Buyer_Name')}<br>${linesOf(buyer?.address ?? [])}<br>GSTIN: ${print.header('Buyer_GSTIN')}</td><td><br>Place of Supply: ${print.header('Place_Of_Supply', (code) => `${code} - ${stateName(code)}`)}</td></tr></table>`;
}

function rowsOf(print: PrintedInvoice, indexes: readonly number[]): string {
  return indexes
    .map((at) =>
      rowOf([
        print.line(at, 'Line_No'),
        print.line(at, 'Item_Description'),
        print.line(at, 'HSN'),
        ...[
          `${print.line(at, 'Qty')} ${print.line(at, 'UOM')}`,
          print.line(at, 'Rate', grouped),
          print.line(at, 'Taxable_Value', grouped),
          print.line(at, 'GST_Rate'),
        ].map(right),
      ]),
    )
    .join('');
}

function table(rows: string, [before, after]: readonly [string, string]): string {
  const labels = ['#', 'Product Description', 'HSN', 'Qty', 'Unit Price', 'Amount', 'GST %'];
  const head = labels
    .map(
      (label, at) =>
        `<th style="width:${[5, 41, 10, 11, 12, 13, 8][at]}%" class="${at > 2 ? 'r' : ''}">${label}</th>`,
    )
    .join('');
  return `<table class="items"><tr>${head}</tr>${before}${rows}${after}</table>`;
}

function forwardRow(label: string, amount: string): string {
  return `<tr><td></td><td class="b">${label}</td><td></td><td></td><td></td><td class="r b">${amount}</td><td></td></tr>`;
}

function sums(print: PrintedInvoice): string {
  const row = (label: string, value: string) =>
    `<tr><td class="r">${label}</td><td class="r" style="width:22%">${value}</td></tr>`;
  return `<table style="margin-top:-1px">${row('Taxable Amount', print.header('Total_Taxable_Value', grouped))}${row('CGST @ 9%', print.header('CGST_Total', grouped))}${row('SGST @ 9%', print.header('SGST_Total', grouped))}
    ${row('Rounding', calculateRoundOff(print.invoice))}${row('<b>Invoice Total (INR)</b>', `<b>${print.header('Invoice_Value', grouped)}</b>`)}</table>
    <p>In words: INR ${inWords(print.invoice.header.Invoice_Value ?? '')}</p>`;
}
