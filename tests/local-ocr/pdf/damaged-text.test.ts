/** Text layers of PDFs that have lost signs, mended with what the picture shows. */
import { expect, test } from 'vitest';
import { isDamaged, mendText } from '../../../src/local-ocr/pdf/damaged-text.ts';
import type { PageLayout, Word } from '../../../src/reader/invoice-reader.ts';

const word = (text: string, left: number, top: number): Word => {
  return { text, left, top, right: left + 40, bottom: top + 10, confidence: 1 };
};
const LAYER: PageLayout = {
  width: 100,
  height: 200,
  words: [word('\u0000बल', 0, 0), word('नं', 50, 0), word('GT/2025/318', 0, 20), word('8,580.00', 50, 20)],
};
/** Twice as large. */
const picture = (words: readonly Word[]): PageLayout => ({ width: 200, height: 400, words });
const twice = ({ left, top, right, bottom, ...rest }: Word): Word => {
  return { ...rest, left: 2 * left, top: 2 * top, right: 2 * right, bottom: 2 * bottom };
};

test('only Devanagari that has lost signs is damaged', () => {
  expect(isDamaged(LAYER)).toBe(true);
  expect(isDamaged({ ...LAYER, words: LAYER.words.slice(1) })).toBe(false);
  // A bullet of a symbol font.
  expect(isDamaged({ ...LAYER, words: [word('\uf0b7', 0, 0), word('Terms', 50, 0)] })).toBe(false);
});

test('the picture gives the Hindi, in the units of the layer; numbers stay as the PDF says them', () => {
  const seen = [word('बिल', 0, 0), word('नं', 50, 0), word('GT/2O25/318', 0, 20), word('8,580.00', 50, 20)];
  const { words } = mendText(LAYER, picture(seen.map(twice)));
  expect(words).toHaveLength(4);
  expect(words).toEqual(expect.arrayContaining([seen[0], seen[1], LAYER.words[2], LAYER.words[3]]));
});

test('Hindi that was seen where the PDF has a number is a misreading', () => {
  const { words } = mendText(LAYER, picture([word('गत', 5, 22)].map(twice)));
  expect(words.map(({ text }) => text)).toEqual(['GT/2025/318', '8,580.00']);
});

test('a picture of another shape tells nothing', () => {
  expect(mendText(LAYER, { ...picture([]), width: 300 })).toBe(LAYER);
});
