/** A bill from an app on a shopkeeper's phone: tax and its rate in one cell, a summary of taxes below, what was received. */

import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, inWords, rupees } from '../drawing/formats.ts';
import { linesOf, right, rowOf, sumRow } from '../drawing/html.ts';
import { gstinOf, type Paper, sumOf } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'Tax Invoice',
  no: '247',
  date: '2025-12-11',
  seller: {
    name: 'Maa Durga Electric & Paints',
    address: ['Main Road, Ratu Chowk, Ranchi'],
    stateCode: '20',
    gstin: gstinOf('20', 'CEVPK3308D'),
  },
  buyer: {
    name: 'Birsa Construction',
    address: ['Harmu Housing Colony, Ranchi 834002'],
    stateCode: '20',
    gstin: gstinOf('20', 'AAVFB9914Q'),
  },
  placeOfSupply: '20',
  items: [
    { description: 'Modular Switch 6A', hsn: '8536', qty: '40', uom: 'Pcs', rate: '62.00', gstRate: '18' },
    { description: 'LED Panel 15W', hsn: '9405', qty: '12', uom: 'Pcs', rate: '310.00', gstRate: '18' },
    { description: 'Wall Primer 20 L', hsn: '3210', qty: '2', uom: 'Box', rate: '1650.00', gstRate: '18' },
  ],
};

const CSS = `.page { font: 9.5pt Arimo; padding: 12mm } .frame { border: 1px solid #888 } .frame td, .frame th { border: 1px solid #888; padding: 4px 6px } .head td { border: 1px solid #888; padding: 5px 7px; width: 50% } .grey { background: #eee }`;

export const phoneApp: Drawing = { slug: 'phone-app', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { header } = print.invoice;
  const page = `<div class="c"><b>${print.header('Invoice_Type')}</b></div>
    <table class="head"><tr><td colspan="2"><b style="font-size:14pt">${print.header('Seller_Name')}</b><br>${linesOf(paper.seller.address)}<br>Phone no.: 9430055127<br>GSTIN: ${print.header('Seller_GSTIN')}, State: 20-Jharkhand</td></tr>
    <tr class="grey"><td><b>Bill To</b></td><td class="r"><b>Invoice Details</b></td></tr>
    <tr><td><b>${print.header('Buyer_Name')}</b><br>${linesOf(paper.buyer?.address ?? [])}<br>GSTIN : ${print.header('Buyer_GSTIN')}<br>State: 20-Jharkhand</td><td class="r">Invoice No. : ${print.header('Invoice_No')}<br>Date : ${print.header('Invoice_Date', dayFirst('-'))}<br>Place of supply: ${print.header('Place_Of_Supply', () => '20-Jharkhand')}</td></tr></table>
    ${items(print)}${summary(print)}
    <table class="head"><tr><td><b>Invoice Amount In Words</b><br>${inWords(header.Invoice_Value ?? '').replace(' Only', '')} Rupees only</td><td><table>${sums(print)}</table></td></tr></table>
    <p><b>Terms and Conditions</b><br>Thanks for doing business with us!</p><p class="r">For : ${linesOf([paper.seller.name])}<br><br><br>Authorized Signatory</p>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const taxOf = (at: number) => {
    const { CGST_Amount = '0', SGST_Amount = '0' } = print.invoice.lines[at] ?? {};
    return (Number(CGST_Amount) + Number(SGST_Amount)).toFixed(2);
  };
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      `<b>${print.line(at, 'Item_Description')}</b>`,
      print.line(at, 'HSN'),
      right(print.line(at, 'Qty')),
      print.line(at, 'UOM'),
      right(print.line(at, 'Rate', rupees)),
      right(`${rupees(taxOf(at))}<br>(${print.line(at, 'GST_Rate')}%)`),
      right(print.line(at, 'Line_Total', rupees)),
    ]),
  );
  const lines = print.invoice.lines;
  const taxes = Number(sumOf(lines, 'CGST_Amount')) + Number(sumOf(lines, 'SGST_Amount'));
  const total = [
    '',
    '<b>Total</b>',
    '',
    right('<b>54</b>'),
    '',
    '',
    right(`<b>${rupees(taxes.toFixed(2))}</b>`),
  ];
  const heads = ['#', 'Item name', 'HSN/ SAC', 'Quantity', 'Unit', 'Price/ unit', 'GST', 'Amount'];
  return `<table class="frame">${rowOf(heads, 'th')}${rows.join('')}${rowOf([...total, right(`<b>${rupees(sumOf(lines, 'Line_Total'))}</b>`)])}</table>`;
}

function summary(print: PrintedInvoice): string {
  const rows = print.invoice.lines.map((line) =>
    rowOf([
      line.HSN ?? '',
      right(rupees(line.Taxable_Value ?? '')),
      '9%',
      right(rupees(line.CGST_Amount ?? '')),
      '9%',
      right(rupees(line.SGST_Amount ?? '')),
      right(rupees((2 * Number(line.CGST_Amount)).toFixed(2))),
    ]),
  );
  const total = [
    right('<b>Total</b>'),
    right(print.header('Total_Taxable_Value', rupees)),
    '',
    right(print.header('CGST_Total', rupees)),
    '',
    right(print.header('SGST_Total', rupees)),
    right(print.header('Total_GST', rupees)),
  ];
  return `<table class="frame"><tr><th rowspan="2">HSN/ SAC</th><th rowspan="2">Taxable amount</th><th colspan="2">CGST</th><th colspan="2">SGST</th><th rowspan="2">Total Tax Amount</th></tr><tr><th>Rate</th><th>Amount</th><th>Rate</th><th>Amount</th></tr>${rows.join('')}${rowOf(total)}</table>`;
}

function sums(print: PrintedInvoice): string {
  const value = print.header('Invoice_Value', rupees);
  return `${sumRow('Sub Total', value)}${sumRow('<b>Total</b>', `<b>${value}</b>`)}${sumRow('Received', rupees('5000.00'))}${sumRow('Balance', rupees((Number(print.invoice.header.Invoice_Value) - 5000).toFixed(2)))}`;
}
