/** A credit note for goods sent back: the invoice that it corrects stands beside its own number and date. */
import { BUSINESSES } from '../drawing/businesses.ts';
import { type Drawing, indexesOf } from '../drawing/drawing.ts';
import { grouped, inWords, percent, shortDate, stateName } from '../drawing/formats.ts';
import { linesOf, right, rowOf } from '../drawing/html.ts';
import type { Paper } from '../drawing/paper.ts';
import type { PrintedInvoice } from '../drawing/printed-invoice.ts';

const PAPER: Paper = {
  title: 'CREDIT NOTE',
  no: 'CN/25-26/0042',
  date: '2026-02-19',
  seller: BUSINESSES.sabarmati,
  buyer: BUSINESSES.mewar,
  placeOfSupply: '08',
  items: [
    {
      description: 'Ladies Kurti Rayon (size mix) - returned',
      hsn: '62044490',
      qty: '14',
      uom: 'PCS',
      rate: '385.00',
      gstRate: '5',
    },
    {
      description: 'Cotton Dupatta - short supply',
      hsn: '62141090',
      qty: '6',
      uom: 'PCS',
      rate: '142.00',
      gstRate: '5',
    },
  ],
};

const CSS = `.page { font: 10pt BookSerif; padding: 14mm } td, th { padding: 4px } .grid td, .grid th { border: 1px solid #000 } h1 { text-align: center; font-size: 15pt; margin: 0 0 10px } .grid { margin-top: 12px }`;

export const creditNote: Drawing = { slug: 'credit-note', paper: PAPER, lay };

function lay(print: PrintedInvoice, paper: Paper) {
  const { seller, buyer } = paper;
  const page = `<h1>${print.header('Invoice_Type')}</h1><table class="grid"><tr><td style="width:50%" rowspan="2"><b>${print.header('Seller_Name')}</b><br>${linesOf(seller.address)}<br>GSTIN : ${print.header('Seller_GSTIN')}</td>
    <td>Credit Note No.<br><b>${print.header('Invoice_No')}</b></td><td>Dated<br><b>${print.header('Invoice_Date', shortDate)}</b></td></tr>
    <tr><td>Original Invoice No.<br><b>SG/1120</b></td><td>Original Invoice Date<br><b>21-Jan-26</b></td></tr>
    <tr><td>Party<br><b>${print.header('Buyer_Name')}</b><br>${linesOf(buyer?.address ?? [])}<br>GSTIN : ${print.header('Buyer_GSTIN')}<br>State : ${print.header('Buyer_State_Code', (code) => `${stateName(code)}, Code : ${code}`)}</td>
    <td colspan="2">Reason for issue<br>Sales return<br><br>Place of Supply : ${print.header('Place_Of_Supply', stateName)}</td></tr></table>
    ${items(print)}<p>Amount (in words): Rupees ${inWords(print.invoice.header.Invoice_Value ?? '')}</p><p class="r">for ${seller.name}<br><br><br>Authorised Signatory</p>`;
  return { css: CSS, pages: [page] };
}

function items(print: PrintedInvoice): string {
  const labels = ['Sl', 'Particulars', 'HSN/SAC', 'GST', 'Quantity', 'Rate', 'Amount'];
  const rows = indexesOf(print).map((at) =>
    rowOf([
      print.line(at, 'Line_No'),
      print.line(at, 'Item_Description'),
      print.line(at, 'HSN'),
      print.line(at, 'GST_Rate', percent),
      right(`${print.line(at, 'Qty')} ${print.line(at, 'UOM')}`),
      right(print.line(at, 'Rate')),
      right(print.line(at, 'Taxable_Value', grouped)),
    ]),
  );
  const sum = (label: string, amount: string) =>
    `<tr><td colspan="6" class="r">${label}</td><td class="r">${amount}</td></tr>`;
  return `<table class="grid">${rowOf(labels, 'th')}${rows.join('')}${sum('Taxable Value', print.header('Total_Taxable_Value', grouped))}${sum('IGST 5%', print.header('IGST_Total', grouped))}${sum('<b>Total Credit Amount</b>', `<b>${print.header('Invoice_Value', grouped)}</b>`)}</table>`;
}
