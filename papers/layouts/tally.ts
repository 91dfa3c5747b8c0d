/** The bordered invoice that Tally prints: details in a grid, taxes inside the table, HSN summary below. */

import { BUSINESSES } from '../drawing/businesses.ts';
import type { Drawing } from '../drawing/drawing.ts';
import { indexesOf } from '../drawing/drawing.ts';
import { grouped, inWords, percent, rupees, shortDate, stateName } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { calculateRoundOff, type Paper, type Party, sumOf } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'SHT/456/25-26',
  date: '2026-02-06',
  seller: BUSINESSES.sahyadri,
  buyer: BUSINESSES.konkan,
  shipTo: { ...BUSINESSES.konkan, name: 'Konkan Interiors (Thane Site)' },
  placeOfSupply: '27',
  transporter: 'Shivneri Roadlines',
  isRoundedToRupees: true,
  items: [
    {
      description: 'Ball Bearing Door Hinge 4 inch',
      hsn: '83021010',
      qty: '24',
      uom: 'Nos',
      rate: '145.00',
      gstRate: '18',
    },
    {
      description: 'Telescopic Drawer Channel 18" Soft Close Heavy Duty',
      hsn: '83024200',
      qty: '16',
      uom: 'Pair',
      rate: '612.50',
      discountPercent: '5',
      gstRate: '18',
    },
    {
      description: 'SS Cabinet Handle 160 mm',
      hsn: '83024900',
      qty: '40',
      uom: 'Nos',
      rate: '88.75',
      gstRate: '18',
    },
    {
      description: 'Waterproof Wood Adhesive',
      hsn: '35069190',
      qty: '12.500',
      uom: 'Kg',
      rate: '236.00',
      discountPercent: '10',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 9pt Arimo } td, th { border: 1px solid #000; padding: 2px 4px; font-weight: 400 }
  h1 { font-size: 12pt; text-align: center; margin: 0 0 4px } .small { font-size: 7.5pt }
  .items td { border-top: none; border-bottom: none } .items tr.total td { border: 1px solid #000 }
  .items { margin-top: -1px } .sign { text-align: right } i { font-style: normal }`;

export const tally: Drawing = { slug: 'tally', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const page = `<h1>${print.header('Invoice_Type')}</h1>${details(print, paper)}${items(print)}
    <table style="margin-top:-1px"><tr><td style="border-bottom:none">Amount Chargeable (in words)<span style="float:right">E. &amp; O.E</span><br>
    <b>INR ${inWords(print.invoice.header.Invoice_Value ?? '')}</b></td></tr></table>
    ${hsnSummary(print)}${footer(print, paper)}`;
  return { css: CSS, pages: [page] };
}

function details(print: PrintedInvoice, paper: Paper): string {
  const cell = (label: string, value = '') => `<td style="width:25%">${label}<br><b>${value}</b>&nbsp;</td>`;
  const { seller, buyer, shipTo } = paper;
  return `<table><tr><td rowspan="3" style="width:50%"><b>${print.header('Seller_Name')}</b><br>${linesOf(seller.address)}<br>
    GSTIN/UIN: ${print.header('Seller_GSTIN')}<br>${state(print, 'Seller_State_Code')}<br>E-Mail : accounts@sahyadri.example</td>
    ${cell('Invoice No.', print.header('Invoice_No'))}${cell('Dated', print.header('Invoice_Date', shortDate))}</tr>
    <tr>${cell('Delivery Note')}${cell('Mode/Terms of Payment', '30 Days')}</tr>
    <tr>${cell('Reference No. &amp; Date.', '')}${cell('Other References')}</tr>
    <tr><td rowspan="3">Consignee (Ship to)<br><b>${print.header('Ship_To_Name')}</b><br>${linesOf(shipTo?.address ?? [])}<br>
    ${state(print, 'Ship_To_State_Code')}</td>${cell("Buyer's Order No.", 'PO-2291')}${cell('Dated', '2-Feb-26')}</tr>
    <tr>${cell('Dispatch Doc No.')}${cell('Delivery Note Date')}</tr>
    <tr>${cell('Dispatched through', print.header('Transporter'))}${cell('Destination', 'Thane')}</tr>
    <tr><td>Buyer (Bill to)<br><b>${print.header('Buyer_Name')}</b><br>${linesOf(buyer?.address ?? [])}<br>
    GSTIN/UIN : ${print.header('Buyer_GSTIN')}<br>${state(print, 'Buyer_State_Code')}<br>
    Place of Supply : ${print.header('Place_Of_Supply', stateName)}</td><td colspan="2">Terms of Delivery</td></tr></table>`;
}

function state(
  print: PrintedInvoice,
  field: 'Seller_State_Code' | 'Buyer_State_Code' | 'Ship_To_State_Code',
): string {
  return `State Name : ${print.header(field, (code) => `${stateName(code)}, Code : ${code}`)}`;
}

function items(print: PrintedInvoice): string {
  const { invoice } = print;
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      `<b>${print.line(at, 'Item_Description')}</b>`,
      print.line(at, 'HSN'),
      `<div class="r"><b>${print.line(at, 'Qty')} ${print.line(at, 'UOM')}</b></div>`,
      `<div class="r">${print.line(at, 'Rate')}</div>`,
      invoice.lines[at]?.UOM ?? '',
      `<div class="r">${print.line(at, 'Discount_Percent', (rate) => `${rate} %`)}</div>`,
      `<div class="r"><b>${print.line(at, 'Taxable_Value', grouped)}</b></div>`,
    ]),
  );
  const ledger = (label: string, amount: string) =>
    rowOf(['', `<div class="r b">${label}</div>`, '', '', '', '', '', `<div class="r b">${amount}</div>`]);
  const roundOff = calculateRoundOff(invoice);
  return `<table class="items"><tr>${[
    'Sl<br>No.',
    'Description of Goods',
    'HSN/SAC',
    'Quantity',
    'Rate',
    'per',
    'Disc. %',
    'Amount',
  ]
    .map(
      (label, at) =>
        `<th style="border:1px solid #000;text-align:center;width:${[5, 37, 11, 11, 9, 6, 8, 13][at]}%">${label}</th>`,
    )
    .join('')}</tr>
    ${rows.join('')}${rowOf(['', '', '', '', '', '', '', `<div class="r" style="border-top:1px solid #000">${print.header('Total_Taxable_Value', grouped)}</div>`])}
    ${ledger('CGST', print.header('CGST_Total', grouped))}${ledger('SGST', print.header('SGST_Total', grouped))}
    ${ledger(roundOff.startsWith('-') ? 'Less : ROUND OFF' : 'ROUND OFF', roundOff.startsWith('-') ? `(-)${roundOff.slice(1)}` : roundOff)}
    <tr style="height:60px"><td></td><td></td><td></td><td></td><td></td><td></td><td></td><td></td></tr>
    <tr class="total">${['', '<div class="r">Total</div>', '', '', '', '', '', `<div class="r b">${print.header('Invoice_Value', rupees)}</div>`].map((cell) => `<td>${cell}</td>`).join('')}</tr></table>`;
}

function hsnSummary(print: PrintedInvoice): string {
  const { lines } = print.invoice;
  const rows = lines.map((line) =>
    rowOf([
      line.HSN ?? '',
      ...[
        grouped(line.Taxable_Value ?? '0'),
        percent(line.CGST_Rate ?? ''),
        grouped(line.CGST_Amount ?? '0'),
        percent(line.SGST_Rate ?? ''),
        grouped(line.SGST_Amount ?? '0'),
        grouped(String(Number(line.CGST_Amount) * 2)),
      ].map(right),
    ]),
  );
  const total = [
    '<div class="r">Total</div>',
    grouped(sumOf(lines, 'Taxable_Value')),
    '',
    grouped(sumOf(lines, 'CGST_Amount')),
    '',
    grouped(sumOf(lines, 'SGST_Amount')),
    print.header('Total_GST', grouped),
  ];
  return `<table class="small"><tr><th rowspan="2" style="width:38%;text-align:center">HSN/SAC</th><th rowspan="2" class="c">Taxable<br>Value</th><th colspan="2" class="c">CGST</th><th colspan="2" class="c">SGST/UTGST</th><th rowspan="2" class="c">Total<br>Tax Amount</th></tr>
    <tr><th class="c">Rate</th><th class="c">Amount</th><th class="c">Rate</th><th class="c">Amount</th></tr>${rows.join('')}
    ${rowOf(total.map((text) => `<div class="r b">${text}</div>`))}</table>`;
}

function footer(print: PrintedInvoice, paper: Paper): string {
  return `<table style="margin-top:-1px"><tr><td colspan="2" style="border-bottom:none">Tax Amount (in words) : <b>INR ${inWords(print.invoice.header.Total_GST ?? '')}</b></td></tr>
    <tr><td style="width:50%;border-right:none;border-top:none">Company's PAN : <b>${paper.seller.gstin?.slice(2, 12)}</b><br>Declaration<br>
    We declare that this invoice shows the actual price of the goods described and that all particulars are true and correct.</td>
    <td style="border-left:none;border-top:none">Company's Bank Details<br>Bank Name : <b>Bank of Maharashtra</b><br>A/c No. : <b>60213344556</b><br>Branch &amp; IFS Code : <b>Budhwar Peth &amp; MAHB0000041</b></td></tr>
    <tr><td>Customer's Seal and Signature</td><td class="r">for <b>${(paper.seller as Party).name}</b><br><br><br>Authorised Signatory</td></tr></table>
    <div class="c small">This is a Computer Generated Invoice</div>`;
}
