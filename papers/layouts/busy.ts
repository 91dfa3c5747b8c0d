/** The invoice that Busy prints: details as dotted pairs, "Add : CGST @ 9.00 %" under the items, a table by tax rate. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { dayFirst, grouped, inWords, stateName } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import { calculateRoundOff, type Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'TAX INVOICE',
  no: 'AR/25-26/00873',
  date: '2025-12-29',
  seller: BUSINESSES.aravali,
  buyer: BUSINESSES.mewar,
  shipTo: {
    ...BUSINESSES.mewar,
    name: 'Mewar Craft House Unit II',
    address: ['12, Sukher Industrial Area', 'Udaipur 313004'],
  },
  placeOfSupply: '08',
  reverseCharge: 'No',
  ewayBillNo: '391004455667',
  transporter: 'Shekhawati Golden Transport',
  isRoundedToRupees: true,
  items: [
    {
      description: 'Binding Wire 18 G',
      hsn: '72171010',
      qty: '350.000',
      uom: 'Kg',
      rate: '68.40',
      gstRate: '18',
    },
    {
      description: 'MS Square Pipe 25x25x2',
      hsn: '73066100',
      qty: '1240.500',
      uom: 'Kg',
      rate: '61.75',
      gstRate: '18',
    },
    {
      description: 'Cutting Wheel 4 inch',
      hsn: '68042290',
      qty: '100.000',
      uom: 'Pcs',
      rate: '22.00',
      gstRate: '18',
    },
  ],
};

const CSS = `.page { font: 9.5pt Arimo; padding: 9mm } td, th { padding: 2px 5px } .frame { border: 1px solid #000 } .frame + .frame { border-top: none } .items th { border-bottom: 1px solid #000; border-right: 1px solid #000 } .items td { border-right: 1px solid #000 } h1 { font-size: 15pt; margin: 0 }`;

export const busy: Drawing = { slug: 'busy', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const pairs = (rows: readonly (readonly [string, string])[]) =>
    `<table>${rows.map(([label, value]) => `<tr><td style="width:42%">${label}</td><td>: ${value}</td></tr>`).join('')}</table>`;
  const party = (label: string, name: string, address: readonly string[], tail: string) =>
    `<td style="width:50%"><i>${label}</i><br><b>${name}</b><br>${linesOf(address)}<br>${tail}</td>`;
  const page = `<table class="frame"><tr><td>GSTIN : <b>${print.header('Seller_GSTIN')}</b></td><td class="r">Original Copy</td></tr><tr><td colspan="2" class="c"><u>${print.header('Invoice_Type')}</u><h1>${print.header('Seller_Name')}</h1>${linesOf(paper.seller.address)}<br>Tel. : 0141-5551200 email : sales@aravali.example</td></tr></table>
    <table class="frame"><tr><td style="width:50%;border-right:1px solid #000">${pairs([
      ['Invoice No.', print.header('Invoice_No')],
      ['Dated', print.header('Invoice_Date', dayFirst('-'))],
      ['Place of Supply', print.header('Place_Of_Supply', (code) => `${stateName(code)} (${code})`)],
      ['Reverse Charge', print.header('Reverse_Charge', () => 'N')],
      ['GR/RR No.', '2281'],
    ])}</td>
    <td>${pairs([
      ['Transport', print.header('Transporter')],
      ['Vehicle No.', 'RJ27GA5512'],
      ['Station', 'UDAIPUR'],
      ['E-Way Bill No.', print.header('Eway_Bill_No')],
    ])}</td></tr></table>
    <table class="frame"><tr>${party('Billed to :', print.header('Buyer_Name'), paper.buyer?.address ?? [], `Party Mobile No : 9414055512<br>GSTIN / UIN : ${print.header('Buyer_GSTIN')}`)}${party('Shipped to :', print.header('Ship_To_Name'), paper.shipTo?.address ?? [], `Party Mobile No : 9414055513<br>GSTIN / UIN : ${print.header('Ship_To_State_Code')}${paper.buyer?.gstin?.slice(2)}`)}</tr></table>
    ${items(print)}${byRate(print)}<table class="frame"><tr><td>Rupees ${inWords(print.invoice.header.Invoice_Value ?? '')}</td></tr></table>
    <table class="frame"><tr><td style="width:55%"><u>Terms &amp; Conditions</u><br>E.&amp; O.E.<br>1. Goods once sold will not be taken back.<br>2. Interest @ 18% p.a. will be charged if the payment is not made in time.</td><td>Receiver's Signature :<br><br><div class="r">for ${paper.seller.name}<br><br>Authorised Signatory</div></td></tr></table>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const labels = ['S.N.', 'Description of Goods', 'HSN/SAC Code', 'Qty.', 'Unit', 'Price', 'Amount(₹)'];
  const rows = indexesOf(print).map((at) =>
    rowOf([
      `${print.line(at, 'Line_No')}.`,
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      right(print.line(at, 'Qty', (qty) => grouped(qty).replace(/\.00$/, '.000').replace(/\.50$/, '.500'))),
      print.line(at, 'UOM'),
      right(print.line(at, 'Rate')),
      right(print.line(at, 'Taxable_Value', grouped)),
    ]),
  );
  const add = (label: string, rate: string, amount: string) =>
    rowOf(['', right(`${label}`), '', right(rate), '', '', right(amount)]);
  const { header } = print.invoice;
  return `<table class="frame items">${rowOf(labels, 'th')}${rows.join('')}<tr style="height:50px"><td></td><td></td><td></td><td></td><td></td><td></td><td></td></tr>
    ${add('Add : CGST', '@ 9.00 %', print.header('CGST_Total', grouped))}${add('Add : SGST', '@ 9.00 %', print.header('SGST_Total', grouped))}${add('Less : Rounded Off (-)', '', calculateRoundOff(print.invoice).replace('-', ''))}
    <tr style="border-top:1px solid #000"><td colspan="3" class="r b">Grand Total</td><td class="r">1,690.500</td><td></td><td></td><td class="r b">₹ ${grouped(header.Invoice_Value ?? '')}</td></tr></table>`.replace(
    grouped(header.Invoice_Value ?? ''),
    print.header('Invoice_Value', grouped),
  );
}

function byRate(print: PrintedInvoice): string {
  const values = [
    '18%',
    print.header('Total_Taxable_Value', grouped),
    grouped(print.invoice.header.CGST_Total ?? ''),
    grouped(print.invoice.header.SGST_Total ?? ''),
    print.header('Total_GST', grouped),
  ];
  return `<table class="frame"><tr>${['Tax Rate', 'Taxable Amt.', 'CGST Amt.', 'SGST Amt.', 'Total Tax'].map((label) => `<td><u>${label}</u></td>`).join('')}</tr>${rowOf(values)}</table>`;
}
