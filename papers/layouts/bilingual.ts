/** A bordered invoice with Hindi labels before the English ones, across a state border. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, grouped, inWords, percent } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import type { Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'YSP/1187',
  date: '2025-10-09',
  seller: BUSINESSES.yamuna,
  buyer: BUSINESSES.gomti,
  placeOfSupply: '09',
  reverseCharge: 'No',
  items: [
    {
      description: 'A4 Copier Paper 75 GSM',
      hsn: '4802',
      qty: '60',
      uom: 'REAM',
      rate: '248.00',
      gstRate: '18',
    },
    { description: 'Geometry Box Steel', hsn: '9017', qty: '120', uom: 'PCS', rate: '96.50', gstRate: '5' },
    {
      description: 'White Board Marker (Box of 10)',
      hsn: '9608',
      qty: '25',
      uom: 'BOX',
      rate: '185.00',
      gstRate: '18',
    },
    {
      description: 'Printed Attendance Register',
      hsn: '4820',
      qty: '80',
      uom: 'PCS',
      rate: '64.00',
      gstRate: '18',
    },
    { description: 'Chart Paper Assorted', hsn: '4810', qty: '500', uom: 'PCS', rate: '7.20', gstRate: '18' },
  ],
};

const CSS = `.page { font: 9.5pt Arimo, Devanagari } td, th { border: 1px solid #000; padding: 3px 5px }
  h1 { font-size: 14pt; text-align: center; margin: 0 } h2 { font-size: 16pt; text-align: center; margin: 4px 0 0 }
  .plain td { border: none; padding: 1px 4px } .wide { margin-top: 8px }`;

export const bilingual: Drawing = { slug: 'bilingual', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const page = `<h1>कर बीजक / ${print.header('Invoice_Type')}</h1><h2>${print.header('Seller_Name')}</h2>
    <div class="c">${linesOf(paper.seller.address)}<br>जीएसटी नं. / GSTIN : ${print.header('Seller_GSTIN')}</div>
    <table class="wide"><tr><td style="width:50%">बीजक संख्या / Invoice No. : <b>${print.header('Invoice_No')}</b><br>दिनांक / Date : <b>${print.header('Invoice_Date', dayFirst('/'))}</b></td>
    <td>आपूर्ति का स्थान / Place of Supply : ${print.header('Place_Of_Supply', () => '09-Uttar Pradesh')}<br>रिवर्स चार्ज / Reverse Charge : ${print.header('Reverse_Charge')}</td></tr>
    <tr><td colspan="2">क्रेता का नाम / Buyer Name : <b>${print.header('Buyer_Name')}</b><br>पता / Address : ${(paper.buyer?.address ?? []).join(', ')}<br>
    क्रेता जीएसटी नं. / Buyer GSTIN : ${print.header('Buyer_GSTIN')}</td></tr></table>
    ${items(print)}${sums(print)}
    <table class="plain wide"><tr><td>नियम एवं शर्तें / Terms : माल वापस नहीं होगा।<br>All disputes are subject to Delhi jurisdiction.</td>
    <td class="r">कृते ${paper.seller.name.replace('&', '&amp;')}<br><br><br>अधिकृत हस्ताक्षरकर्ता / Authorised Signatory</td></tr></table>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const labels = [
    'क्र.<br>S.No.',
    'विवरण<br>Description',
    'एचएसएन<br>HSN',
    'मात्रा<br>Qty',
    'इकाई<br>Unit',
    'दर<br>Rate',
    'कर योग्य मूल्य<br>Taxable Value',
    'आईजीएसटी %<br>IGST %',
    'आईजीएसटी राशि<br>IGST Amt',
    'कुल<br>Total',
  ];
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      ...[
        print.line(at, 'Qty'),
        print.line(at, 'UOM'),
        print.line(at, 'Rate'),
        print.line(at, 'Taxable_Value', grouped),
        print.line(at, 'IGST_Rate', percent),
        print.line(at, 'IGST_Amount', grouped),
        print.line(at, 'Line_Total', grouped),
      ].map(right),
    ]),
  );
  const total = [
    '',
    '<b>कुल योग / Total</b>',
    '',
    '',
    '',
    '',
    print.header('Total_Taxable_Value', grouped),
    '',
    print.header('IGST_Total', grouped),
    '',
  ];
  return `<table class="wide">${rowOf(labels, 'th')}${rows.join('')}${rowOf(total.map((text) => `<div class="r b">${text}</div>`))}</table>`;
}

function sums(print: PrintedInvoice): string {
  return `<table style="margin-top:-1px"><tr><td style="width:62%">राशि शब्दों में / Amount in words :<br>Rupees ${inWords(print.invoice.header.Invoice_Value ?? '')}</td>
    <td><b>कुल राशि / Grand Total</b></td><td class="r b">₹ ${print.header('Invoice_Value', grouped)}</td></tr></table>`;
}
