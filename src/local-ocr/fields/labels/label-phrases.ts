/** Tells whether words are a label, even where letters are misread or words are joined or parted. */
import { distance } from 'fastest-levenshtein';
import { foldPrintedText } from '../../../invoice/values/printed-text.ts';
import { HEADER_LABELS, type LabelKey } from './header-labels.ts';

interface Phrase {
  readonly key: LabelKey;
  readonly letters: string;
}

export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Match {
  readonly key: LabelKey;
  readonly letters: string;
  readonly slips: number;
  readonly last: number;
}

const PHRASES: readonly Phrase[] = (Object.keys(HEADER_LABELS) as LabelKey[]).flatMap((key) =>
  HEADER_LABELS[key].split('|').map((phrase) => ({ key, letters: lettersOf(phrase) })),
);
const PHRASES_BY_LETTERS = new Map(PHRASES.map((phrase) => [phrase.letters, phrase]));
const LONGEST_PHRASE = Math.max(...PHRASES.map(({ letters }) => letters.length));
const TOKENS = /[\p{L}\p{M}]+|\d+|#/gu;
/** One misread letter in so many; shorter labels are too like each other. */
const LETTERS_PER_SLIP = 5;

/** The label that the whole text is, without a slip. */
export function wholeLabel(text: string): LabelKey | undefined {
  const tokens = tokensOf(text);
  const match = matchAt(tokens, 0);
  return match?.last === tokens.length - 1 && match.slips === 0 ? match.key : undefined;
}

/** The best label that begins at a token. */
export function matchAt(tokens: readonly Token[], first: number): Match | undefined {
  let best: Match | undefined;
  let letters = '';
  for (let last = first; last < tokens.length; last++) {
    const token = tokens[last]?.text ?? '';
    // No label holds a number; much is spared in the rows of a table.
    if (/\d{3}/.test(token)) break;
    letters += lettersOf(token);
    if (letters.length > LONGEST_PHRASE + 2) break;
    const match = closestPhrase(letters, last);
    if (match !== undefined && isBetter(match, best)) best = match;
  }
  return best;
}

/** A longer label says more; a cleaner one is surer. */
function isBetter(match: Match, best: Match | undefined): boolean {
  return best === undefined || match.letters.length - 4 * match.slips > best.letters.length - 4 * best.slips;
}

function closestPhrase(letters: string, last: number): Match | undefined {
  const exact = PHRASES_BY_LETTERS.get(letters);
  if (exact !== undefined) return { ...exact, slips: 0, last };
  let best: Match | undefined;
  for (const phrase of PHRASES) {
    const allowed = Math.floor(phrase.letters.length / LETTERS_PER_SLIP);
    if (Math.abs(phrase.letters.length - letters.length) > allowed || !isAlike(letters, phrase.letters))
      continue;
    const slips = distance(letters, phrase.letters);
    if (slips > allowed || slips >= (best?.slips ?? Number.POSITIVE_INFINITY)) continue;
    best = { ...phrase, slips, last };
  }
  return best;
}

/** One end at least is read right; much cheaper to see than the distance. */
function isAlike(letters: string, phrase: string): boolean {
  return letters.startsWith(phrase.slice(0, 2)) || letters.endsWith(phrase.slice(-2));
}

export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKENS)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Digits stand for the letters that they are taken for: `N0` is `No`. */
export function lettersOf(text: string): string {
  return foldPrintedText(text)
    .toLowerCase()
    .replaceAll('0', 'o')
    .replace(/[1i|!]/g, 'l')
    .replaceAll('5', 's')
    .replace(/[^\p{L}\p{M}#\d]+/gu, '');
}
