/** What earlier invoices said of a registered business, and whether this one says the same. */
import { distance } from 'fastest-levenshtein';
import { foldPrintedText } from '../values/printed-text.ts';

export interface KnownParty {
  /** Legal and trade name; those that are known. */
  readonly names: readonly string[];
  /** Digits alone. */
  readonly bankAccounts: readonly string[];
}

/** By canonical GSTIN; undefined for one that was never met. */
export type FindParty = (gstin: string) => KnownParty | undefined;

/** Say nothing about who it is. */
const FORM_WORDS =
  /\b(?:m\/s|messrs|the|and|co|company|private|pvt|limited|ltd|llp|inc|corp|corporation|opc|huf|proprietor|prop|india)\b/gi;

/** So much of the longer name may differ: OCR and typists. */
const MAX_DIFFERENCE = 0.25;

/** The same business, whatever its legal form is written like; one name may go on where the other ends. */
export function isSameName(one: string, other: string): boolean {
  const [a, b] = [coreOf(one), coreOf(other)];
  if (a === '' || b === '' || a.includes(b) || b.includes(a)) return true;
  return distance(a, b) <= MAX_DIFFERENCE * Math.max(a.length, b.length);
}

function coreOf(name: string): string {
  return foldPrintedText(name)
    .replace(FORM_WORDS, ' ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
    .toUpperCase();
}
