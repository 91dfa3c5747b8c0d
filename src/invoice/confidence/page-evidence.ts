/** Whether a value stands on the pages: text by its words, numbers by value, dates by the day they name. */

import { FIELD_KINDS, type FieldKind, type HeaderField, type LineField } from '../invoice.ts';
import { stateNameOf } from '../law/states.ts';
import { canonicalDecimal } from '../values/amounts.ts';
import { parseDate } from '../values/dates.ts';
import { foldPrintedText } from '../values/printed-text.ts';

/** Tells of a field's value how much of it stands on the pages, from 0 to 1. */
export type PageEvidence = (field: HeaderField | LineField, value: string) => number;

/** Letters and digits of any script, with their marks. */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const NUMBER = /\(?-?\d[\d,]*(?:\.\d+)?\)?/g;
const NAMED_MONTH = '[\\p{L}\\p{M}]{3,10}\\.?';
/** At every word, also within what looked like another: `0718 / 28.10.2025` has a date behind a number. */
const DATE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?=(\\d{1,4} ?[-/. ] ?(?:\\d{1,2}|${NAMED_MONTH}) ?[-/., ’'] ?\\d{1,4}|\\d{1,2}(?:st|nd|rd|th)? ?(?:of )?${NAMED_MONTH},? ?\\d{2,4}|${NAMED_MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}))`,
  'giu',
);

/** Fields that the paper states in words of its own. */
const IN_OTHER_WORDS: { readonly [F in HeaderField | LineField]?: RegExp } = {
  Reverse_Charge: /reverse charge|\brcm\b|रिवर्स चार्ज/i,
};

/** Reads the pages once; each question is then a look-up. `pageTexts` are as their reader gave them. */
export function createPageEvidence(pageTexts: readonly string[]): PageEvidence {
  const text = foldPrintedText(pageTexts.join('\n'));
  const words = new Set(wordsOf(text));
  const compact = compactOf(text);
  const numbers = new Set([...text.matchAll(NUMBER)].flatMap(([printed]) => magnitudeOf(printed) ?? []));
  const dates = new Set([...text.matchAll(DATE)].flatMap(([, printed]) => parseDate(printed ?? '') ?? []));

  const byKind: Readonly<Record<FieldKind, (value: string) => number>> = {
    text: (value) => (compact.includes(compactOf(value)) ? 1 : shareOfWords(value, words)),
    gstin: (value) => Number(compact.includes(compactOf(value))),
    state: (value) => Math.max(Number(words.has(value)), shareOfWords(stateNameOf(value) ?? '', words)),
    date: (value) => Number(dates.has(value) || compact.includes(compactOf(value))),
    amount: hasNumber,
    number: hasNumber,
  };

  function hasNumber(value: string): number {
    const magnitude = magnitudeOf(value);
    return Number(magnitude !== undefined && numbers.has(magnitude));
  }

  return (field, value) => {
    const inWords = IN_OTHER_WORDS[field];
    return inWords ? Number(inWords.test(text)) : byKind[FIELD_KINDS.get(field) ?? 'text'](value);
  };
}

/** A name that lost a word to OCR is still mostly there. */
function shareOfWords(value: string, words: ReadonlySet<string>): number {
  const wanted = wordsOf(value);
  return wanted.length === 0 ? 0 : wanted.filter((word) => words.has(word)).length / wanted.length;
}

function wordsOf(text: string): string[] {
  return foldPrintedText(text).toUpperCase().match(WORD) ?? [];
}

/** Without what line breaks and typists put between letters. */
function compactOf(text: string): string {
  return wordsOf(text).join('');
}

/** The sign is left out: a credit note prints its amounts without it. */
function magnitudeOf(text: string): string | undefined {
  const decimal = canonicalDecimal(text.replace(/[()]/g, ''))?.replace('-', '');
  if (decimal === undefined) return undefined;
  const [whole = '', fraction = ''] = decimal.split('.');
  return `${whole.replace(/^0+(?=\d)/, '')}.${fraction.replace(/0+$/, '')}`;
}
