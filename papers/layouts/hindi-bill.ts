/** A shop's bill in Hindi alone: labels, names and goods in Devanagari, numbers and codes in Latin. */

import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, grouped } from '../drawing/formats.ts';
import { linesOf, right, rowOf, sumRow } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'कर बीजक',
  no: 'GT/2025/318',
  date: '2025-10-17',
  seller: {
    name: 'गणेश ट्रेडर्स',
    address: ['बड़ा बाज़ार, सीतापुर रोड', 'लखनऊ 226020'],
    stateCode: '09',
    gstin: gstinOf('09', 'BJHPG4471R'),
  },
  buyer: {
    name: 'शर्मा किराना भंडार',
    address: ['स्टेशन रोड, हरदोई 241001'],
    stateCode: '09',
    gstin: gstinOf('09', 'CKTPS2096L'),
  },
  placeOfSupply: '09',
  isRoundedToRupees: true,
  items: [
    {
      description: 'सरसों का तेल',
      hsn: '1514',
      qty: '24',
      rate: '158.00',
      gstRate: '5',
    },
    { description: 'चीनी', hsn: '1701', qty: '50', rate: '41.50', gstRate: '5' },
    { description: 'नहाने का साबुन', hsn: '3401', qty: '72', rate: '32.00', gstRate: '5' },
  ],
};

const CSS = `.page { font: 11pt Devanagari; padding: 13mm } .box { border: 1px solid #000 } .box td, .box th { border: 1px solid #000; padding: 5px 8px }`;

export const hindiBill: Drawing = { slug: 'hindi-bill', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const page = `<div class="c"><b>${print.header('Invoice_Type')}</b><br><b style="font-size:20pt">${print.header('Seller_Name')}</b><br>${linesOf(paper.seller.address)}<br>जीएसटी नं : ${print.header('Seller_GSTIN')}</div><br>
    <table class="box"><tr><td style="width:58%">ग्राहक का नाम : <b>${print.header('Buyer_Name')}</b><br>पता : ${linesOf(paper.buyer?.address ?? [])}<br>जीएसटी नं : ${print.header('Buyer_GSTIN')}</td><td>बिल नं : <b>${print.header('Invoice_No')}</b><br>दिनांक : ${print.header('Invoice_Date', dayFirst('-'))}</td></tr></table><br>
    ${items(print)}<table class="box" style="width:45%;margin-left:55%">${sumRow('कर योग्य राशि', print.header('Total_Taxable_Value', grouped))}${sumRow('सीजीएसटी 2.5%', print.header('CGST_Total', grouped))}${sumRow('एसजीएसटी 2.5%', print.header('SGST_Total', grouped))}${sumRow('<b>कुल राशि</b>', `<b>${print.header('Invoice_Value', grouped)}</b>`)}</table>
    <p>बिका हुआ माल वापस नहीं होगा।</p><p class="r">कृते ${linesOf([paper.seller.name])}<br><br><br>हस्ताक्षर</p>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Qty')),
      right(print.line(at, 'Rate')),
      right(print.line(at, 'Taxable_Value', grouped)),
    ]),
  );
  return `<table class="box">${rowOf(['क्र.', 'माल का विवरण', 'एचएसएन', 'मात्रा', 'दर', 'राशि'], 'th')}${rows.join('')}</table>`;
}
