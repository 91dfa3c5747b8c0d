/** Tells numbers from words on a page that may be misread. */
import { canonicalDecimal } from '../../../invoice/values/amounts.ts';

const NUMBER_SHAPE = /^[₹¥$£€@(+-]{0,3}(?:rs\.?)?[\dOolISsBZ|,.' ]*\d[\dOolISsBZ|,.' ]*[)%/=-]{0,3}$/i;
const MIN_DIGIT_SHARE = 0.5;

/** Other currencies' signs are what a rupee sign is taken for. */
export function withoutForeignSign(text: string): string {
  return text.replace(/^[¥$£€](?=\d)/, '');
}

/** A number, or what was surely one before a digit was misread: `1,7O9.55`. */
export function isNumberLike(text: string): boolean {
  const bare = text.replace(/^[|[\]]+|[|[\]]+$/g, '');
  const digits = bare.replace(/\D/g, '').length;
  return NUMBER_SHAPE.test(bare) && digits / bare.replace(/[^\p{L}\p{N}]/gu, '').length >= MIN_DIGIT_SHARE;
}

/** For comparing only; never returned as a value. */
export function approximateNumber(text: string | undefined): number | undefined {
  const decimal = text === undefined ? undefined : canonicalDecimal(withoutForeignSign(text));
  return decimal === undefined ? undefined : Number(decimal);
}

/** A number with paise, or grouped thousands. */
export function isAmountLike(text: string): boolean {
  return isNumberLike(text) && /\d[.,]\d{2}\b|\d,\d{3}\b/.test(text);
}
