/** A filling station's slip: one product, labels and values in two columns, no table at all. */

import type { Drawing } from '../drawing/drawing.ts';
import { dayFirst, plain } from '../drawing/formats.ts';
import { linesOf } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: '0045127',
  date: '2026-02-11',
  seller: {
    name: 'Sree Balaji Fuel Station',
    address: ['NH-44, Bowenpally', 'Secunderabad 500011'],
    stateCode: '36',
    gstin: gstinOf('36', 'AAYFS7741C'),
  },
  placeOfSupply: '36',
  items: [
    {
      description: 'DEF UREA SOLUTION',
      hsn: '31021090',
      qty: '20.00',
      uom: 'LTR',
      rate: '64.41',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 9.5pt Mono; padding: 5mm } td { padding: 1px 0 } h1 { font-size: 12pt; text-align: center; margin: 0 }`;

export const pumpSlip: Drawing = { slug: 'pump-slip', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const pair = (label: string, value: string) =>
    `<tr><td style="width:46%">${label}</td><td>: ${value}</td></tr>`;
  const page = `<h1>${print.header('Seller_Name')}</h1><div class="c">${linesOf(paper.seller.address)}<br>GST NO. ${print.header('Seller_GSTIN')}<br>** ${print.header('Invoice_Type')} **</div><br>
    <table>${pair('BILL NO', print.header('Invoice_No'))}${pair('DATE', `${print.header('Invoice_Date', dayFirst('/'))} 08:15`)}${pair('VEHICLE NO', 'TS09UC5512')}${pair('ATTENDANT', 'RAJU')}${pair('NOZZLE NO', '02')}</table><br>
    <table>${pair('PRODUCT', print.line(0, 'Item_Description'))}${pair('HSN CODE', print.line(0, 'HSN'))}${pair('RATE/LTR', print.line(0, 'Rate'))}${pair('VOLUME(LTR)', print.line(0, 'Qty'))}${pair('BASE AMOUNT', print.header('Total_Taxable_Value', plain))}
    ${pair('CGST 9%', print.header('CGST_Total'))}${pair('SGST 9%', print.header('SGST_Total'))}${pair('<b>NET AMOUNT</b>', `<b>Rs ${print.header('Invoice_Value', plain)}</b>`)}</table><br><div class="c">PAYMENT MODE: CARD<br>THANK YOU, DRIVE SAFELY</div>`;
  return { css: CSS, pages: [page], widthMm: 85, heightMm: 125 };
}
