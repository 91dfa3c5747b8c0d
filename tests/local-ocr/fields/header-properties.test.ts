import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalGstin, checkGstin } from '../../../src/invoice/parties/gstin.ts';
import { findHeader } from '../../../src/local-ocr/fields/find-header.ts';
import { HEADER_LABELS } from '../../../src/local-ocr/fields/labels/header-labels.ts';
import { readPrintedRows } from '../../../src/local-ocr/fields/printed/printed-rows.ts';
import type { PageLayout, Word } from '../../../src/reader/invoice-reader.ts';
import { addNoise } from './lines-noise.ts';
import { layOutPaper } from './lines-papers.ts';
import { OTHER_PAPERS } from './other-papers.ts';

const PHRASES = Object.values(HEADER_LABELS).flatMap((phrases) => phrases.split('|'));
const VALUES = [
  '27AABCM4821K1ZF',
  '27AABCM482IK1ZF',
  '1,180.00',
  '₹90.00',
  '1000',
  'INV/17',
  '01-12-2025',
  'Yes',
  'Goa',
  '18%',
  ':',
  'M/s',
];

const text = fc.oneof(
  fc.constantFrom(...PHRASES.flatMap((phrase) => phrase.split(' '))),
  fc.constantFrom(...VALUES),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((one) => one.replace(/\s/g, '_')),
);

const word = fc
  .record({
    text,
    left: fc.integer({ min: 0, max: 600 }),
    row: fc.integer({ min: 0, max: 30 }),
    height: fc.integer({ min: 0, max: 14 }),
  })
  .map(
    ({ text, left, row, height }): Word => ({
      text,
      left,
      right: left + 6 * text.length,
      top: 14 * row,
      bottom: 14 * row + height,
      confidence: 0.9,
    }),
  );

const page: fc.Arbitrary<PageLayout> = fc
  .array(word, { maxLength: 80 })
  .map((words) => ({ width: 800, height: 500, words }));

/** Spaces, case and the marks that are taken off or mended do not count. */
function lettersOf(value: string): string {
  return value
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}

function expectPrinted(pages: readonly PageLayout[]): void {
  const rows = readPrintedRows(pages).map(({ words }) => lettersOf(words.map((one) => one.text).join('')));
  for (const [name, value] of Object.entries(findHeader(pages))) {
    if (name.endsWith('_GSTIN') && checkGstin(value).isValid) expect(canonicalGstin(value)).toHaveLength(15);
    else if (name === 'Ship_To_State_Code' && /^\d\d$/.test(value)) continue;
    else if (rows.some((row) => row.includes(lettersOf(value)))) continue;
    // A value on two rows: each of its words stands on one.
    else for (const piece of value.split(/\s+|(?<=[-/])/)) expect(rows.join(' ')).toContain(lettersOf(piece));
  }
}

describe('any words on a page', () => {
  it('give a header without a throw, each value as it is printed', () => {
    fc.assert(
      fc.property(fc.array(page, { maxLength: 2 }), (pages) => expectPrinted(pages)),
      { numRuns: 150 },
    );
  });

  it('give no value that is not printed where a real paper is badly read', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OTHER_PAPERS), fc.integer({ min: 1 }), ({ drawing }, seed) =>
        expectPrinted([
          addNoise(layOutPaper(drawing), { seed, misreadLetters: 0.05, droppedWords: 0.05, jitter: 0.2 }),
        ]),
      ),
      { numRuns: 60 },
    );
  });

  it('give nothing where there is nothing', () => {
    expect(findHeader([])).toEqual({});
    expect(findHeader([{ width: 100, height: 100, words: [] }])).toEqual({});
  });
});
