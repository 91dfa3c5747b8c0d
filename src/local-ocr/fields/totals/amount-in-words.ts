/** Reads an amount in English words of the Indian system: `Two Lakh Ninety Six Thousand … and Fifty One Paise Only`. */
import { distance } from 'fastest-levenshtein';

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const SCALES = { hundred: 100, thousand: 1_000, lakh: 100_000, lac: 100_000, crore: 10_000_000 } as const;

const SMALL: ReadonlyMap<string, number> = new Map([
  ...ONES.split(' ').map((word, value): [string, number] => [word, value]),
  ...TENS.split(' ').map((word, tens): [string, number] => [word, 20 + 10 * tens]),
  ['fourty', 40],
  ['nill', 0],
]);
const LARGE: ReadonlyMap<string, number> = new Map([
  ...Object.entries(SCALES),
  ['lakhs', SCALES.lakh],
  ['lacs', SCALES.lakh],
  ['crores', SCALES.crore],
  ['hundreds', SCALES.hundred],
  ['thousands', SCALES.thousand],
]);
const PAISE = /^(?:paise|paisa|paisas|ps)$/;
const RUPEES = /^(?:rupees?|rs|inr|re|indian)$/;
const FILLER = /^(?:and|only|of|indian|rupees?|rs|inr|re)$/;
const MIN_GUESSED_LENGTH = 4;

/**
 * Paise as a whole number, from the first number word of `text` to `only` or the first word that is none. Undefined
 * where there are fewer than two number words, or they make no number (`five two`, `lakh crore`).
 */
export function parseAmountInWords(text: string): number | undefined {
  const words = numberWordsOf(text);
  if (words.filter((word) => numberOf(word) !== undefined).length < 1) return undefined;
  const { rupees, paise } = splitPaise(words);
  const whole = sumOf(rupees);
  const part = sumOf(paise);
  if (whole === undefined || part === undefined || part > 99) return undefined;
  return whole * 100 + part;
}

function numberWordsOf(text: string): readonly string[] {
  const words = text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
    .map(correct);
  const first = words.findIndex((word) => numberOf(word) !== undefined);
  const after = first === -1 ? [] : words.slice(first);
  const end = after.findIndex((word) => word === 'only' || !isKnown(word));
  return end === -1 ? after : after.slice(0, end);
}

function isKnown(word: string): boolean {
  return numberOf(word) !== undefined || PAISE.test(word) || FILLER.test(word);
}

function numberOf(word: string): number | undefined {
  return SMALL.get(word) ?? LARGE.get(word);
}

/** One misread letter is mended where only one number word is so near. */
function correct(word: string): string {
  if (isKnown(word) || word.length < MIN_GUESSED_LENGTH) return word;
  const near = [...SMALL.keys(), ...LARGE.keys(), 'only', 'paise'].filter(
    (known) => known.length >= MIN_GUESSED_LENGTH && distance(known, word) === 1,
  );
  return near.length === 1 ? (near[0] ?? word) : word;
}

/** `… Fifty Nine and Paise Ten` and `… and Ten Paise` both part rupees from paise. */
function splitPaise(words: readonly string[]): { rupees: readonly string[]; paise: readonly string[] } {
  const at = words.findIndex((word) => PAISE.test(word));
  if (at === -1) return { rupees: words, paise: [] };
  const after = words.slice(at + 1).filter((word) => numberOf(word) !== undefined);
  if (after.length > 0) return { rupees: words.slice(0, at), paise: after };
  const before = words.slice(0, at);
  const border = Math.max(
    before.lastIndexOf('and'),
    before.findLastIndex((word) => RUPEES.test(word)),
  );
  if (border === -1) return { rupees: [], paise: before };
  return { rupees: before.slice(0, border), paise: before.slice(border + 1) };
}

/** Scales must fall from left to right, save that `hundred` may stand before each. */
function sumOf(words: readonly string[]): number | undefined {
  let total = 0;
  let group = 0;
  let lastScale = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const small = SMALL.get(word);
    const scale = LARGE.get(word);
    if (small !== undefined) {
      if (!mayFollow(group, small)) return undefined;
      group += small;
    } else if (scale === SCALES.hundred) {
      if (group < 1 || group > 99) return undefined;
      group *= SCALES.hundred;
    } else if (scale !== undefined) {
      if (group === 0 || scale >= lastScale) return undefined;
      total += group * scale;
      group = 0;
      lastScale = scale;
    }
  }
  return total + group;
}

/** `Twenty Two` and `Hundred Five` are numbers, `Five Two` is none. */
function mayFollow(group: number, small: number): boolean {
  const last = group % 100;
  if (last === 0) return true;
  return last >= 20 && last % 10 === 0 && small >= 1 && small <= 9;
}
