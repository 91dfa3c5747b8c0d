/** What a column of an item table holds, by its label. */
import type { LineField } from '../../../invoice/invoice.ts';
import { type LabelWord, readLabelWords } from './label-words.ts';

/** A field, or what only the values can decide: `CGST` may head rates or amounts. */
export type ColumnRole =
  | LineField
  | 'Amount'
  | 'Discount'
  | 'Discount_Amount'
  | 'GST'
  | 'CGST'
  | 'SGST'
  | 'IGST'
  | 'Tax_Amount'
  /** A column that no field is made of: batch, MRP, vehicle. */
  | 'Other'
  /** A label that says nothing to us. */
  | 'Unknown';

/** Roles that make no field of an item. */
export const NO_FIELDS: readonly ColumnRole[] = ['Unknown', 'Other'];

type Rule = (words: LabelWords) => ColumnRole | undefined;

interface LabelWords {
  /** True if the label has one of these words. */
  has(...words: readonly LabelWord[]): boolean;
}

const TAXES = ['cgst', 'sgst', 'igst'] as const;
const TAX_COLUMNS = { cgst: 'CGST', sgst: 'SGST', igst: 'IGST' } as const;

/** The first that applies wins. */
const RULES: readonly Rule[] = [
  ({ has }) => (has('description') ? 'Item_Description' : undefined),
  (words) => {
    const tax = TAXES.find((name) => words.has(name));
    return tax && rateOrAmount(words, TAX_COLUMNS[tax]);
  },
  ({ has }) => (has('taxable') || (has('tax') && has('exclusive')) ? 'Taxable_Value' : undefined),
  ({ has }) => (has('hsn') && !has('item') ? 'HSN' : undefined),
  ({ has }) =>
    has('discount') ? discountRole(has('percent', 'rate'), has('amount', 'money', 'value')) : undefined,
  ({ has }) => (has('total', 'net', 'amount') && has('inclusive') ? 'Line_Total' : undefined),
  ({ has }) =>
    has('rate', 'price') && (has('unit', 'per') || has('inclusive', 'exclusive')) ? 'Rate' : undefined,
  ({ has }) => (has('quantity') ? 'Qty' : undefined),
  (words) => (words.has('gst', 'tax') ? taxRole(words) : undefined),
  ({ has }) => (has('cess') ? (has('percent', 'rate', 'other') ? 'Other' : 'Cess_Amount') : undefined),
  ({ has }) =>
    has('code', 'number') && has('item', 'material', 'code') && !has('other') ? 'Item_Code' : undefined,
  ({ has }) => (has('other') || (has('gross') && has('measure')) ? 'Other' : undefined),
  ({ has }) => (has('measure') && !has('rate', 'price') ? 'Qty' : undefined),
  ({ has }) => (has('item') && has('value', 'amount') ? 'Amount' : undefined),
  ({ has }) => (has('item', 'name', 'material') ? 'Item_Description' : undefined),
  ({ has }) => (has('rate', 'price') ? 'Rate' : undefined),
  ({ has }) => (has('total', 'net') ? 'Line_Total' : undefined),
  ({ has }) => (has('amount', 'value', 'gross') ? 'Amount' : undefined),
  ({ has }) => (has('unit', 'per') ? (has('number') ? 'Qty' : 'UOM') : undefined),
  ({ has }) => (has('serial', 'number') ? 'Line_No' : undefined),
  ({ has }) => (has('money') ? 'Amount' : undefined),
  ({ has }) => (has('percent') ? 'GST' : undefined),
];

/** `label` is all words of the label, from all its rows; what stands in brackets counts only if nothing else does. */
export function readColumnLabel(label: string): ColumnRole {
  const bare = label.replace(/\([^)]*\)?/g, (inside) =>
    /%/.test(inside) ? ' % ' : /₹|rs/i.test(inside) ? ' ₹ ' : ' ',
  );
  const role = roleOf(bare);
  return role === 'Unknown' ? roleOf(label) : role;
}

function roleOf(label: string): ColumnRole {
  const words = readLabelWords(label);
  const has = (...wanted: readonly LabelWord[]): boolean => wanted.some((word) => words.includes(word));
  for (const rule of RULES) {
    const role = rule({ has });
    if (role !== undefined) return role;
  }
  return 'Unknown';
}

function rateOrAmount({ has }: LabelWords, tax: 'CGST' | 'SGST' | 'IGST'): ColumnRole {
  if (has('percent', 'rate')) return `${tax}_Rate`;
  return has('amount', 'value', 'money', 'tax') ? `${tax}_Amount` : tax;
}

function discountRole(isPercent: boolean, isAmount: boolean): ColumnRole {
  if (isPercent) return 'Discount_Percent';
  return isAmount ? 'Discount_Amount' : 'Discount';
}

function taxRole({ has }: LabelWords): ColumnRole {
  if (has('kind')) return 'Other';
  if (has('percent', 'rate')) return 'GST_Rate';
  return has('amount', 'value', 'money', 'total') ? 'Tax_Amount' : 'GST';
}
