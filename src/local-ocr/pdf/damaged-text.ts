/** Mends a text layer with what the page's picture shows: many PDFs can draw Devanagari, but can't say what it is. */
import type { PageLayout, Word } from '../../reader/invoice-reader.ts';
import { hasDevanagari } from '../devanagari.ts';

/** What stands for a sign that the font has no letter for. */
const LOST = /[\p{Cc}\p{Co}�]/u;
/** The picture is that of the whole page, give or take a pixel. */
const MAX_DISTORTION = 0.02;

/** Whether Devanagari in it has lost signs. Bullets of other scripts do no harm. */
export function isDamaged({ words }: PageLayout): boolean {
  return words.some(({ text }) => hasDevanagari(text)) && words.some(({ text }) => LOST.test(text));
}

/** The layer with the picture's Devanagari in place of its own; in the layer's units. */
export function mendText(layer: PageLayout, picture: PageLayout): PageLayout {
  const [across, down] = [layer.width / picture.width, layer.height / picture.height];
  if (Math.abs(across / down - 1) > MAX_DISTORTION) return layer;
  const kept = layer.words.filter(({ text }) => !hasDevanagari(text) && !LOST.test(text));
  const seen = picture.words
    .filter(({ text }) => hasDevanagari(text))
    .map((word) => scale(word, across, down))
    .filter((word) => !kept.some((other) => isInside(other, word) || isInside(word, other)));
  return { ...layer, words: [...kept, ...seen] };
}

function scale({ left, right, top, bottom, ...word }: Word, across: number, down: number): Word {
  return { ...word, left: left * across, right: right * across, top: top * down, bottom: bottom * down };
}

/** By its middle. */
function isInside(word: Word, other: Word): boolean {
  const [x, y] = [(word.left + word.right) / 2, (word.top + word.bottom) / 2];
  return x >= other.left && x <= other.right && y >= other.top && y <= other.bottom;
}
