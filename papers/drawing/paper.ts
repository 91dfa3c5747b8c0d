/** What a drawn invoice is about: its parties and items as data, and every amount that follows from them. */
import Big from 'big.js';
import type { Invoice, InvoiceHeader, LineItem } from '../../src/invoice/invoice.ts';
import { calculateGstinCheckCharacter } from '../../src/invoice/parties/gstin.ts';

export interface Party {
  readonly name: string;
  readonly address: readonly string[];
  readonly stateCode: string;
  /** Absent for the unregistered. */
  readonly gstin?: string;
}

export interface Item {
  readonly description: string;
  readonly hsn?: string;
  readonly code?: string;
  readonly qty?: string;
  readonly uom?: string;
  /** Price of one unit as printed. */
  readonly rate?: string;
  readonly discountPercent?: string;
  /** Combined, in percent. */
  readonly gstRate: string;
  readonly cessRate?: string;
  /** For what is sold without a quantity. */
  readonly value?: string;
}

export interface Paper {
  readonly title: string;
  readonly no: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly seller: Party;
  readonly buyer?: Party;
  readonly shipTo?: Party;
  readonly placeOfSupply: string;
  readonly reverseCharge?: 'Yes' | 'No';
  readonly ewayBillNo?: string;
  readonly transporter?: string;
  readonly items: readonly Item[];
  /** Prices include tax, as on a shop's receipt. */
  readonly isTaxIncluded?: boolean;
  readonly isRoundedToRupees?: boolean;
}

type Heads = Pick<LineItem, 'CGST_Amount' | 'SGST_Amount' | 'IGST_Amount'>;

const HALF_UP = 1;

/** A GSTIN with a right check digit; `pan` is made up. */
export function gstinOf(stateCode: string, pan: string): string {
  const head = `${stateCode}${pan}1Z`;
  return `${head}${calculateGstinCheckCharacter(head)}`;
}

/** All fields that the paper could print, canonical, right to the paisa; a layout prints some of them. */
export function calculateInvoice(paper: Paper): Invoice {
  const lines = paper.items.map((item, index) => lineOf(item, { paper, index }));
  return { header: headerOf(paper, lines), lines };
}

/** Invoice value less what it is made of: what `Round off` says. */
export function calculateRoundOff({ header, lines }: Invoice): string {
  const parts = [header.Total_Taxable_Value, header.Total_GST, sumOf(lines, 'Cess_Amount')];
  return parts.reduce((left, part) => left.minus(part ?? 0), new Big(header.Invoice_Value ?? 0)).toFixed(2);
}

/** Exact, with two decimals; absent values count nothing. */
export function sumOf(lines: readonly LineItem[], field: keyof LineItem): string {
  return lines.reduce((sum, line) => sum.plus(line[field] ?? 0), new Big(0)).toFixed(2);
}

function lineOf(item: Item, { paper, index }: { paper: Paper; index: number }): LineItem {
  const gross = new Big(item.qty ?? 1).times(item.rate ?? item.value ?? 0);
  const price = gross.times(new Big(100).minus(item.discountPercent ?? 0)).div(100);
  const percent = new Big(item.gstRate).plus(item.cessRate ?? 0);
  const taxable = (paper.isTaxIncluded ? price.times(100).div(percent.plus(100)) : price).round(2, HALF_UP);
  const heads = headsOf(paper, { taxable, rate: new Big(item.gstRate) });
  const cess = item.cessRate === undefined ? undefined : taxable.times(item.cessRate).div(100).toFixed(2);
  const total = Object.values(heads).reduce((sum, head) => sum.plus(head), taxable.plus(cess ?? 0));
  return {
    Line_No: String(index + 1),
    Item_Description: item.description,
    ...(item.code !== undefined && { Item_Code: item.code }),
    ...(item.hsn !== undefined && { HSN: item.hsn }),
    ...(item.qty !== undefined && { Qty: item.qty }),
    ...(item.uom !== undefined && { UOM: item.uom }),
    ...(item.rate !== undefined && { Rate: item.rate }),
    ...(item.discountPercent !== undefined && { Discount_Percent: item.discountPercent }),
    Taxable_Value: taxable.toFixed(2),
    GST_Rate: item.gstRate,
    ...ratesOf(paper, item.gstRate),
    ...heads,
    ...(cess !== undefined && { Cess_Amount: cess }),
    Line_Total: (paper.isTaxIncluded ? price : total).toFixed(2),
  };
}

function isInsideState({ seller, placeOfSupply }: Paper): boolean {
  return seller.stateCode === placeOfSupply;
}

function ratesOf(paper: Paper, rate: string): LineItem {
  const half = new Big(rate).div(2).toString();
  return isInsideState(paper) ? { CGST_Rate: half, SGST_Rate: half } : { IGST_Rate: rate };
}

function headsOf(paper: Paper, { taxable, rate }: { taxable: Big; rate: Big }): Heads {
  const percent = isInsideState(paper) ? rate.div(2) : rate;
  const amount = taxable.times(percent).div(100).toFixed(2);
  return isInsideState(paper) ? { CGST_Amount: amount, SGST_Amount: amount } : { IGST_Amount: amount };
}

function headerOf(paper: Paper, lines: readonly LineItem[]): InvoiceHeader {
  const heads = isInsideState(paper)
    ? { CGST_Total: sumOf(lines, 'CGST_Amount'), SGST_Total: sumOf(lines, 'SGST_Amount') }
    : { IGST_Total: sumOf(lines, 'IGST_Amount') };
  const tax = Object.values(heads).reduce((sum, head) => sum.plus(head), new Big(0));
  const taxable = sumOf(lines, 'Taxable_Value');
  const exact = tax.plus(taxable).plus(sumOf(lines, 'Cess_Amount'));
  return {
    Invoice_No: paper.no,
    Invoice_Date: paper.date,
    Invoice_Type: paper.title,
    ...sellerFields(paper.seller),
    ...(paper.buyer && buyerFields(paper.buyer)),
    ...(paper.shipTo && { Ship_To_Name: paper.shipTo.name, Ship_To_State_Code: paper.shipTo.stateCode }),
    Place_Of_Supply: paper.placeOfSupply,
    ...(paper.reverseCharge && { Reverse_Charge: paper.reverseCharge }),
    Invoice_Value: (paper.isRoundedToRupees ? exact.round(0, HALF_UP) : exact).toFixed(2),
    Total_Taxable_Value: taxable,
    Total_GST: tax.toFixed(2),
    ...heads,
    ...(paper.ewayBillNo && { Eway_Bill_No: paper.ewayBillNo }),
    ...(paper.transporter && { Transporter: paper.transporter }),
  };
}

function sellerFields({ name, gstin, stateCode }: Party): InvoiceHeader {
  return { Seller_Name: name, ...(gstin && { Seller_GSTIN: gstin }), Seller_State_Code: stateCode };
}

function buyerFields({ name, gstin, stateCode }: Party): InvoiceHeader {
  return { Buyer_Name: name, ...(gstin && { Buyer_GSTIN: gstin }), Buyer_State_Code: stateCode };
}
