/** A dense wholesale bill: forty lines on one page in small type, from before the slabs changed. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, inWords, percentWithPaise, plain } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { calculateRoundOff, type Paper, sumOf } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const GOODS = [
  ['Assam CTC Tea 1 kg', '09024020', '5', '318.00'],
  ['Glucose Biscuit 800 g', '19053100', '18', '79.60'],
  ['Mustard Oil 1 L', '15149120', '5', '148.25'],
  ['Detergent Bar 250 g', '34011190', '18', '19.40'],
  ['Tomato Ketchup 950 g', '21032000', '12', '112.00'],
  ['Instant Noodles 280 g', '19023010', '18', '46.50'],
  ['Hair Oil 200 ml', '33059011', '18', '88.00'],
  ['Toothpaste 150 g', '33061020', '18', '91.75'],
  ['Butter 500 g', '04051000', '12', '252.00'],
  ['Mango Pickle 400 g', '20019000', '12', '84.00'],
] as const;

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'BT/2025/7781',
  date: '2025-08-14',
  seller: BUSINESSES.bengal,
  buyer: BUSINESSES.hooghly,
  placeOfSupply: '19',
  isRoundedToRupees: true,
  items: ['', ' (Case)', ' (Offer)', ' (Export Qlty)'].flatMap((kind, lot) =>
    GOODS.map(([name, hsn, gstRate, rate], at) => ({
      description: `${name}${kind}`,
      hsn,
      gstRate,
      rate,
      qty: String(((at * 5 + lot * 3) % 17) + 1),
      uom: 'PCS',
      ...(lot === 2 && { discountPercent: '2.5' }),
    })),
  ),
};

const CSS = `.page { font: 7pt Condensed } td, th { padding: 1.5px 3px; border: 1px solid #000 } h1 { font-size: 12pt; margin: 0; text-align: center } .none td { border: none }`;

export const fortyLines: Drawing = { slug: 'forty-lines', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { seller, buyer } = paper;
  const page = `<h1>${print.header('Seller_Name')}</h1><div class="c">${linesOf([seller.address.join(', ')])}<br>GSTIN No. ${print.header('Seller_GSTIN')} | Phone 033-5551 2345</div>
    <div class="c b">${print.header('Invoice_Type')}</div>
    <table><tr><td style="width:60%">Party : <b>${print.header('Buyer_Name')}</b><br>${linesOf([buyer?.address.join(', ') ?? ''])}<br>Party GSTIN : ${print.header('Buyer_GSTIN')}</td>
    <td>Inv. No. : <b>${print.header('Invoice_No')}</b><br>Inv. Date : <b>${print.header('Invoice_Date', dayFirst('-'))}</b><br>Salesman : Route 4</td></tr></table>${items(print)}${sums(print)}
    <table class="none"><tr><td>E.&amp;O.E. Our responsibility ceases when goods leave our godown.</td><td class="r">For ${seller.name.replace('&', '&amp;')}<br><br><br>Auth. Signatory</td></tr></table>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const labels = [
    'SN',
    'Product Name',
    'HSN Code',
    'Qty',
    'Unit',
    'Rate',
    'Dis%',
    'Taxable Amt',
    'CGST%',
    'CGST Amt',
    'SGST%',
    'SGST Amt',
    'Net Amt',
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
        print.line(at, 'Discount_Percent', percentWithPaise),
        print.line(at, 'Taxable_Value'),
        print.line(at, 'CGST_Rate', percentWithPaise),
        print.line(at, 'CGST_Amount'),
        print.line(at, 'SGST_Rate', percentWithPaise),
        print.line(at, 'SGST_Amount'),
        print.line(at, 'Line_Total'),
      ].map(right),
    ]),
  );
  const { lines } = print.invoice;
  const total = [
    '',
    'TOTAL',
    '',
    '',
    '',
    '',
    '',
    print.header('Total_Taxable_Value'),
    '',
    print.header('CGST_Total'),
    '',
    print.header('SGST_Total'),
    sumOf(lines, 'Line_Total'),
  ];
  return `<table style="margin-top:-1px">${rowOf(labels, 'th')}${rows.join('')}${rowOf(total.map((text) => `<div class="r b">${text}</div>`))}</table>`;
}

function sums(print: PrintedInvoice): string {
  const { header } = print.invoice;
  return `<table style="margin-top:-1px"><tr><td style="width:60%">Rs. ${inWords(header.Invoice_Value ?? '')}</td><td>Total Tax<br>Round Off<br><b>NET PAYABLE</b></td>
    <td class="r">${print.header('Total_GST', plain)}<br>${calculateRoundOff(print.invoice)}<br><b>${print.header('Invoice_Value', plain)}</b></td></tr></table>`;
}
