/** The state that printed text names, in whichever of the ways that paper writes one. */
import { foldPrintedText } from '../values/printed-text.ts';
import { allStates, isSameState, stateNameOf } from './states.ts';

/** Words that stand around a state's name or code without naming one. */
const LABEL_WORDS: ReadonlySet<string> = new Set(
  'state name code place of supply pos the and ut राज्य कोड नाम आपूर्ति का स्थान'.split(' '),
);
const LABEL_PHRASES = /union territory|(?<=\b(?:state|code)) ?no\b|\bgst (?=state)/g;

/** A name that two codes share belongs to the one in use today, which stands later in the list. */
const CODES_BY_NAME = new Map(
  allStates().flatMap(({ code, name, otherNames = [] }) =>
    [name, ...otherNames].map((one) => [keyOf(one), code] as const),
  ),
);
const CODES_BY_INITIALS = new Map(
  allStates().flatMap(({ code, initials = [] }) => initials.map((one) => [keyOf(one), code] as const)),
);

/** A number by itself: two digits at most. */
const NUMBER = /(?<![\p{L}\d])\d{1,2}(?![\p{L}\d])/gu;
/** What makes a number an amount, a percentage, a date, a time or a part of a longer one. */
const NO_CODE = /[₹$€£%@#+=*]|\d ?\/[-=]|\d ?[.,/:-] ?\d/;
/** `Maharashtra, Code 27`: each once. */
const MAX_NUMBERS = 2;

const NAME = allStates()
  .flatMap(({ name, otherNames = [] }) => [name, ...otherNames])
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replaceAll(' and ', ' (?:and|&) '))
  .join('|');
/** Not the first number of a date, an amount or a percentage. */
const CODE = '(?<![\\p{L}\\d.])(?<code>\\d{1,2})(?![\\p{L}\\d]| ?[-./,:] ?[\\p{L}\\d]| ?%| ?/-)';

/** Inside of a longer text a number is a code where its label or a state's name says so. */
const LABELLED_CODE = new RegExp(
  `(?:\\bstate\\b|\\b(?<name>${NAME}))[ ,(/-]*(?:\\but )?\\b(?:code|no)\\b[ .:(-]*${CODE}`,
  'giu',
);
const MARKED_PAIRS = [
  new RegExp(`\\b(?<name>${NAME}) ?[-([:] ?${CODE}`, 'giu'),
  new RegExp(`(?:^|[,;|([:]) ?(?<code>\\d{1,2}) ?[-:/)\\]] ?(?<name>${NAME})\\b`, 'giu'),
];
/** With nothing between them but a space, it may also be a day or a house: it is believed if it agrees. */
const LOOSE_PAIRS = [
  new RegExp(`\\b(?<name>${NAME})[ ,]+${CODE}`, 'giu'),
  new RegExp(`${CODE}[ ,]+(?<name>${NAME})\\b`, 'giu'),
];
/** In capitals, between marks or before a PIN code. */
const INITIALS = /(?<=(?:^|[,([:;|-]) ?)[A-Z]{2,5}(?= ?(?:$|[,)\]|;])|[ -]+\d{6}(?!\d))/g;

/**
 * The code of the state that `text` names by code, name, initials or several of them: `27-Maharashtra`, `MH`,
 * `State: Delhi, Code: 07`. Undefined if it names none, or two that differ: `27-Gujarat`. A number counts where it stands
 * as a code: alone, with a state's name or behind its label, and not as a part of a date, an amount or an address.
 */
export function parseStateCode(text: string): string | undefined {
  const folded = foldPrintedText(text);
  const [first, ...rest] = findStatesAlone(folded) ?? findStatesInside(folded);
  if (first === undefined || stateNameOf(first) === undefined) return undefined;
  return rest.every((code) => isSameState(code, first)) ? first : undefined;
}

/** The codes before those of the names. Undefined where the text says more than a state. */
function findStatesAlone(text: string): readonly string[] | undefined {
  const numbers = [...text.matchAll(NUMBER)].map(([digits]) => digits.padStart(2, '0'));
  const bare = text.replace(NUMBER, '|');
  // A name may have a mark inside: `Andhra Pradesh (New)`.
  const names = codeOf(bare) === undefined ? namesIn(bare).filter((name) => keyOf(name) !== '') : [bare];
  const codes = names.map(codeOf).filter((code) => code !== undefined);
  const saysMore = /\d/.test(bare) || NO_CODE.test(text) || codes.length < names.length;
  return saysMore || numbers.length > MAX_NUMBERS ? undefined : [...numbers, ...codes];
}

function findStatesInside(text: string): readonly string[] {
  const marked = [LABELLED_CODE, ...MARKED_PAIRS].flatMap((form) => pairsIn(text, form).flat());
  const loose = LOOSE_PAIRS.flatMap((form) => pairsIn(text, form)).filter(([code = '', name = '']) =>
    isSameState(code, name),
  );
  const names = namesIn(text.replace(/[\d.]+/g, '')).map((name) => CODES_BY_NAME.get(keyOf(name)));
  const initials = [...text.matchAll(INITIALS)].map(([one]) => CODES_BY_INITIALS.get(keyOf(one)));
  return [...marked, ...loose.flat(), ...names, ...initials].filter((code) => code !== undefined);
}

/** The code as printed, and that of the name beside it. */
function pairsIn(text: string, form: RegExp): readonly (readonly string[])[] {
  return [...text.matchAll(form)].map(({ groups }) => {
    const name = CODES_BY_NAME.get(keyOf(groups?.name ?? ''));
    return [groups?.code?.padStart(2, '0'), name].filter((code) => code !== undefined);
  });
}

/** Between marks. */
function namesIn(text: string): readonly string[] {
  return text.replaceAll('.', '').split(/[^\p{L}\p{M} &]+/u);
}

function codeOf(name: string): string | undefined {
  return CODES_BY_NAME.get(keyOf(name)) ?? CODES_BY_INITIALS.get(keyOf(name));
}

/** What is left without labels, letter case and marks. */
function keyOf(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(LABEL_PHRASES, ' ')
    .match(/[\p{L}\p{M}]+/gu);
  return (words ?? []).filter((word) => !LABEL_WORDS.has(word)).join(' ');
}
