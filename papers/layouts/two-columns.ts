/** Seller and details side by side, billed and shipped to side by side, tax heads with a rate and an amount each. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, grouped, inWords, stateName } from '../drawing/formats.ts';
import { linesOf, rowOf } from '../drawing/html.ts';
import { calculateRoundOff, type Paper, type Party, sumOf } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'GST INVOICE',
  no: 'VTX-2526-0932',
  date: '2025-12-03',
  seller: BUSINESSES.vaigai,
  buyer: BUSINESSES.marina,
  shipTo: {
    ...BUSINESSES.marina,
    name: 'Marina Super Mart - Godown 2',
    address: ['4, Redhills Road, Villivakkam', 'Chennai 600049'],
  },
  placeOfSupply: '33',
  reverseCharge: 'No',
  transporter: 'Cauvery Parcel Service',
  isRoundedToRupees: true,
  items: [
    {
      code: 'VT-101',
      description: 'Cotton Bath Towel 30x60',
      hsn: '630260',
      qty: '48',
      uom: 'PCS',
      rate: '165.00',
      gstRate: '5',
    },
    {
      code: 'VT-118',
      description: 'Bed Sheet Double with 2 Pillow Covers',
      hsn: '630231',
      qty: '30',
      uom: 'SET',
      rate: '540.00',
      gstRate: '5',
    },
    {
      code: 'VT-230',
      description: 'Door Mat Coir Printed',
      hsn: '570220',
      qty: '60',
      uom: 'PCS',
      rate: '112.40',
      gstRate: '5',
    },
    {
      code: 'VT-507',
      description: 'Synthetic Curtain Rod with Brackets',
      hsn: '830241',
      qty: '15',
      uom: 'NOS',
      rate: '289.00',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 9pt Condensed } td, th { padding: 3px 4px } h1 { font-size: 13pt; margin: 0 }
  .box td, .items td, .items th { border: 1px solid #444 } .items th { background: #e8e8e8; text-align: center } .box { margin-top: -1px }`;

export const twoColumns: Drawing = { slug: 'two-columns', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const page = `<table class="box"><tr><td style="width:55%"><h1>${print.header('Seller_Name')}</h1>${linesOf(paper.seller.address)}<br>
    GSTIN : ${print.header('Seller_GSTIN')}<br>State : ${print.header('Seller_State_Code', (code) => `${stateName(code)} (${code})`)}<br>Phone : 98400 55512</td>
    <td><div class="c b">${print.header('Invoice_Type')}</div><table class="meta">
    ${[
      ['Invoice No', print.header('Invoice_No')],
      ['Invoice Date', print.header('Invoice_Date', dayFirst('.'))],
      ['Order No', 'MSM/PO/771 dt 28.11.2025'],
      ['Transport', print.header('Transporter')],
      ['LR No', '55120'],
      ['Reverse Charge', print.header('Reverse_Charge')],
    ]
      .map(
        ([label, value]) =>
          `<tr><td style="border:none;width:38%">${label}</td><td style="border:none">: ${value}</td></tr>`,
      )
      .join('')}</table></td></tr></table>
    ${parties(print, paper)}${items(print)}${sums(print)}
    <table class="box"><tr><td style="width:60%">Bank : Indian Bank, Madurai Main<br>A/c : 6021445577<br>IFSC : IDIB000M012<br>Subject to Madurai jurisdiction. E. &amp; O.E.</td>
    <td class="r">For ${paper.seller.name}<br><br><br>Authorised Signatory</td></tr></table>`;
  return { css: CSS, pages: [page] };
}

function parties(print: PrintedInvoice, { buyer, shipTo }: Paper): string {
  const address = (party: Party | undefined) => linesOf(party?.address ?? []);
  return `<table class="box"><tr><td style="width:50%"><b>Billed To :</b><br>${print.header('Buyer_Name')}<br>${address(buyer)}<br>GSTIN : ${print.header('Buyer_GSTIN')}<br>
    State : ${print.header('Buyer_State_Code', (code) => `${stateName(code)} (${code})`)}</td>
    <td><b>Shipped To :</b><br>${print.header('Ship_To_Name')}<br>${address(shipTo)}<br>GSTIN : ${buyer?.gstin}<br>
    State : ${print.header('Ship_To_State_Code', (code) => `${stateName(code)} (${code})`)}</td></tr></table>`;
}

function items(print: PrintedInvoice): string {
  const right = (texts: readonly string[]) => texts.map((text) => `<div class="r">${text}</div>`);
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      print.line(at, 'Item_Code'),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      ...right([
        print.line(at, 'Qty'),
        print.line(at, 'UOM'),
        print.line(at, 'Rate'),
        print.line(at, 'Taxable_Value', grouped),
        print.line(at, 'CGST_Rate'),
        print.line(at, 'CGST_Amount', grouped),
        print.line(at, 'SGST_Rate'),
        print.line(at, 'SGST_Amount', grouped),
        print.line(at, 'Line_Total', grouped),
      ]),
    ]),
  );
  const { lines } = print.invoice;
  const total = [
    '',
    '',
    '<b>Total</b>',
    '',
    '',
    '',
    '',
    ...right([
      print.header('Total_Taxable_Value', grouped),
      '',
      print.header('CGST_Total', grouped),
      '',
      print.header('SGST_Total', grouped),
      grouped(sumOf(lines, 'Line_Total')),
    ]),
  ];
  const head = (texts: readonly string[]) => texts.map((text) => `<th rowspan="2">${text}</th>`).join('');
  return `<table class="items"><tr>${head(['Sr', 'Item Code', 'Description of Goods', 'HSN', 'Qty', 'UOM', 'Rate', 'Taxable<br>Value'])}<th colspan="2">CGST</th><th colspan="2">SGST</th>${head(['Total'])}</tr>
    <tr><th>%</th><th>Amt</th><th>%</th><th>Amt</th></tr>${rows.join('')}${rowOf(total)}</table>`;
}

function sums(print: PrintedInvoice): string {
  const { header } = print.invoice;
  const row = (label: string, value: string) =>
    `<tr><td style="border:none">${label}</td><td style="border:none" class="r">${value}</td></tr>`;
  return `<table class="box"><tr><td style="width:60%">Amount in words : Rupees ${inWords(header.Invoice_Value ?? '')}</td><td><table>
    ${row('Total before tax', grouped(header.Total_Taxable_Value ?? ''))}${row('Total tax', print.header('Total_GST', grouped))}${row('Round off', calculateRoundOff(print.invoice))}
    ${row('<b>Grand Total</b>', `<b>${print.header('Invoice_Value', grouped)}</b>`)}</table></td></tr></table>`;
}
