/** A medical distributor's dense bill: batch, expiry, MRP and free quantity, and a tax table by class. */

import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, inWords, percentWithPaise, plain } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { calculateRoundOff, gstinOf, type Paper, sumOf } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'GST INVOICE',
  no: 'A002914',
  date: '2025-12-16',
  seller: {
    name: 'NIRMAL PHARMA DISTRIBUTORS',
    address: ['SHOP 11, DAWA BAZAR, SITABULDI', 'NAGPUR-440012'],
    stateCode: '27',
    gstin: gstinOf('27', 'AAGFN3158P'),
  },
  buyer: {
    name: 'SHREE SAI MEDICALS',
    address: ['MAIN ROAD, HINGNA', 'NAGPUR'],
    stateCode: '27',
    gstin: gstinOf('27', 'BKXPS9926D'),
  },
  placeOfSupply: '27',
  isRoundedToRupees: true,
  items: [
    {
      description: 'PARACIP-650 TAB',
      hsn: '300490',
      qty: '20',
      rate: '21.43',
      discountPercent: '4',
      gstRate: '5',
    },
    {
      description: 'AMOXY CV 625',
      hsn: '300420',
      qty: '10',
      rate: '134.28',
      discountPercent: '0',
      gstRate: '5',
    },
    {
      description: 'COUGHREX SYP 100ML',
      hsn: '300490',
      qty: '12',
      rate: '78.10',
      discountPercent: '2.5',
      gstRate: '5',
    },
    {
      description: 'BABY SOAP 75G',
      hsn: '340111',
      qty: '24',
      rate: '36.61',
      discountPercent: '0',
      gstRate: '5',
    },
    {
      description: 'PROTEIN POWDER CHOC 200G',
      hsn: '210610',
      qty: '6',
      rate: '228.81',
      discountPercent: '5',
      gstRate: '18',
    },
    {
      description: 'DIGITAL THERMOMETER',
      hsn: '902519',
      qty: '5',
      rate: '112.00',
      discountPercent: '0',
      gstRate: '18',
    },
    {
      description: 'ORS SACHET ORANGE',
      hsn: '300490',
      qty: '50',
      rate: '16.90',
      discountPercent: '4',
      gstRate: '5',
    },
  ],
};

const EXTRAS = [
  ['10T', 'PC2508', '07/27', '33.60', '2'],
  ['6T', 'AX1192', '11/26', '201.40', '1'],
  ['100ML', 'CR0417', '03/27', '122.50', ''],
  ['75G', 'BS889', '10/28', '52.00', '2'],
  ['200G', 'PP331', '01/27', '325.00', ''],
  ['1PC', 'DT055', '--', '180.00', ''],
  ['21.8G', 'OR772', '09/27', '23.50', '5'],
] as const;

const CSS = `.page { font: 8pt Condensed; padding: 8mm } td, th { padding: 2px 3px } .box { border: 1px solid #000 } .items th { border: 1px solid #000; border-left: none; border-right: none } .items { border: 1px solid #000; margin-top: -1px } .items td { border-right: 1px solid #999 } h1 { font-size: 13pt; margin: 0 }`;

export const pharma: Drawing = { slug: 'pharma', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { seller, buyer } = paper;
  const page = `<table class="box"><tr><td style="width:38%"><h1>${print.header('Seller_Name')}</h1>${linesOf(seller.address)}<br>Phone : 0712-5554321<br>D.L.No. : 20B/MH/112233, 21B/MH/112234<br>GSTIN : ${print.header('Seller_GSTIN')}</td>
    <td style="width:24%" class="c"><b style="font-size:11pt">${print.header('Invoice_Type')}</b><br><br>Invoice No. : <b>${print.header('Invoice_No')}</b><br>Date : <b>${print.header('Invoice_Date', dayFirst('-'))}</b><br>CREDIT</td>
    <td>M/s ${print.header('Buyer_Name')}<br>${linesOf(buyer?.address ?? [])}<br>DL.No. : 20-NAG/778 21-NAG/779<br>GST No : ${print.header('Buyer_GSTIN')}</td></tr></table>${items(print)}${footer(print, paper)}`;
  return { css: CSS, pages: [page], heightMm: 148 };
}

function items(print: PrintedInvoice): string {
  const labels = [
    'SN.',
    'QTY',
    'FREE',
    'PRODUCT NAME',
    'PACK',
    'HSN',
    'BATCH',
    'EXP',
    'MRP',
    'RATE',
    'DIS%',
    'SGST',
    'CGST',
    'AMOUNT',
  ];
  const rows = indexesOf(print).map((at) => {
    const [pack, batch, expiry, mrp, free] = EXTRAS[at] ?? ['', '', '', '', ''];
    return rowOf([
      `${print.line(at, 'Line_No')}.`,
      right(print.line(at, 'Qty')),
      right(free),
      print.line(at, 'Item_Description'),
      pack,
      print.line(at, 'HSN'),
      batch,
      expiry,
      right(mrp),
      right(print.line(at, 'Rate')),
      right(print.line(at, 'Discount_Percent', percentWithPaise)),
      right(print.line(at, 'SGST_Rate', percentWithPaise)),
      right(print.line(at, 'CGST_Rate', percentWithPaise)),
      right(print.line(at, 'Taxable_Value')),
    ]);
  });
  return `<table class="items">${rowOf(labels, 'th')}${rows.join('')}</table>`;
}

function footer(print: PrintedInvoice, paper: Paper): string {
  const { lines, header } = print.invoice;
  const classes = ['5', '18'].map((rate) => {
    const those = lines.filter((line) => line.GST_Rate === rate);
    return `<tr><td>GST ${rate}.00%</td>${(['Taxable_Value', 'SGST_Amount', 'CGST_Amount'] as const).map((field) => `<td class="r">${sumOf(those, field)}</td>`).join('')}</tr>`;
  });
  const pair = (label: string, value: string) => `<tr><td>${label}</td><td class="r">${value}</td></tr>`;
  return `<table class="box" style="margin-top:-1px"><tr><td style="width:48%"><table><tr><th>CLASS</th><th class="r">TOTAL</th><th class="r">SGST</th><th class="r">CGST</th></tr>${classes.join('')}
    <tr><td>TOTAL</td><td class="r">${sumOf(lines, 'Taxable_Value')}</td><td class="r">${sumOf(lines, 'SGST_Amount')}</td><td class="r">${sumOf(lines, 'CGST_Amount')}</td></tr></table></td>
    <td><table>${pair('SUB TOTAL', print.header('Total_Taxable_Value'))}${pair('SGST PAYBLE', print.header('SGST_Total'))}${pair('CGST PAYBLE', print.header('CGST_Total'))}${pair('ROUND OFF', calculateRoundOff(print.invoice))}
    ${pair('<b style="font-size:11pt">GRAND TOTAL</b>', `<b style="font-size:11pt">${print.header('Invoice_Value', plain)}</b>`)}</table></td></tr>
    <tr><td colspan="2">Rs. ${inWords(header.Invoice_Value ?? '')}<br>Terms : Goods once sold will not be taken back. Bills not paid by due date attract 24% interest. <span style="float:right">For ${paper.seller.name}</span></td></tr></table>`;
}
