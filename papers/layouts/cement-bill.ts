/** A cement stockist's bill from an old program: boxes of capitals, number and date in one box, value of goods by the bag. */

import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, grouped, inWords } from '../drawing/formats.ts';
import { linesOf, right, rowOf, sumRow } from '../drawing/html.ts';
import { calculateRoundOff, gstinOf, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'GNT/0718',
  date: '2025-10-28',
  seller: {
    name: 'SRI KRISHNA CEMENT AGENCIES',
    address: ['D.NO. 12-25-88, KOTHAPET, GUNTUR - 522001'],
    stateCode: '37',
    gstin: gstinOf('37', 'ACQFS3370B'),
  },
  buyer: {
    name: 'AMARAVATI CONSTRUCTIONS',
    address: ['PLOT 41, LEMALLE ROAD', 'THULLUR - 522237'],
    stateCode: '37',
    gstin: gstinOf('37', 'AAWFA5093J'),
  },
  placeOfSupply: '37',
  ewayBillNo: '181004417723',
  isRoundedToRupees: true,
  items: [
    {
      description: 'GODAVARI OPC 53 GRADE',
      hsn: '25232930',
      qty: '240',
      uom: 'BAGS',
      rate: '279.66',
      gstRate: '18',
    },
    {
      description: 'GODAVARI PPC (LPP BAG)',
      hsn: '25232940',
      qty: '160',
      uom: 'BAGS',
      rate: '254.24',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 9pt Condensed; padding: 11mm } .box { border: 1px solid #000 } .box td, .box th { border: 1px solid #000; padding: 4px 6px; font-weight: 400 } .tall td { height: 40mm }`;

export const cementBill: Drawing = { slug: 'cement-bill', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { header } = print.invoice;
  const page = `<div class="c"><u>${print.header('Invoice_Type')}</u><br><b style="font-size:16pt">${print.header('Seller_Name')}</b><br>STOCKISTS: GODAVARI CEMENTS LTD.<br>${linesOf(paper.seller.address)}<br>CELL: 94400 55018 &nbsp; GSTIN: ${print.header('Seller_GSTIN')}</div>
    <table class="box"><tr><td rowspan="2" style="width:56%">CONSIGNEE / BUYER:<br>M/S. ${print.header('Buyer_Name')}<br>${linesOf(paper.buyer?.address ?? [])}<br>GSTIN: ${print.header('Buyer_GSTIN')}</td><td>INVOICE NO. &amp; DATE<br><b>${print.header('Invoice_No')} / ${print.header('Invoice_Date', dayFirst('.'))}</b></td></tr><tr><td>LORRY NO: AP07TX3318<br>E-WAY BILL NO: ${print.header('Eway_Bill_No')}</td></tr></table>
    <table class="box">${rowOf(['S.NO', 'DESCRIPTION', 'HSN', 'NO. OF BAGS', 'RATE PER BAG', 'VALUE OF GOODS'], 'th')}${rows(print)}</table>
    <table class="box"><tr><td style="width:60%">RUPEES ${inWords(header.Invoice_Value ?? '').toUpperCase()}<br><br>UNLOADING AT THE BUYER'S COST.</td><td><table style="border:0">${sums(print)}</table></td></tr></table>
    <p class="r">FOR ${linesOf([paper.seller.name])}<br><br><br>MANAGER</p>`;
  return { css: CSS, pages: [page] };
}

function rows(print: PrintedInvoice): string {
  return indexesOf(print)
    .map((at) =>
      rowOf([
        String(at + 1),
        print.line(at, 'Item_Description'),
        print.line(at, 'HSN'),
        right(print.line(at, 'Qty')),
        right(print.line(at, 'Rate')),
        right(print.line(at, 'Taxable_Value', grouped)),
      ]),
    )
    .join('');
}

function sums(print: PrintedInvoice): string {
  return `${sumRow('TOTAL VALUE', print.header('Total_Taxable_Value', grouped))}${sumRow('CGST 9%', print.header('CGST_Total', grouped))}${sumRow('SGST 9%', print.header('SGST_Total', grouped))}${sumRow('ROUNDING', calculateRoundOff(print.invoice))}${sumRow('<b>BILL VALUE</b>', `<b>${print.header('Invoice_Value', grouped)}</b>`)}`;
}
