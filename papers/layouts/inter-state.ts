/** Goods sent across a state border by truck: IGST, consignee elsewhere, e-way bill and transporter. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, grouped, inWords, percent, rupees, stateName } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import type { Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'Tax Invoice',
  no: 'ASI/0644/25-26',
  date: '2025-11-05',
  seller: BUSINESSES.aravali,
  buyer: BUSINESSES.konkan,
  shipTo: { ...BUSINESSES.sabarmati, name: 'Sabarmati Fabricators (A/c Konkan Interiors)' },
  placeOfSupply: '27',
  reverseCharge: 'No',
  ewayBillNo: '331008765432',
  transporter: 'Marudhar Transport Co.',
  items: [
    {
      description: 'MS Angle 50 x 50 x 6 mm',
      hsn: '72162100',
      qty: '2.450',
      uom: 'MT',
      rate: '52800.00',
      gstRate: '18',
    },
    {
      description: 'MS Flat 40 x 5 mm',
      hsn: '72111410',
      qty: '1.180',
      uom: 'MT',
      rate: '54150.00',
      gstRate: '18',
    },
    {
      description: 'HR Sheet 2 mm (1250 x 2500)',
      hsn: '72085310',
      qty: '0.875',
      uom: 'MT',
      rate: '58900.00',
      gstRate: '18',
    },
    {
      description: 'Cutting and bending charges',
      hsn: '998898',
      qty: '1',
      uom: 'LOT',
      rate: '6500.00',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 10pt Arimo } td, th { padding: 4px 6px } .grid td, .grid th { border: 1px solid #1f3864 } .grid th { background: #1f3864; color: #fff } .grid { margin-top: 8px }
  h1 { font-size: 17pt; margin: 0; color: #1f3864 }`;

export const interState: Drawing = { slug: 'inter-state', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const page = `<table><tr><td><h1>${print.header('Seller_Name')}</h1>${linesOf(paper.seller.address)}<br>GSTIN ${print.header('Seller_GSTIN')} &nbsp; State Code ${print.header('Seller_State_Code')}</td><td class="r b" style="font-size:14pt">${print.header('Invoice_Type')}</td></tr></table>
    ${details(print)}${parties(print, paper)}${items(print)}${sums(print)}
    <p>Amount Chargeable (in words): <b>Rupees ${inWords(print.invoice.header.Invoice_Value ?? '')}</b></p>
    <table><tr><td>Terms: Delivery ex works. Interest at 24% after due date.</td><td class="r">For ${paper.seller.name}<br><br><br>Authorised Signatory</td></tr></table>`;
  return { css: CSS, pages: [page] };
}

function details(print: PrintedInvoice): string {
  const labels = [
    'Invoice No.',
    'Invoice Date',
    'E-Way Bill No.',
    'Vehicle No.',
    'Transporter',
    'Place of Supply',
    'Reverse Charge',
  ];
  const values = [
    print.header('Invoice_No'),
    print.header('Invoice_Date', dayFirst('-')),
    print.header('Eway_Bill_No'),
    'RJ14 GC 5512',
    print.header('Transporter'),
    print.header('Place_Of_Supply', stateName),
    print.header('Reverse_Charge'),
  ];
  return `<table class="grid">${rowOf(labels, 'th')}${rowOf(values)}</table>`;
}

function parties(print: PrintedInvoice, { buyer, shipTo }: Paper): string {
  return `<table class="grid"><tr><th style="width:50%">Details of Receiver (Billed to)</th><th>Details of Consignee (Shipped to)</th></tr>
    <tr><td>Name : ${print.header('Buyer_Name')}<br>Address : ${linesOf(buyer?.address ?? [])}<br>GSTIN : ${print.header('Buyer_GSTIN')}<br>State Code : ${print.header('Buyer_State_Code')}</td>
    <td>Name : ${print.header('Ship_To_Name')}<br>Address : ${linesOf(shipTo?.address ?? [])}<br>GSTIN : ${shipTo?.gstin}<br>State Code : ${print.header('Ship_To_State_Code')}</td></tr></table>`;
}

function items(print: PrintedInvoice): string {
  const labels = [
    'S.N.',
    'Name of Product / Service',
    'HSN / SAC',
    'UOM',
    'Qty',
    'Rate (₹)',
    'Taxable Value (₹)',
    'IGST Rate',
    'IGST Amount (₹)',
  ];
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      print.line(at, 'UOM'),
      ...[
        print.line(at, 'Qty'),
        print.line(at, 'Rate', grouped),
        print.line(at, 'Taxable_Value', grouped),
        print.line(at, 'IGST_Rate', percent),
        print.line(at, 'IGST_Amount', grouped),
      ].map(right),
    ]),
  );
  return `<table class="grid">${rowOf(labels, 'th')}${rows.join('')}</table>`;
}

function sums(print: PrintedInvoice): string {
  const row = (label: string, value: string) => `<tr><td>${label}</td><td class="r">${value}</td></tr>`;
  return `<table class="grid" style="width:46%;margin-left:54%">${row('Total Amount before Tax', print.header('Total_Taxable_Value', rupees))}${row('Add: IGST', print.header('IGST_Total', rupees))}
    ${row('<b>Total Amount after Tax</b>', `<b>${print.header('Invoice_Value', rupees)}</b>`)}</table>`;
}
