/** The bank accounts that a page names to be paid into: the fields of an invoice have no place for them. */
import { foldPrintedText } from '../values/printed-text.ts';

/** `A/c No. :`, `Bank Account Number -`, `Acct #`; what stands between cells of a table counts as a space. */
const LABELLED =
  /\b(?:a\s*\/\s*c|acc(?:oun)?t)\.?\s*(?:no|number|num)?\.?\s*#?[\s:|.-]*(?<number>\d[\d -]{7,26}\d)(?![\d/])/gi;

/** Of Indian banks. */
const MIN_DIGITS = 9;
const MAX_DIGITS = 18;

/** Digits alone, each account once, in the order of the pages. */
export function findBankAccounts(pageTexts: readonly string[]): readonly string[] {
  const rows = pageTexts.flatMap((text) => text.split(/[\r\n\f]+/)).map(foldPrintedText);
  const numbers = rows.flatMap((row, index) => {
    // A label may end its row, the number begin the next.
    const text = /\b(?:no|number|a\/c)\.?\s*:?$/i.test(row) ? `${row} ${rows[index + 1] ?? ''}` : row;
    return [...text.matchAll(LABELLED)].map(({ groups }) => groups?.number?.replace(/\D/g, '') ?? '');
  });
  return [...new Set(numbers.filter(({ length }) => length >= MIN_DIGITS && length <= MAX_DIGITS))];
}
