/** Builds an invoice of any lines with right arithmetic, and with nothing on it that the rules could mind. */
import Big from 'big.js';
import type { Invoice, InvoiceHeader, LineItem } from '../../src/invoice/invoice.ts';
import { INTER_STATE, INTRA_STATE, withHeader } from './sound-invoices.ts';

export interface SoundLine {
  readonly taxable: string;
  /** Combined rate in percent. */
  readonly rate: string;
  readonly cess?: string;
  readonly hsn?: string;
}

interface SoundInvoice {
  readonly lines: readonly SoundLine[];
  /** IGST instead of CGST and SGST. Default false. */
  readonly isInterState?: boolean;
  /** Added to the grand total. */
  readonly roundOff?: string;
  readonly header?: InvoiceHeader;
}

/** Every head of tax is rounded to paise on its line; the totals are sums of the lines. */
export function createInvoice({
  lines,
  isInterState = false,
  roundOff = '0',
  header = {},
}: SoundInvoice): Invoice {
  const items = lines.map((line) => (isInterState ? interStateItem(line) : intraStateItem(line)));
  const base = isInterState ? INTER_STATE : INTRA_STATE;
  const totals = withHeader(base, { ...totalsOf(items, roundOff), Eway_Bill_No: undefined });
  return { header: { ...totals.header, ...header }, lines: items };
}

function intraStateItem(line: SoundLine): LineItem {
  const halfRate = new Big(line.rate).div(2);
  const half = percentOf(line.taxable, halfRate);
  const rates = { CGST_Rate: halfRate.toFixed(), SGST_Rate: halfRate.toFixed() };
  return {
    ...itemOf(line, half.times(2)),
    ...rates,
    CGST_Amount: half.toFixed(2),
    SGST_Amount: half.toFixed(2),
  };
}

function interStateItem(line: SoundLine): LineItem {
  const tax = percentOf(line.taxable, new Big(line.rate));
  return { ...itemOf(line, tax), IGST_Rate: line.rate, IGST_Amount: tax.toFixed(2) };
}

function itemOf({ taxable, rate, cess, hsn = '9403' }: SoundLine, tax: Big): LineItem {
  return {
    Item_Description: 'Goods',
    HSN: hsn,
    Taxable_Value: taxable,
    GST_Rate: rate,
    ...(cess !== undefined && { Cess_Amount: cess }),
    Line_Total: tax
      .plus(taxable)
      .plus(cess ?? 0)
      .toFixed(2),
  };
}

function totalsOf(items: readonly LineItem[], roundOff: string) {
  const sum = (field: keyof LineItem) =>
    items.reduce((total, item) => total.plus(item[field] ?? 0), new Big(0));
  const heads = {
    IGST_Total: sum('IGST_Amount'),
    CGST_Total: sum('CGST_Amount'),
    SGST_Total: sum('SGST_Amount'),
  };
  const tax = heads.IGST_Total.plus(heads.CGST_Total).plus(heads.SGST_Total);
  const taxable = sum('Taxable_Value');
  const isInterState = items.some((item) => item.IGST_Amount !== undefined);
  return {
    Total_Taxable_Value: taxable.toFixed(2),
    IGST_Total: isInterState ? heads.IGST_Total.toFixed(2) : undefined,
    CGST_Total: isInterState ? undefined : heads.CGST_Total.toFixed(2),
    SGST_Total: isInterState ? undefined : heads.SGST_Total.toFixed(2),
    Total_GST: tax.toFixed(2),
    Invoice_Value: taxable.plus(tax).plus(sum('Cess_Amount')).plus(roundOff).toFixed(2),
  };
}

function percentOf(amount: string, percent: Big): Big {
  return percent.times(amount).div(100).round(2, Big.roundHalfUp);
}
