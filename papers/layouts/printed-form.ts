/** A shop's printed form, filled in by a matrix printer: M/s on a dotted line, empty rows, GST heads as a foot of the form. */

import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, inWords, plain } from '../drawing/formats.ts';
import { linesOf, rowOf } from '../drawing/html.ts';
import type { Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: '1847',
  date: '2025-12-03',
  seller: BUSINESSES.mewar,
  buyer: BUSINESSES.aravali,
  placeOfSupply: '08',
  items: [
    {
      description: 'Cotton Bandhani Dupatta',
      hsn: '6214',
      qty: '24',
      uom: 'PCS',
      rate: '310.00',
      gstRate: '5',
    },
    {
      description: 'Block Print Bedsheet D/B',
      hsn: '6304',
      qty: '10',
      uom: 'SET',
      rate: '845.00',
      gstRate: '5',
    },
    { description: 'Lac Bangles Box', hsn: '7117', qty: '36', uom: 'BOX', rate: '96.00', gstRate: '5' },
  ],
  isRoundedToRupees: true,
};

const CSS = `.page { font: 10pt Arimo; padding: 10mm } .frame { border: 2px solid #223a8f; color: #223a8f } .ink { color: #111; font-family: Mono; font-size: 9.5pt } .frame > table td { padding: 4px 8px } .items th { border: 1px solid #223a8f; text-align: center } .items td { border-left: 1px solid #223a8f; border-right: 1px solid #223a8f; height: 7mm } .dots { border-bottom: 1px dotted #223a8f } h1 { margin: 0; font: 700 22pt BookSerif }`;

export const printedForm: Drawing = { slug: 'printed-form', paper: PAPER, lay };

const ink = (text: string) => `<span class="ink">${text}</span>`;

function lay(print: PrintedInvoice, paper: Paper) {
  const { header } = print.invoice;
  const { seller, buyer } = paper;
  const form = `<table><tr><td>GSTIN : ${print.header('Seller_GSTIN')}</td><td class="c"><b>${print.header('Invoice_Type')}</b></td><td class="r">Mob. : 98290 11234</td></tr></table>
    <div class="c"><h1>${print.header('Seller_Name')}</h1>Mfrs. &amp; Wholesale Dealers in : Handicrafts, Bandhej &amp; Textiles<br>${linesOf([seller.address.join(', ')])}</div>
    <table style="border-top:1px solid #223a8f"><tr><td>No. ${ink(print.header('Invoice_No'))}</td><td class="r">Date ${ink(print.header('Invoice_Date', dayFirst('/')))}</td></tr></table>
    <table><tr><td class="dots">M/s. ${ink(print.header('Buyer_Name'))}</td></tr><tr><td class="dots">${ink(linesOf([buyer?.address.join(', ') ?? '']))}</td></tr>
    <tr><td class="dots">Party's GSTIN ${ink(print.header('Buyer_GSTIN'))} &nbsp;&nbsp; State Code ${ink(print.header('Buyer_State_Code'))}</td></tr></table>
    ${items(print)}
    <table style="border-top:1px solid #223a8f"><tr><td style="width:58%">Rupees ${ink(inWords(header.Invoice_Value ?? '0'))}<br><br>Bank : State Bank of India, Hathi Pol<br>A/c No. 30117744120 &nbsp; IFSC SBIN0031205<br><br>E.&amp;O.E. &nbsp; Subject to Udaipur Jurisdiction</td>
    <td><table>${foot(print)}</table><br><br><div class="r">For <b>${linesOf([seller.name])}</b></div></td></tr></table>`;
  return { css: CSS, pages: [`<div class="frame">${form}</div>`] };
}

function items(print: PrintedInvoice): string {
  const right = (text: string) => `<div class="r">${ink(text)}</div>`;
  const rows = indexesOf(print).map((at) =>
    rowOf([
      ink(String(at + 1)),
      ink(print.line(at, 'Item_Description')),
      ink(print.line(at, 'HSN')),
      right(`${print.line(at, 'Qty')} ${print.line(at, 'UOM')}`),
      right(print.line(at, 'Rate', plain)),
      right(print.line(at, 'Taxable_Value', plain)),
    ]),
  );
  const empty = Array.from({ length: 7 }, () => rowOf(['', '', '', '', '', '']));
  const heads = ['S.No.', 'PARTICULARS', 'HSN', 'Quantity', 'Rate', 'Amount<br>Rs. &nbsp; P.'];
  return `<table class="items">${rowOf(heads, 'th')}${rows.join('')}${empty.join('')}</table>`;
}

function foot(print: PrintedInvoice): string {
  const row = (label: string, amount: string) =>
    `<tr><td>${label}</td><td class="r">${ink(amount)}</td></tr>`;
  return `${row('Total', print.header('Total_Taxable_Value', plain))}${row('CGST @ 2.5 %', print.header('CGST_Total', plain))}${row('SGST @ 2.5 %', print.header('SGST_Total', plain))}${row('IGST @', '')}${row('<b>G. Total</b>', print.header('Invoice_Value', plain))}`;
}
