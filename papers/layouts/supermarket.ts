/** A supermarket's long receipt: code and name on one row, quantity × price on the next, tax groups under letters. */

import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { plain } from '../drawing/formats.ts';
import { linesOf } from '../drawing/html.ts';
import { gstinOf, type Paper, sumOf } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: '0641120250013392',
  date: '2025-11-12',
  seller: {
    name: 'ANNAPURNA SUPERMARTS LTD',
    address: ['Gat No. 88, Pimple Saudagar', 'Pune, Maharashtra 411027'],
    stateCode: '27',
    gstin: gstinOf('27', 'AAFCA7731H'),
  },
  placeOfSupply: '27',
  isTaxIncluded: true,
  items: [
    { description: 'TOOR DAL UNPOLISHED 1K', hsn: '0713', qty: '2', rate: '148.00', gstRate: '5' },
    { description: 'COW GHEE POUCH 1L', hsn: '0405', qty: '1', rate: '585.00', gstRate: '5' },
    { description: 'ALMOND HAIR OIL 300ML', hsn: '3305', qty: '1', rate: '189.00', gstRate: '5' },
    { description: 'STEEL SCRUBBER 3PC', hsn: '7323', qty: '3', rate: '42.00', gstRate: '5' },
    { description: 'DISHWASH GEL 900ML', hsn: '3402', qty: '2', rate: '175.00', gstRate: '18' },
    { description: 'FLOOR CLEANER LEMON 2L', hsn: '3808', qty: '1', rate: '312.00', gstRate: '18' },
  ],
};

const CSS = `.page { font: 7.6pt Mono; padding: 3mm } td { padding: 0 } h1 { font-size: 11pt; margin: 0; text-align: center } hr { border: 0; border-top: 1px dashed #000; margin: 3px 0 }`;
/** Each tax rate has a letter. */
const GROUPS = [
  { letter: 'A', rate: '5' },
  { letter: 'B', rate: '18' },
] as const;

export const supermarket: Drawing = { slug: 'supermarket', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { lines } = print.invoice;
  const page = `<h1>${print.header('Seller_Name')}</h1><div class="c">${linesOf(paper.seller.address)}<br>CIN : L51900MH2010PLC200000<br>GSTIN : ${print.header('Seller_GSTIN')}<br>FSSAI No. : 11520033000123<br>${print.header('Invoice_Type')}</div><hr>
    <div>Bill No : ${print.header('Invoice_No')}<br>Bill Dt : ${print.header('Invoice_Date', () => '12/11/2025')}  18:47<br>Cashier : VN/11203</div><hr>
    <table><tr><td>HSN</td><td colspan="2">Particulars</td></tr><tr><td>Qty/Kg</td><td class="r">N/Rate</td><td class="r">Value</td></tr></table><hr>${items(print)}<hr>
    <table><tr><td>Items: ${lines.length}</td><td>Qty: 10</td><td class="r" style="font-size:10pt"><b>${print.header('Invoice_Value', plain)}</b></td></tr></table><hr>
    <div class="c">&lt;--- GST Breakup Details ---&gt; (Amt. INR)</div>${breakup(print)}<hr>
    <div class="c">&lt;--- Amount Received From Customer ---&gt;</div><table><tr><td>Card Payment:</td><td class="r">${print.invoice.header.Invoice_Value}</td></tr></table><hr>
    <div class="c">** Saved Rs. 214.00 On MRP **<br>Goods once sold are exchanged within 7 days<br>THANK YOU</div>`;
  return { css: CSS, pages: [page], widthMm: 76, heightMm: 150 };
}

function items(print: PrintedInvoice): string {
  const { lines } = print.invoice;
  const groups = GROUPS.map(({ letter, rate }) => {
    const half = Number(rate) / 2;
    const rows = indexesOf(print)
      .filter((at) => lines[at]?.GST_Rate === rate)
      .map(
        (
          at,
        ) => `<tr><td>${print.line(at, 'HSN')}</td><td colspan="2">${print.line(at, 'Item_Description')}</td></tr>
        <tr><td>${print.line(at, 'Qty')}</td><td class="r">${print.line(at, 'Rate', plain)}</td><td class="r">${print.line(at, 'Line_Total', plain)}</td></tr>`,
      );
    return `<tr><td colspan="3">${letter}) CGST @ ${half.toFixed(2)}%, SGST @ ${half.toFixed(2)}%</td></tr>${rows.join('')}`;
  });
  return `<table>${groups.join('')}</table>`;
}

function breakup(print: PrintedInvoice): string {
  const { lines } = print.invoice;
  const right = (text: string) => `<td class="r">${text}</td>`;
  const rows = GROUPS.map(({ letter, rate }) => {
    const those = lines.filter((line) => line.GST_Rate === rate);
    const sums = (['Taxable_Value', 'CGST_Amount', 'SGST_Amount', 'Line_Total'] as const).map((field) =>
      right(sumOf(those, field)),
    );
    return `<tr><td>${letter})</td>${sums.join('')}</tr>`;
  });
  const totals = [
    print.header('Total_Taxable_Value', plain),
    print.header('CGST_Total', plain),
    print.header('SGST_Total', plain),
    print.invoice.header.Invoice_Value ?? '',
  ];
  return `<table><tr><td>GST IND</td>${['Taxable Amt', 'CGST', 'SGST', 'Total'].map(right).join('')}</tr>${rows.join('')}<tr><td>T:</td>${totals.map(right).join('')}</tr></table>`;
}
