/** Puts the point back into tax rates that were read without it: `25` beside 2.5 % of the value. */

import type { LineItem } from '../../../invoice/invoice.ts';
import { parseDecimal } from '../../../invoice/values/amounts.ts';

const TAXES = ['CGST', 'SGST', 'IGST'] as const;
/** Equal by law (CGST Act, section 9, and that of each SGST Act). */
const TWINS = { CGST: 'SGST', SGST: 'CGST', IGST: undefined } as const;
const WITHOUT_DOT = /^(?<digits>\d{2,4})(?<rest>%?)$/;
/** Percent; amounts are rounded. */
const TOLERANCE = 0.1;

type Tax = (typeof TAXES)[number];

/** Only where the amount of the tax says so, or the same digits beside it have their point. */
export function restoreDots(item: LineItem): LineItem {
  const mended = TAXES.flatMap((tax) => {
    const { digits, rest = '' } = WITHOUT_DOT.exec(item[`${tax}_Rate`] ?? '')?.groups ?? {};
    const rate = digits && (findByAmount(item, tax, digits) ?? findByTwin(item, tax, digits));
    return rate ? [[`${tax}_Rate`, `${rate}${rest}`] as const] : [];
  });
  return { ...item, ...Object.fromEntries(mended) };
}

function findByAmount(item: LineItem, tax: Tax, digits: string): string | undefined {
  const [amount, value] = [parseDecimal(item[`${tax}_Amount`] ?? ''), parseDecimal(item.Taxable_Value ?? '')];
  if (!amount || !value?.gt(0)) return undefined;
  const percent = amount.times(100).div(value);
  const isNear = (text: string) => percent.minus(text).abs().lt(TOLERANCE);
  return isNear(digits) ? undefined : withDots(digits).find(isNear);
}

function findByTwin(item: LineItem, tax: Tax, digits: string): string | undefined {
  const twin = TWINS[tax] && item[`${TWINS[tax]}_Rate`]?.replace('%', '');
  return withDots(digits).find((rate) => rate === twin);
}

/** `250` as 2.50 and 25.0. */
function withDots(digits: string): readonly string[] {
  const places = [...digits].map((_, at) => at).slice(1);
  return places.map((at) => `${digits.slice(0, at)}.${digits.slice(at)}`);
}
