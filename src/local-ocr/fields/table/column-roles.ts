/** Settles what columns hold where their labels leave it open, by the values and the arithmetic of the items. */

import { hasHsnShape } from '../../../invoice/law/hsn-codes.ts';
import { isRateOrHalf } from '../../../invoice/law/tax-rates.ts';
import { approximateNumber, isNumberLike } from '../printed/printed-numbers.ts';
import type { ColumnRole } from './column-labels.ts';
import type { TableColumn } from './table-columns.ts';
import type { TableItem } from './table-rows.ts';

const TAX_AMOUNTS: readonly ColumnRole[] = ['CGST_Amount', 'SGST_Amount', 'IGST_Amount', 'Tax_Amount'];
const OPEN_TAXES = { CGST: 'CGST', SGST: 'SGST', IGST: 'IGST', GST: 'GST' } as const;
/** Rounding, and a discount that is printed with few digits. */
const TOLERANCE = 0.006;

/** By column, then by item: its numbers there. */
type Values = readonly (readonly (readonly number[])[])[];

/** The same columns with roles that are settled. */
export function settleRoles(
  columns: readonly TableColumn[],
  items: readonly TableItem[],
): readonly TableColumn[] {
  const values = columns.map((_, index) => items.map((item) => numbersOf(item, index)));
  const taxed = columns.map((column, index) => ({
    ...column,
    role: settleTax(column.role, values[index] ?? []),
  }));
  const rated = taxed.map((column, index) => ({
    ...column,
    role: settleRate(column.role, { index, items }),
  }));
  const coded = settleCodes(rated, items);
  const totalled = settleTotals(settleAmount(coded, values), values);
  const product = findProduct(totalled, values);
  const found = totalled.map((column, index) => ({ ...column, role: product.get(index) ?? column.role }));
  return found.map((column) => ({ ...column, role: settleDiscount(column.role, { columns: found, items }) }));
}

function numbersOf(item: TableItem, column: number): readonly number[] {
  return (item.cells[column] ?? [])
    .filter(({ text }) => isNumberLike(text))
    .flatMap(({ text }) => approximateNumber(text.replace(/^[|[\]]+|[|[\]]+$/g, '')) ?? []);
}

function settleTax(role: ColumnRole, values: readonly (readonly number[])[]): ColumnRole {
  const tax = role in OPEN_TAXES ? OPEN_TAXES[role as keyof typeof OPEN_TAXES] : undefined;
  const filled = values.filter((numbers) => numbers.length > 0);
  if (tax === undefined || filled.length === 0) return role;
  const pairs = filled.filter(([first, second]) => isSlab(first) && second !== undefined).length;
  if (tax !== 'GST' && pairs > filled.length / 2) return role;
  const rates = filled.filter(([first]) => isSlab(first)).length;
  if (rates > filled.length * 0.6) return `${tax}_Rate`;
  return tax === 'GST' ? 'Tax_Amount' : `${tax}_Amount`;
}

/** `Rate` over percentages of tax is no price: the word above it, `GST`, was lost. */
function settleRate(
  role: ColumnRole,
  { index, items }: { index: number; items: readonly TableItem[] },
): ColumnRole {
  if (role !== 'Rate' && role !== 'Unknown') return role;
  const texts = items.flatMap((item) => (item.cells[index] ?? []).map(({ text }) => text));
  const rates = texts.filter((text) => text.endsWith('%') && isSlab(approximateNumber(text)));
  return rates.length > texts.length / 2 ? 'GST_Rate' : role;
}

/** Codes of four, six or eight digits are HSN, whatever is left of their label. */
function settleCodes(columns: readonly TableColumn[], items: readonly TableItem[]): readonly TableColumn[] {
  if (columns.some(({ role }) => role === 'HSN')) return columns;
  const codes = columns.findIndex(({ role }, index) => {
    const texts = items.flatMap((item) => (item.cells[index] ?? []).map(({ text }) => text));
    const isCode = texts.filter((text) => hasHsnShape(text)).length > texts.length / 2;
    return (role === 'Item_Code' || role === 'Unknown') && isCode;
  });
  return columns.map((column, index) => (index === codes ? { ...column, role: 'HSN' } : column));
}

function isSlab(value: number | undefined): boolean {
  return value !== undefined && isRateOrHalf(value);
}

/** Of several totals the last is the line's; one before it is the value before tax if it fits or tax makes it the last, else before a discount. */
function settleTotals(columns: readonly TableColumn[], values: Values): readonly TableColumn[] {
  const last = columns.findLastIndex(({ role }) => role === 'Line_Total');
  const at = (wanted: ColumnRole): number => columns.findIndex(({ role }) => role === wanted);
  const hasTaxable = at('Taxable_Value') !== -1 || at('Amount') !== -1;
  return columns.map((column, index) => {
    if (column.role !== 'Line_Total' || index === last) return column;
    const fits = countFits([values[at('Qty')], values[at('Rate')], values[index]]);
    const isBeforeTax = fits > 0 || becomesWithTax(columns, { values, before: index, after: last });
    return { ...column, role: !hasTaxable && isBeforeTax ? 'Taxable_Value' : 'Other' };
  });
}

/** `Amount` is the line's total where quantity times rate becomes it only with the tax beside it. */
function settleAmount(columns: readonly TableColumn[], values: Values): readonly TableColumn[] {
  const of = (wanted: ColumnRole, item: number): number =>
    values[columns.findIndex(({ role }) => role === wanted)]?.[item]?.[0] ?? Number.NaN;
  const isTotal = (index: number) =>
    isInMost(values[index] ?? [], (total, item) => {
      const value = of('Qty', item) * of('Rate', item);
      return !isClose(value, total) && isClose(value + of('Tax_Amount', item), total);
    });
  return columns.map((column, index) =>
    column.role === 'Amount' && isTotal(index) ? { ...column, role: 'Line_Total' } : column,
  );
}

/** In most items the one total is the other with the amounts of tax. */
function becomesWithTax(
  columns: readonly TableColumn[],
  { values, before, after }: { readonly values: Values; readonly before: number; readonly after: number },
): boolean {
  const taxes = columns.flatMap(({ role }, index) => (TAX_AMOUNTS.includes(role) ? [values[index]] : []));
  const sumOf = (item: number) =>
    [values[before], ...taxes].reduce((sum, column) => sum + (column?.[item]?.[0] ?? Number.NaN), 0);
  return taxes.length > 0 && isInMost(values[after] ?? [], (total, item) => isClose(sumOf(item), total));
}

/** Whether more than half of the items have a total of which that is true. */
function isInMost(
  totals: readonly (readonly number[])[],
  isTrue: (total: number, item: number) => boolean,
): boolean {
  const those = totals.filter(([total], item) => total !== undefined && isTrue(total, item));
  return those.length > totals.length / 2;
}

/**
 * Which columns are quantity, rate and value: those of these labels, or others where a label is missing, such that
 * quantity times rate is the value in most items.
 */
function findProduct(columns: readonly TableColumn[], values: Values) {
  const of = (...roles: readonly ColumnRole[]): readonly number[] => {
    // Without a label of its own, one that says nothing, and then one that says something else: `Freight`, `Bags`.
    const choices = [roles, ['Unknown'], ['Other']].map((wanted) =>
      columns.flatMap(({ role }, index) => (wanted.includes(role) ? [index] : [])),
    );
    return choices.find((indexes) => indexes.length > 0) ?? [];
  };
  const named = of('Taxable_Value', 'Amount', 'Line_Total');
  // A total with tax in it is not the value that is looked for, if one without a label is there.
  const isFilled = (index: number) => values[index]?.some((numbers) => numbers.length > 0) ?? false;
  const hasValue = named.some((index) => columns[index]?.role !== 'Line_Total' && isFilled(index));
  const totals = hasValue ? named : [...new Set([...named, ...of('Unknown')])];
  let best: { fit: number; roles: Map<number, ColumnRole> } = { fit: 0, roles: new Map() };
  for (const quantity of of('Qty')) {
    for (const rate of of('Rate')) {
      for (const total of totals) {
        if (new Set([quantity, rate, total]).size < 3) continue;
        const fit = countFits([values[quantity], values[rate], values[total]]);
        if (fit > best.fit) best = { fit, roles: productRoles(columns, [quantity, rate, total]) };
      }
    }
  }
  return best.roles;
}

function countFits(triple: readonly (readonly (readonly number[])[] | undefined)[]): number {
  const [quantities = [], rates = [], totals = []] = triple;
  return quantities.filter(([quantity], index) => {
    const [rate, total] = [rates[index]?.[0], totals[index]?.[0]];
    if (quantity === undefined || rate === undefined || total === undefined || total === 0) return false;
    return isClose(quantity * rate, total);
  }).length;
}

/** Unlabelled columns get their role; of two columns with one label the one that fits keeps it. */
function productRoles(columns: readonly TableColumn[], product: readonly number[]): Map<number, ColumnRole> {
  const [quantity = -1, rate = -1, total = -1] = product;
  const roles = new Map<number, ColumnRole>();
  for (const [index, { role }] of columns.entries()) {
    if ((role === 'Qty' && index !== quantity) || (role === 'Rate' && index !== rate))
      roles.set(index, 'Other');
  }
  roles.set(quantity, 'Qty').set(rate, 'Rate');
  if (columns[total]?.role === 'Unknown' || columns[total]?.role === 'Other') roles.set(total, 'Amount');
  return roles;
}

interface Table {
  readonly columns: readonly TableColumn[];
  readonly items: readonly TableItem[];
}

/** `Disc` without `%`: percent if the values say so, or if the arithmetic does. */
function settleDiscount(role: ColumnRole, { columns, items }: Table): ColumnRole {
  if (role !== 'Discount') return role;
  const at = (wanted: readonly ColumnRole[]): number =>
    columns.findIndex((column) => wanted.includes(column.role));
  const texts = items.flatMap((item) => (item.cells[at(['Discount'])] ?? []).map(({ text }) => text));
  if (texts.some((text) => text.includes('%'))) return 'Discount_Percent';
  const fits = items.filter((item) => {
    const [quantity, rate, total, discount] = [
      ['Qty'],
      ['Rate'],
      ['Taxable_Value', 'Amount'],
      ['Discount'],
    ].map((roles) => numbersOf(item, at(roles as ColumnRole[]))[0]);
    if (quantity === undefined || rate === undefined || total === undefined || !discount) return false;
    return isClose(quantity * rate * (1 - discount / 100), total);
  });
  return fits.length > 0 ? 'Discount_Percent' : 'Discount_Amount';
}

function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.max(0.5, Math.abs(other) * TOLERANCE);
}
