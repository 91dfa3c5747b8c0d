/** Frees the words of a page from what is no text, and their boxes from what else stuck to them. */
import type { PageLayout, Word } from '../../../reader/invoice-reader.ts';
import { readLabelWords } from './label-words.ts';

/** Ruled lines that were read as letters. */
const RULING = /^[|[\]{}_=—~]+$/;
/** Of words that say nothing surely; real ones are hardly ever read with less. */
const MIN_CONFIDENCE = 0.25;
/** Single digits are often read unsurely. */
const MIN_DIGIT_CONFIDENCE = 0.12;
/** A box taller than so many others has a bit of a ruled line in it. */
const MAX_HEIGHT = 1.6;

/** The same page; no text is changed. */
export function tidyWords(page: PageLayout): PageLayout {
  const words = page.words.filter((word) => !RULING.test(word.text) && !isSpeck(word));
  return {
    ...page,
    words: words.map((word) => cutToHeight(word, { heights: neighbourHeights(word, words) })),
  };
}

function isSpeck({ text, confidence }: Word): boolean {
  const isLabel = readLabelWords(text).some((word) => word !== undefined);
  return !isLabel && confidence < (/\d/.test(text) ? MIN_DIGIT_CONFIDENCE : MIN_CONFIDENCE);
}

/** Of the words that stand in the same rows: a title's letters are rightly taller than a table's. */
function neighbourHeights({ top, bottom }: Word, words: readonly Word[]): readonly number[] {
  return words
    .filter((other) => other.top < bottom && other.bottom > top)
    .map((other) => other.bottom - other.top);
}

function cutToHeight(word: Word, { heights }: { heights: readonly number[] }): Word {
  const usual = [...heights].sort((a, b) => a - b)[Math.floor(heights.length / 2)] ?? 0;
  if (word.bottom - word.top <= usual * MAX_HEIGHT) return word;
  const middle = (word.top + word.bottom) / 2;
  return { ...word, top: middle - usual / 2, bottom: middle + usual / 2 };
}
