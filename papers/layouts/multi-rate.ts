/** Goods of four rates in one invoice, with discounts, and a table of the tax by rate. */
import Big from 'big.js';
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { grouped, inWords, percent } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { calculateRoundOff, type Paper, sumOf } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'KAF-25/26-0311',
  date: '2025-10-28',
  seller: BUSINESSES.kaveri,
  buyer: BUSINESSES.deccan,
  placeOfSupply: '29',
  isRoundedToRupees: true,
  items: [
    { description: 'Fresh Paneer 1 kg', hsn: '0406', qty: '18', uom: 'KGS', rate: '342.00', gstRate: '0' },
    {
      description: 'Sona Masoori Rice 25 kg bag',
      hsn: '1006',
      qty: '40',
      uom: 'BAG',
      rate: '1365.00',
      discountPercent: '3',
      gstRate: '5',
    },
    {
      description: 'Filter Coffee Powder 500 g',
      hsn: '0901',
      qty: '72',
      uom: 'PKT',
      rate: '238.50',
      discountPercent: '7.5',
      gstRate: '5',
    },
    {
      description: 'Steel Storage Drum 50 L',
      hsn: '7310',
      qty: '6',
      uom: 'NOS',
      rate: '1820.00',
      gstRate: '18',
    },
    {
      description: 'Energy Drink 250 ml Can',
      hsn: '2202',
      qty: '96',
      uom: 'CAN',
      rate: '74.80',
      discountPercent: '5',
      gstRate: '40',
    },
  ],
};

const CSS = `.page { font: 9.5pt Sans } td, th { padding: 4px } .grid td, .grid th { border: 1px solid #555 } .grid th { background: #dfe9df; font-size: 8pt } .grid { margin-top: 8px } h1 { font-size: 16pt; margin: 0 }`;

export const multiRate: Drawing = { slug: 'multi-rate', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { seller, buyer } = paper;
  const page = `<div class="c b">${print.header('Invoice_Type')}</div><table><tr><td style="width:58%"><h1>${print.header('Seller_Name')}</h1>${linesOf(seller.address)}<br>GSTIN/UIN : ${print.header('Seller_GSTIN')}</td>
    <td>Invoice Number<br><b>${print.header('Invoice_No')}</b><br>Date of Invoice<br><b>${print.header('Invoice_Date', () => '28 October 2025')}</b></td></tr></table>
    <p><b>Bill To:</b> ${print.header('Buyer_Name')}<br>${linesOf(buyer?.address ?? [])}<br>GSTIN: ${print.header('Buyer_GSTIN')}<br>Place of supply: ${print.header('Place_Of_Supply', () => 'Karnataka')}</p>
    ${items(print)}${sums(print)}${byRate(print)}<p class="r">Authorised signatory for<br><b>${seller.name}</b></p>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const labels = [
    'No',
    'Item',
    'HSN',
    'Quantity',
    'Unit Price',
    'Discount',
    'Taxable Value',
    'GST Rate',
    'CGST',
    'SGST',
    'Total',
  ];
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      ...[
        `${print.line(at, 'Qty')} ${print.line(at, 'UOM')}`,
        print.line(at, 'Rate', grouped),
        print.line(at, 'Discount_Percent', percent) || '-',
        print.line(at, 'Taxable_Value', grouped),
        print.line(at, 'GST_Rate', percent),
        print.line(at, 'CGST_Amount', grouped),
        print.line(at, 'SGST_Amount', grouped),
        print.line(at, 'Line_Total', grouped),
      ].map(right),
    ]),
  );
  return `<table class="grid">${rowOf(labels, 'th')}${rows.join('')}</table>`;
}

function sums(print: PrintedInvoice): string {
  const row = (label: string, value: string) => `<tr><td>${label}</td><td class="r">${value}</td></tr>`;
  return `<table style="width:50%;margin-left:50%;margin-top:6px">${row('Subtotal (before tax)', print.header('Total_Taxable_Value', grouped))}${row('Total GST', print.header('Total_GST', grouped))}${row('Round off', calculateRoundOff(print.invoice))}
    ${row('<b>Total Invoice Value</b>', `<b>Rs. ${print.header('Invoice_Value', grouped)}</b>`)}</table><p>Amount in words: ${inWords(print.invoice.header.Invoice_Value ?? '')}</p>`;
}

function byRate(print: PrintedInvoice): string {
  const { lines } = print.invoice;
  const rows = ['0', '5', '18', '40'].map((rate) => {
    const those = lines.filter((line) => line.GST_Rate === rate);
    const amounts = [
      sumOf(those, 'Taxable_Value'),
      sumOf(those, 'CGST_Amount'),
      sumOf(those, 'SGST_Amount'),
      new Big(sumOf(those, 'CGST_Amount')).times(2).toFixed(2),
    ];
    return rowOf([`GST ${rate}%`, ...amounts.map((amount) => `<div class="r">${grouped(amount)}</div>`)]);
  });
  const total = [
    'Total',
    grouped(sumOf(lines, 'Taxable_Value')),
    print.header('CGST_Total', grouped),
    print.header('SGST_Total', grouped),
    grouped(print.invoice.header.Total_GST ?? ''),
  ];
  return `<table class="grid" style="width:80%">${rowOf(['Tax Summary', 'Taxable Amount', 'CGST', 'SGST', 'Total Tax'], 'th')}${rows.join('')}${rowOf(total.map((text) => `<div class="r b">${text}</div>`))}</table>`;
}
