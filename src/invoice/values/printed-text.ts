/** Folds what printers, keyboards and OCR make of plain characters, so that the parsers see ASCII only once. */

/** The zero of every script whose digits are printed on Indian paper; nine more follow it in Unicode. */
const INDIAN_ZEROS = '०০੦૦୦௦౦೦൦';

const INDIAN_DIGITS = /[०-९০-৯੦-੯૦-૯୦-୯௦-௯౦-౯೦-೯൦-൯]/g;
const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const FULL_WIDTH_OFFSET = 0xff01 - 0x21;
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63]/g;
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/**
 * The same text with ASCII digits, hyphens, brackets and single spaces (NBSP included), trimmed. Letters keep their
 * case and script. Superscripts and circled digits are left alone: `10²` is not 102.
 */
export function foldPrintedText(text: string): string {
  return text
    .replace(FULL_WIDTH, (char) => String.fromCodePoint((char.codePointAt(0) ?? 0) - FULL_WIDTH_OFFSET))
    .replace(INDIAN_DIGITS, toAsciiDigit)
    .replace(DASHES, '-')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zeros = [...INDIAN_ZEROS].map((zero) => zero.codePointAt(0) ?? 0);
  const zero = zeros.find((candidate) => code >= candidate && code <= candidate + 9) ?? code;
  return String(code - zero);
}
