/** A shop's thermal receipt: 80 mm wide, each item on two rows, prices with tax, a GST table at the end. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, plain } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { type Paper, sumOf } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'MSM/25/084512',
  date: '2025-12-21',
  seller: BUSINESSES.marina,
  placeOfSupply: '33',
  isTaxIncluded: true,
  isRoundedToRupees: true,
  items: [
    { description: 'PONNI BOILED RICE 5KG', hsn: '1006', qty: '1', rate: '412.00', gstRate: '5' },
    { description: 'SUNFLOWER OIL POUCH 1L', hsn: '1512', qty: '3', rate: '158.00', gstRate: '5' },
    { description: 'HAND WASH REFILL 750ML', hsn: '3401', qty: '2', rate: '109.50', gstRate: '5' },
    { description: 'STEEL SCRUBBER 3N', hsn: '7323', qty: '1', rate: '45.00', gstRate: '18' },
    { description: 'LED BULB 9W B22', hsn: '8539', qty: '4', rate: '84.00', gstRate: '18' },
    { description: 'COLA PET 2.25L', hsn: '2202', qty: '2', rate: '95.00', gstRate: '40' },
  ],
};

const CSS = `.page { font: 8.5pt Mono; padding: 4mm } h1 { font-size: 11pt; margin: 0; text-align: center }
  hr { border: none; border-top: 1px dashed #000; margin: 5px 0 } td, th { padding: 1px 0 }`;

export const thermal: Drawing = { slug: 'thermal', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const page = `<h1>${print.header('Seller_Name')}</h1><div class="c">${linesOf(paper.seller.address)}<br>
    Ph: 044-55512345<br>GSTIN: ${print.header('Seller_GSTIN')}<br>FSSAI: 12425001000999<br><b>${print.header('Invoice_Type')}</b></div><hr>
    <table>${rowOf([`Bill No: ${print.header('Invoice_No')}`, '<div class="r">Cashier: 07</div>'])}${rowOf([`Date: ${print.header('Invoice_Date', dayFirst('-'))} 19:42`, '<div class="r">POS: 3</div>'])}</table><hr>
    ${items(print)}<hr>${sums(print)}<hr>${taxes(print)}<hr>
    <div class="c">Paid by UPI: ${plain(print.invoice.header.Invoice_Value ?? '')}<br>You saved Rs. 61.00<br>THANK YOU! VISIT AGAIN<br>No exchange after 7 days</div>`;
  return { css: CSS, pages: [page], widthMm: 80, heightMm: 172 };
}

function items(print: PrintedInvoice): string {
  const rows = indexesOf(print).map(
    (at) => `<tr><td colspan="4">${print.line(at, 'Item_Description')}</td></tr>
    ${rowOf([print.line(at, 'HSN'), ...[print.line(at, 'Qty'), print.line(at, 'Rate'), print.line(at, 'Line_Total')].map(right)])}`,
  );
  return `<table><tr><th style="width:31%">Item/HSN</th><th class="r" style="width:17%">Qty</th><th class="r" style="width:25%">Rate</th><th class="r">Amount</th></tr>${rows.join('')}</table>`;
}

function sums(print: PrintedInvoice): string {
  const { lines, header } = print.invoice;
  const total = lines.reduce((sum, line) => sum + Number(line.Line_Total), 0);
  const row = (label: string, value: string, style = '') =>
    `<tr style="${style}"><td>${label}</td><td class="r">${value}</td></tr>`;
  const roundOff = (Number(header.Invoice_Value) - total).toFixed(2);
  return `<table>${row(`Items: ${lines.length} Qty: 13`, total.toFixed(2))}${row('Round Off', roundOff)}
    ${row('NET AMOUNT', `Rs.${print.header('Invoice_Value', plain)}`, 'font-weight:700;font-size:11pt')}</table>`;
}

function taxes(print: PrintedInvoice): string {
  const { lines } = print.invoice;
  const rows = ['5', '18', '40'].map((rate) => {
    const those = lines.filter((line) => line.GST_Rate === rate);
    return rowOf([
      `${rate}%`,
      ...(['Taxable_Value', 'CGST_Amount', 'SGST_Amount'] as const).map(
        (field) => `<div class="r">${sumOf(those, field)}</div>`,
      ),
    ]);
  });
  const total = [
    'TOTAL',
    ...[print.header('Total_Taxable_Value'), print.header('CGST_Total'), print.header('SGST_Total')].map(
      right,
    ),
  ];
  return `<table><tr><th>GST%</th><th class="r">Taxable</th><th class="r">CGST</th><th class="r">SGST</th></tr>${rows.join('')}${rowOf(total)}</table>`;
}
