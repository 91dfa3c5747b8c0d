/** Transcriptions and the marks in them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BLANK_PAGE_MARK,
  formatPageMark,
  parseTranscript,
  UNREADABLE_PAGE_MARK,
} from '../../src/model-reading/page-marks.ts';
import { PAGE_SEPARATOR } from '../../src/reader/invoice-reader.ts';

const IMAGE = { pageCount: 1, firstPageNumber: 3 };
const PDF = { pageCount: 3, firstPageNumber: 3 };

describe('a file of one page', () => {
  test.each([
    ['its text', 'TAX INVOICE\nNo | 1  ', 'TAX INVOICE\nNo | 1'],
    ['no text if it is blank', ` ${BLANK_PAGE_MARK}\n`, ''],
    ['its text without a page mark', '[[PAGE 1]]\nTAX INVOICE', 'TAX INVOICE'],
    ['its text without a code fence', '```\nTAX INVOICE\n```', 'TAX INVOICE'],
    [
      'a mark that the paper speaks of within a line',
      `we print ${UNREADABLE_PAGE_MARK}`,
      `we print ${UNREADABLE_PAGE_MARK}`,
    ],
  ])('has %s', (_name, answer, text) => {
    expect(parseTranscript(answer, IMAGE)).toEqual({ text });
  });

  test.each([
    ['the model says so', UNREADABLE_PAGE_MARK],
    ['the model says so beside other words', `Sorry.\n${UNREADABLE_PAGE_MARK}`],
    ['the model says nothing', ''],
    ['the model says only space', ' \n '],
  ])('is unreadable if %s', (_name, answer) => {
    expect(() => parseTranscript(answer, IMAGE)).toThrow(
      expect.objectContaining({ code: 'page_unreadable', pageNumber: 3, retryable: false }),
    );
  });
});

describe('a file of several pages', () => {
  test('has its pages between separators', () => {
    const answer = `[[PAGE 1]]\nfirst\n[[PAGE 2]]\n${BLANK_PAGE_MARK}\n[[PAGE 3]]\nthird`;
    expect(parseTranscript(answer, PDF)).toEqual({ text: 'first\f\fthird' });
  });

  test('has no text if all its pages are blank', () => {
    const answer = [1, 2, 3].map((page) => `${formatPageMark(page)}\n${BLANK_PAGE_MARK}`).join('\n');
    expect(parseTranscript(answer, PDF)).toEqual({ text: '' });
  });

  test('names the page that cannot be read', () => {
    const answer = `[[PAGE 1]]\nfirst\n[[PAGE 2]]\n${UNREADABLE_PAGE_MARK}\n[[PAGE 3]]\nthird`;
    expect(() => parseTranscript(answer, PDF)).toThrow(
      expect.objectContaining({ code: 'page_unreadable', pageNumber: 4 }),
    );
  });

  test('is one text if no page is marked', () => {
    expect(parseTranscript('first\nsecond', PDF)).toEqual({ text: 'first\nsecond' });
  });

  test('takes what stands before the first mark for the first page', () => {
    const answer = 'first\n[[PAGE 2]]\nsecond\n[[PAGE 3]]\nthird';
    expect(parseTranscript(answer, PDF)).toEqual({ text: 'first\fsecond\fthird' });
  });

  test('loses no text to a number that is too high', () => {
    const answer = '[[PAGE 1]]\nfirst\n[[PAGE 2]]\nsecond\n[[PAGE 3]]\nthird\n[[PAGE 4]]\nmore';
    expect(parseTranscript(answer, PDF)).toEqual({ text: 'first\fsecond\fthird\n\nmore' });
  });

  test.each([
    '[[PAGE 1]]\nfirst\n[[PAGE 3]]\nthird',
    '[[PAGE 1]]\nfirst\n[[PAGE 2]]\nsecond',
    '[[PAGE 2]]\nsecond\n[[PAGE 3]]\nthird',
  ])('is invalid if a page was left out: %j', (answer) => {
    expect(() => parseTranscript(answer, PDF)).toThrow(
      expect.objectContaining({ code: 'answer_invalid', retryable: true }),
    );
  });

  test('comes back page by page, whatever stands on them', () => {
    const page = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('`'));
    fc.assert(
      fc.property(fc.array(page, { minLength: 2, maxLength: 5 }), (texts) => {
        const answer = texts.map((text, index) => `${formatPageMark(index + 1)}\n${text}`).join('\n');
        const { text } = parseTranscript(answer, { pageCount: texts.length, firstPageNumber: 1 });
        const pages = text === '' ? texts.map(() => '') : text.split(PAGE_SEPARATOR);
        expect(pages).toHaveLength(texts.length);
        pages.forEach((read, index) => {
          expect(squeeze(read)).toBe(squeeze(texts[index] ?? ''));
        });
      }),
    );
  });
});

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
