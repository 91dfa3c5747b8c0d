/** Adds up what is printed in parts only, one for each rate: `CGST 2.5%` in one row, `CGST 9%` in another. */
import Big from 'big.js';
import { parseDecimal } from '../../../invoice/values/amounts.ts';
import { type PrintedRow, textOf } from '../printed/printed-rows.ts';

export type PartedTotal = 'taxable' | 'cgst' | 'sgst' | 'igst';

/** A sum that stands nowhere. */
export interface AddedTotal {
  readonly role: PartedTotal;
  /** With two decimals. */
  readonly text: string;
  readonly paise: number;
}

interface Part {
  readonly rate: number;
  readonly amount: Big;
}

const RATE = String.raw`[\s@(:-]*(?<rate>\d{1,2}(?:\.\d{1,3})?) ?%\)?`;
const AMOUNT = String.raw`[\s:=]*(?:₹|rs\.?)?\s*(?<amount>\d[\d,]*\.\d{2})(?!\d)`;
const PARTS: Readonly<Record<PartedTotal, RegExp>> = {
  taxable: new RegExp(String.raw`\bgst${RATE}\s*on${AMOUNT}`, 'gi'),
  cgst: new RegExp(String.raw`\bcgst${RATE}${AMOUNT}`, 'gi'),
  sgst: new RegExp(String.raw`\b(?:sgst|utgst)${RATE}${AMOUNT}`, 'gi'),
  igst: new RegExp(String.raw`\bigst${RATE}${AMOUNT}`, 'gi'),
};

/** For each total with two parts or more, each of another rate. */
export function addPartsByRate(rows: readonly PrintedRow[]): readonly AddedTotal[] {
  const texts = rows.map(({ words }) => textOf(words));
  return (Object.keys(PARTS) as PartedTotal[]).flatMap((role) => {
    const parts = texts.flatMap((text) => [...text.matchAll(PARTS[role])].flatMap(readPart));
    const rates = new Set(parts.map(({ rate }) => rate));
    if (parts.length < 2 || rates.size < parts.length) return [];
    const sum = parts.reduce((total, { amount }) => total.plus(amount), new Big(0));
    return [{ role, text: sum.toFixed(2), paise: sum.times(100).toNumber() }];
  });
}

function readPart({ groups = {} }: RegExpMatchArray): readonly Part[] {
  const amount = parseDecimal(groups.amount ?? '');
  return amount === undefined ? [] : [{ rate: Number(groups.rate), amount }];
}
