/** The one item of a slip without a table: each value behind its label, one below the other, as fuel pumps print them. */

import type { LineField, LineItem } from '../../../invoice/invoice.ts';
import { mayBeHsn } from '../../../invoice/law/hsn-codes.ts';
import { parseDecimal } from '../../../invoice/values/amounts.ts';
import type { PageLayout } from '../../../reader/invoice-reader.ts';
import { readPrintedRows } from '../printed/printed-rows.ts';
import { type ColumnRole, readColumnLabel } from '../table/column-labels.ts';
import { readQuantity } from './item-values.ts';

const GAP = ' | ';
/** `RATE/LTR : 64.41`, or a gap where the colon was too small to be read. */
const LABELLED = /^(?<label>[^:|]{2,30}?)\s*[:|][\s:|]*(?<value>[^\s:|].*)$/;
/** What names an item; `Name` alone is a person's. */
const OF_ITEM = /product|item|particular|description|goods|material|commodity|service/i;
/** Pumps round the quantity that they show. In rupees, and as a share of the amount. */
const MAX_ROUNDING_RUPEES = 0.5;
const MAX_ROUNDING_SHARE = 0.001;

interface Labelled {
  readonly role: ColumnRole;
  readonly label: string;
  readonly value: string;
}

/** Undefined unless quantity times rate is an amount of the slip: labels alone may mean anything. */
export function findSlipItem(pages: readonly PageLayout[]): LineItem | undefined {
  const slip = readLabelled(pages);
  for (const { value: rate } of slip.filter(({ role }) => role === 'Rate')) {
    for (const { value } of slip.filter(({ role }) => role === 'Qty')) {
      const { Qty, UOM } = Object.fromEntries(readQuantity(value.split(' ')));
      if (Qty === undefined || !isAmountOf(slip, Qty, rate)) continue;
      return { ...nameItem(slip), Qty, ...(UOM !== undefined && { UOM }), Rate: rate };
    }
  }
  return undefined;
}

function readLabelled(pages: readonly PageLayout[]): readonly Labelled[] {
  return readPrintedRows(pages).flatMap(({ cells }) => {
    const { label, value } = LABELLED.exec(cells.map(({ text }) => text).join(GAP))?.groups ?? {};
    if (label === undefined || value === undefined) return [];
    return [{ role: readColumnLabel(label), label, value: value.replaceAll(GAP, ' ') }];
  });
}

function isAmountOf(slip: readonly Labelled[], quantity: string, rate: string): boolean {
  const [count, price] = [parseDecimal(quantity), parseDecimal(rate)];
  if (!count?.gt(0) || !price?.gt(0)) return false;
  const product = count.times(price);
  return slip.some(({ role, value }) => {
    const amount = role === 'Qty' || role === 'Rate' ? undefined : parseDecimal(value);
    const rounding = product.times(MAX_ROUNDING_SHARE).plus(MAX_ROUNDING_RUPEES);
    return amount?.minus(product).abs().lte(rounding) ?? false;
  });
}

function nameItem(slip: readonly Labelled[]): LineItem {
  const first = (field: LineField, isMeant: (one: Labelled) => boolean): LineItem => {
    const found = slip.find((one) => one.role === field && isMeant(one));
    return found ? { [field]: found.value } : {};
  };
  return {
    ...first('Item_Description', ({ label }) => OF_ITEM.test(label)),
    ...first('HSN', ({ value }) => mayBeHsn(value)),
  };
}
