/** Values in the texts of a record's kept fields. Undefined: the record has no such field. */
import { nanoUsdOf } from '../nano-usd.ts';
import { parseIsoTimestamp } from './declaration/timestamps.ts';

type Text = string | undefined;

const MICROS = 1_000_000;

export function numberIn(text: Text): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Of a figure in dollars. */
export function nanoUsdIn(text: Text): number | undefined {
  return text === undefined ? undefined : nanoUsdOf(Number(text));
}

/** Millionths of a share, so that sums are exact. */
export function microsIn(text: Text): number | undefined {
  return text === undefined ? undefined : Math.round(Number(text) * MICROS);
}

/** Milliseconds since 1970. */
export function timeIn(text: Text): number | undefined {
  return text === undefined ? undefined : parseIsoTimestamp(text);
}

/** One and the same string for the same word, so that it is quickly compared. */
export function wordIn<Word extends string>(words: readonly Word[], text: Text): Word | undefined {
  for (const word of words) if (word === text) return word;
  return undefined;
}
