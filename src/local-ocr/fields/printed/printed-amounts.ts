/** Reads the amounts of a printed row, in spite of the slips that are common around them. */
import { parseDecimal } from '../../../invoice/values/amounts.ts';
import type { Word } from '../../../reader/invoice-reader.ts';
import type { PrintedRow } from './printed-rows.ts';

export interface Amount {
  readonly text: string;
  readonly paise: number;
  readonly word: Word;
}

const PERCENT = /%/;

/** The amounts of a row, left to right; percentages are none. */
export function amountsOf(row: PrintedRow): readonly Amount[] {
  return row.words.flatMap((word, at) => {
    const text = readAmount(word.text);
    if (PERCENT.test(text) || row.words[at + 1]?.text.startsWith('%')) return [];
    const decimal = parseDecimal(text);
    return decimal === undefined ? [] : [{ text, word, paise: decimal.times(100).round().toNumber() }];
  });
}

/** A rupee sign is read as many things, and a comma as a colon or a point: `¥13:132.35`, `1.72,179.70`. */
function readAmount(text: string): string {
  const bare = text.replace(/^[^\p{L}\p{N}₹(.+-]+(?=[\d₹(])|[|;\]!'’:]+$/gu, '');
  return bare.replace(/(?<=\d)[:;](?=\d)/g, ',').replace(/(?<=\d)\.(?=\d{2,3}[,.]\d)/g, ',');
}

export function hasMoney(row: PrintedRow): boolean {
  return amountsOf(row).some(({ text }) => /\.\d{2}\b|\/-/.test(text));
}
