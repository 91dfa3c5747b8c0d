/** A jeweller's memo: weights to the milligram, rate of the day, making charges as a service of another rate. */

import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, inWords, rupees } from '../drawing/formats.ts';
import { linesOf, right, rowOf, sumRow } from '../drawing/html.ts';
import { gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'Tax Invoice',
  no: 'SJ/1126/25-26',
  date: '2025-11-09',
  seller: {
    name: 'Swarnalatha Jewellers',
    address: ['Opp. Town Hall, Oppanakara Street', 'Coimbatore - 641001'],
    stateCode: '33',
    gstin: gstinOf('33', 'ADCFS6102Q'),
  },
  buyer: {
    name: 'Mrs. Lalitha Raghavan',
    address: ['12, Bharathi Park 4th Cross, Coimbatore'],
    stateCode: '33',
  },
  placeOfSupply: '33',
  items: [
    {
      description: 'Gold Chain 22K (916)',
      hsn: '71131910',
      qty: '16.240',
      uom: 'GMS',
      rate: '11385.00',
      gstRate: '3',
    },
    {
      description: 'Silver Anklet 925',
      hsn: '71131110',
      qty: '48.500',
      uom: 'GMS',
      rate: '148.00',
      gstRate: '3',
    },
    { description: 'Making Charges', hsn: '998892', value: '9240.00', gstRate: '5' },
  ],
};

const CSS = `.page { font: 8.5pt BookSerif; padding: 9mm } .gold { color: #7a5c00; font-size: 16pt; font-weight: 700 } .goods td, .goods th { border: 1px solid #b59b4a; padding: 4px 5px } .goods th { background: #f6efd8 }`;

export const jeweller: Drawing = { slug: 'jeweller', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { header } = print.invoice;
  const page = `<table><tr><td><span class="gold">${print.header('Seller_Name')}</span><br>${linesOf(paper.seller.address)}<br>BIS Hallmark Licence CM/L-6190012345</td><td class="r"><b>${print.header('Invoice_Type')}</b><br>GSTIN ${print.header('Seller_GSTIN')}<br>State : 33-Tamil Nadu</td></tr></table><hr>
    <table><tr><td>Customer : <b>${print.header('Buyer_Name')}</b><br>${linesOf(paper.buyer?.address ?? [])}<br>Mobile : 94430 77812 &nbsp; PAN : AFKPR2210C</td><td class="r">Memo No : ${print.header('Invoice_No')}<br>Date : ${print.header('Invoice_Date', dayFirst('-'))}<br>Gold Rate (22K) : 11,385 / gm</td></tr></table><br>
    ${goods(print)}<br><table style="width:45%;margin-left:55%">${sums(print)}</table>
    <p>Amount Chargeable (in words) : INR ${inWords(header.Invoice_Value ?? '0')}</p><p>Payment : Card ${rupees('100000')} , UPI balance</p><p class="r">For ${linesOf([paper.seller.name])}</p>`;
  return { css: CSS, pages: [page], widthMm: 210, heightMm: 148 };
}

function goods(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(at === 0 ? '16.240' : at === 1 ? '48.500' : ''),
      right(print.line(at, 'Qty')),
      right(print.line(at, 'Rate', rupees)),
      right(print.line(at, 'Taxable_Value', rupees)),
      right(print.line(at, 'CGST_Rate')),
      right(print.line(at, 'CGST_Amount', rupees)),
      right(print.line(at, 'SGST_Rate')),
      right(print.line(at, 'SGST_Amount', rupees)),
    ]),
  );
  const heads = [
    'Description of Goods',
    'HSN/SAC',
    'Gross Wt (gms)',
    'Net Wt (gms)',
    'Rate',
    'Value',
    'CGST %',
    'CGST Amt',
    'SGST %',
    'SGST Amt',
  ];
  return `<table class="goods">${rowOf(heads, 'th')}${rows.join('')}</table>`;
}

function sums(print: PrintedInvoice): string {
  return `${sumRow('Taxable Amount', print.header('Total_Taxable_Value', rupees))}${sumRow('Total CGST', print.header('CGST_Total', rupees))}${sumRow('Total SGST', print.header('SGST_Total', rupees))}${sumRow('<b>Bill Amount</b>', `<b>${print.header('Invoice_Value', rupees)}</b>`)}`;
}
