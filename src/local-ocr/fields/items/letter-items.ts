/** The items of a bill without a table, as letters list them: a text and its amount in each row, and the tax below them. */
import type { LineItem } from '../../../invoice/invoice.ts';
import { ROUND_OFF } from '../../../invoice/law/rounding.ts';
import { amountsOf } from '../printed/printed-amounts.ts';
import { type PrintedRow, textOf } from '../printed/printed-rows.ts';
import { readName } from './item-values.ts';

/** `Add: CGST @ 9%`. */
const TAX = /^\W*(?:add\W+)?(?:[csi]gst|utgst)\W*(?<rate>\d{1,2}(?:\.\d{1,3})?) ?%/i;
const SUM = /^\W*(?:(?:sub|gross|net) ?)?(?:total|amount|taxable)\b/i;
const CURRENCY = /[\s:–-]*(?:₹|rs\.?|inr)?[\s.]*$/i;
const TOLERANCE_PAISE = ROUND_OFF.times(100).toNumber();

interface Listed {
  readonly text: string;
  readonly amount: string;
  readonly paise: number;
}

/** Empty unless the tax that is printed below is that of their sum: texts with amounts alone may be anything. */
export function findLetterItems(rows: readonly PrintedRow[]): readonly LineItem[] {
  const at = rows.findIndex((row) => TAX.test(textOf(row.words)) && readListed(row) !== undefined);
  const rate = Number(TAX.exec(textOf(rows[at]?.words ?? []))?.groups?.rate);
  const tax = readListed(rows[at]);
  const items = listedAbove(rows, at).filter(({ text }) => !SUM.test(text));
  const sum = items.reduce((total, { paise }) => total + paise, 0);
  const isTaxed = tax !== undefined && Math.abs((sum * rate) / 100 - tax.paise) <= TOLERANCE_PAISE;
  return isTaxed ? items.map(toLine) : [];
}

function listedAbove(rows: readonly PrintedRow[], end: number): readonly Listed[] {
  const above = rows.slice(0, Math.max(0, end)).map(readListed);
  return above.slice(above.lastIndexOf(undefined) + 1).filter((listed) => listed !== undefined);
}

/** Undefined if the row is not a text with one amount behind it. */
function readListed(row: PrintedRow | undefined): Listed | undefined {
  const amount = row && amountsOf(row).at(-1);
  if (row === undefined || amount === undefined || amount.word !== row.words.at(-1)) return undefined;
  const text = textOf(row.words.slice(0, -1)).replace(CURRENCY, '');
  return /\p{L}{3}/u.test(text) ? { text, amount: amount.text, paise: amount.paise } : undefined;
}

function toLine({ text, amount }: Listed): LineItem {
  const named = readName([text]).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(named), Taxable_Value: amount };
}
