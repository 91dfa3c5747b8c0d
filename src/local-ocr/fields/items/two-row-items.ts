/** The items of a receipt that has no columns for their names: code and name on one row, quantity × price = value below it. */
import type { LineItem } from '../../../invoice/invoice.ts';
import { hasHsnShape } from '../../../invoice/law/hsn-codes.ts';
import type { Word } from '../../../reader/invoice-reader.ts';
import { approximateNumber, isAmountLike, isNumberLike } from '../printed/printed-numbers.ts';
import type { PrintedRow } from '../printed/printed-rows.ts';

export interface TwoRowItems {
  /** Without what their values mean. */
  readonly items: readonly LineItem[];
  /** One for each item, as printed: with tax in it or without. */
  readonly values: readonly string[];
  readonly rowsBelow: readonly PrintedRow[];
}

interface Product {
  readonly quantity: string;
  readonly rate: string;
  readonly value: string;
}

/** Chance makes a product of one row, hardly of two. */
const MIN_ITEMS = 2;
const TOLERANCE_RUPEES = 0.011;

/** Empty where fewer than two items are printed like this. */
export function findTwoRowItems(rows: readonly PrintedRow[]): TwoRowItems {
  const found = rows.flatMap((row, index) => {
    const product = readProduct(row);
    const name = product && readName(rows[index - 1]);
    return product && name ? [{ index, product, name }] : [];
  });
  if (found.length < MIN_ITEMS) return { items: [], values: [], rowsBelow: [] };
  return {
    items: found.map(({ product, name }) => ({ ...name, Qty: product.quantity, Rate: product.rate })),
    values: found.map(({ product }) => product.value),
    rowsBelow: rows.slice((found.at(-1)?.index ?? 0) + 1),
  };
}

/** A row of three numbers and nothing else, the last of them the product of the others. */
function readProduct({ words }: PrintedRow): Product | undefined {
  const [quantity, rate, value, ...rest] = words.map(({ text }) => text);
  if (quantity === undefined || rate === undefined || value === undefined || rest.length > 0)
    return undefined;
  if (![quantity, rate].every(isNumberLike) || !isAmountLike(value)) return undefined;
  const [count, price, product] = [quantity, rate, value].map(approximateNumber);
  if (!count || !price || product === undefined) return undefined;
  return Math.abs(count * price - product) <= TOLERANCE_RUPEES ? { quantity, rate, value } : undefined;
}

/** Words without an amount among them. */
function readName(row: PrintedRow | undefined): LineItem | undefined {
  const words = row?.words ?? [];
  if (words.some(({ text }) => isAmountLike(text)) || !words.some(isWord)) return undefined;
  const [first, ...rest] = words.map(({ text }) => text);
  const hasCode = first !== undefined && hasHsnShape(first) && rest.length > 0;
  const name = (hasCode ? rest : [first, ...rest]).join(' ');
  return { Item_Description: name, ...(hasCode && { HSN: first }) };
}

function isWord({ text }: Word): boolean {
  return /\p{L}{3}/u.test(text);
}
