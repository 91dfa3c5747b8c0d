/** Puts slashes back into words where the engine read another stroke, if the word's own letters show them. */
import type { Word } from '../reader/invoice-reader.ts';
import { isSlash } from './image/glyphs/slash-shape.ts';
import type { Box, GrayImage } from './image/gray-image.ts';

/** What a slash is taken for. */
const STROKES = 'Il1|)J';

/**
 * Counts on one piece of ink per character, so it leaves words alone whose letters touch or come in parts. `letters` are
 * all of the row, in its pixels.
 */
export function restoreSlashes(word: Word, letters: readonly Box[], row: GrayImage): Word {
  const own = lettersOf(word, letters);
  if (!own.some((letter) => isSlash(row, letter))) return word;
  const characters = [...word.text];
  const extra = characters.length - own.length;
  if (extra < 0 || extra > 1) return word;
  for (const [index, letter] of own.entries()) {
    if (!isSlash(row, letter)) continue;
    const isStroke = STROKES.includes(characters[index] ?? ' ');
    if (characters[index] === '/') continue;
    if (!isStroke) return word;
    // Read twice, as a stroke and as itself, or only as a stroke.
    if (characters[index + 1] === '/' && characters.length > own.length) characters.splice(index, 1);
    else characters[index] = '/';
  }
  return characters.length === own.length ? { ...word, text: characters.join('') } : word;
}

/** From left to right; letters whose middle is in the word's box. */
function lettersOf({ left, right }: Word, letters: readonly Box[]): Box[] {
  return letters
    .filter((letter) => {
      const middle = (letter.left + letter.right) / 2;
      return middle > left && middle < right;
    })
    .sort((a, b) => a.left - b.left);
}
