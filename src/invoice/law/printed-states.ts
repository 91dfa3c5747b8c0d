/** The state that printed text names, in whichever of the ways that paper writes one. */
import { foldPrintedText } from '../values/printed-text.ts';
import { allStates, isSameState, stateNameOf } from './states.ts';

/** Words that stand around a state's name without naming one; dropped from both sides of the comparison. */
const FILLER = /\b(?:state|name|code|place|of|supply|the|and|ut|union territory)\b/g;

/** A name that two codes share belongs to the one in use today, which stands later in the list. */
const CODES_BY_NAME = new Map(
  allStates().flatMap(({ code, name, otherNames = [], initials = [] }) =>
    [name, ...initials, ...otherNames].map((one) => [keyOf(one), code] as const),
  ),
);

/**
 * The code of the state that `text` names by code, name, initials or several of them: `27-Maharashtra`, `MH`,
 * `State: Delhi, Code: 07`. Undefined if it names none, or two that differ: `27-Gujarat`.
 */
export function parseStateCode(text: string): string | undefined {
  const folded = foldPrintedText(text);
  const numbers = [...folded.matchAll(/(?<![\p{L}\d])\d{1,2}(?![\p{L}\d])/gu)].map(([digits]) =>
    digits.padStart(2, '0'),
  );
  const names = folded.replace(/[\d.]+/g, '').split(/[^\p{L}\p{M} &]+/u);
  const named = [folded, ...names].map(codeOfName).filter((code) => code !== undefined);
  const [first, ...rest] = [...numbers, ...named];
  if (first === undefined || stateNameOf(first) === undefined) return undefined;
  return rest.every((code) => isSameState(code, first)) ? first : undefined;
}

function codeOfName(name: string): string | undefined {
  return CODES_BY_NAME.get(keyOf(name));
}

function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(FILLER, ' ')
    .replace(/[^\p{L}\p{M}]+/gu, ' ')
    .trim();
}
