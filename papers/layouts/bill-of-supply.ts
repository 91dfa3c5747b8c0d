/** A composition dealer's bill of supply: no tax, and the words that the law asks for. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, grouped, inWords } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import type { Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'BILL OF SUPPLY',
  no: 'HGS-1502',
  date: '2025-07-30',
  seller: BUSINESSES.hooghly,
  buyer: { name: 'Mrs. Anjali Sen', address: ['22/B, Lake View Road', 'Kolkata 700029'], stateCode: '19' },
  placeOfSupply: '19',
  items: [
    {
      description: 'Gobindobhog Rice (loose)',
      hsn: '1006',
      qty: '10',
      uom: 'Kg',
      rate: '112.00',
      gstRate: '0',
    },
    { description: 'Masoor Dal', hsn: '0713', qty: '5', uom: 'Kg', rate: '96.50', gstRate: '0' },
    { description: 'Date Palm Jaggery', hsn: '1701', qty: '3', uom: 'Kg', rate: '140.00', gstRate: '0' },
    { description: 'Papad Urad 200 g', hsn: '1905', qty: '6', uom: 'Pkt', rate: '58.00', gstRate: '0' },
  ],
};

const CSS = `.page { font: 10pt Mono; padding: 14mm } td, th { padding: 3px 5px } h1 { font-size: 15pt; margin: 0; text-align: center } .items th { border-top: 1px dashed #000; border-bottom: 1px dashed #000 }
  .items { margin-top: 10px; border-bottom: 1px dashed #000 }`;

export const billOfSupply: Drawing = { slug: 'bill-of-supply', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { seller, buyer } = paper;
  const page = `<h1>${print.header('Seller_Name')}</h1><div class="c">${linesOf(seller.address)}<br>GSTIN: ${print.header('Seller_GSTIN')}<br><b>${print.header('Invoice_Type')}</b><br>Composition taxable person, not eligible to collect tax on supplies</div><br>
    <table><tr><td>Bill No: ${print.header('Invoice_No')}</td><td class="r">Bill Date: ${print.header('Invoice_Date', dayFirst('/'))}</td></tr></table>
    Name: ${print.header('Buyer_Name')}<br>Address: ${buyer?.address.join(', ')}${items(print)}
    <p>Rs. ${inWords(print.invoice.header.Invoice_Value ?? '')}</p><p class="r">For ${seller.name}<br><br>Signature</p>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Qty')),
      print.line(at, 'UOM'),
      right(print.line(at, 'Rate')),
      right(print.line(at, 'Taxable_Value', grouped)),
    ]),
  );
  return `<table class="items"><tr><th>SN</th><th>Item</th><th>HSN</th><th class="r">Qty</th><th>Unit</th><th class="r">Rate</th><th class="r">Value</th></tr>${rows.join('')}
    <tr><td colspan="6" class="r b">TOTAL</td><td class="r b">${print.header('Invoice_Value', grouped)}</td></tr></table>`;
}
