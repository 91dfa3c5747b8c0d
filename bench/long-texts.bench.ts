/**
 * How soon a text of 100,000 characters is understood or refused. A pattern that looks back over and over would take minutes;
 * only time shows it, and time is no matter for a test.
 */
import { canonicalDecimal, parseQuantity } from '../src/invoice/values/amounts.ts';
import { parseDate } from '../src/invoice/values/dates.ts';
import type { Bench } from './bench.ts';
import { type Figure, worstFigure } from './figures.ts';

const LENGTH = 100_000;
const MAX_MS = 1000;
const PIECES = ['1', ' ', ',', '.', '-', 'a', '1/', '1,', '1 a', "'", '(', '₹', 't', 'of ', '01:', 'फ', '१'];

const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  'a date': parseDate,
  'an amount': canonicalDecimal,
  'a quantity': parseQuantity,
};

export const bench: Bench = {
  name: 'long-texts',
  about: `One piece ${LENGTH} times over, alone, behind the beginning of a value and before an end: the slowest of ${PIECES.length} pieces`,
  async run({ runs }) {
    return Object.entries(PARSERS).map(([what, parse]) => measure(what, { parse, runs }));
  },
};

function measure(what: string, { parse, runs }: { parse: (text: string) => unknown; runs: number }): Figure {
  const values = Array.from({ length: runs }, () => Math.max(...PIECES.map((piece) => time(piece, parse))));
  return worstFigure({ name: `A long text taken for ${what}`, values, unit: 'ms', atMost: MAX_MS });
}

function time(piece: string, parse: (text: string) => unknown): number {
  const long = piece.repeat(LENGTH);
  const startedAt = performance.now();
  for (const text of [long, `06${long}`, `6 Feb${long}!`]) parse(text);
  return performance.now() - startedAt;
}
