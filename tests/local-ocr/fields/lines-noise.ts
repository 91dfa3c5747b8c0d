/** Seeded noise on the words of a page, as a reader of photos makes it. */
import type { PageLayout, Word } from '../../../src/reader/invoice-reader.ts';

/** Shares from 0 to 1, of letters or words. */
export interface Noise {
  readonly seed: number;
  readonly misreadLetters?: number;
  readonly splitWords?: number;
  readonly mergedWords?: number;
  readonly droppedWords?: number;
  /** Of a letter's height. */
  readonly jitter?: number;
  readonly skewDegrees?: number;
}

type Random = () => number;

const CONFUSABLE: Readonly<Record<string, string>> = {
  '0': 'O',
  O: '0',
  '1': 'l',
  l: '1',
  I: '1',
  '5': 'S',
  S: '5',
  '8': 'B',
  B: '8',
  '2': 'Z',
  Z: '2',
  '6': 'G',
  e: 'c',
  c: 'e',
  n: 'h',
  a: 'o',
  t: 'f',
  ',': '.',
  r: 'i',
  '4': 'A',
};

export function addNoise(page: PageLayout, noise: Noise): PageLayout {
  const random = seededRandom(noise.seed);
  const kept = page.words.filter(() => random() >= (noise.droppedWords ?? 0));
  const split = kept.flatMap((word) =>
    random() < (noise.splitWords ?? 0) ? splitWord(word, random) : [word],
  );
  const merged = mergeWords(split, { share: noise.mergedWords ?? 0, random });
  return {
    ...page,
    words: merged.map((word) => moveWord(misread(word, { noise, random }), { noise, random })),
  };
}

function misread(word: Word, { noise, random }: { noise: Noise; random: Random }): Word {
  const letters = [...word.text].map((letter) =>
    random() < (noise.misreadLetters ?? 0) ? (CONFUSABLE[letter] ?? letter) : letter,
  );
  return { ...word, text: letters.join('') };
}

function moveWord(word: Word, { noise, random }: { noise: Noise; random: Random }): Word {
  const size = (word.bottom - word.top) * (noise.jitter ?? 0);
  const [x, y] = [(random() - 0.5) * 2 * size, (random() - 0.5) * 2 * size];
  const slope = Math.tan(((noise.skewDegrees ?? 0) * Math.PI) / 180);
  const drop = ((word.left + word.right) / 2) * slope + y;
  const { left, right, top, bottom } = word;
  return { ...word, left: left + x, right: right + x, top: top + drop, bottom: bottom + drop };
}

function splitWord(word: Word, random: Random): readonly Word[] {
  const letters = [...word.text];
  if (letters.length < 4) return [word];
  const at = 1 + Math.floor(random() * (letters.length - 1));
  const middle = word.left + ((word.right - word.left) * at) / letters.length;
  return [
    { ...word, text: letters.slice(0, at).join(''), right: middle - 0.5 },
    { ...word, text: letters.slice(at).join(''), left: middle + 0.5 },
  ];
}

function mergeWords(
  words: readonly Word[],
  { share, random }: { share: number; random: Random },
): readonly Word[] {
  const merged: Word[] = [];
  for (const word of words) {
    const last = merged.at(-1);
    const isBeside = last !== undefined && Math.abs(last.top - word.top) < 2 && word.left >= last.right;
    const isClose = isBeside && word.left - last.right < 0.6 * (word.bottom - word.top);
    if (isClose && random() < share) merged[merged.length - 1] = joinWords(last, word);
    else merged.push(word);
  }
  return merged;
}

function joinWords(one: Word, other: Word): Word {
  return {
    ...one,
    text: one.text + other.text,
    right: other.right,
    bottom: Math.max(one.bottom, other.bottom),
  };
}

/** Numerical Recipes' linear congruence: the same noise on every run. */
function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
