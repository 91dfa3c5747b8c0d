/** The marks in a model's transcriptions (page borders, blank and unreadable pages) and how they are read back. */
import { ScanError } from '../errors.ts';
import { PAGE_SEPARATOR, type PageReading, type PageToRead } from '../reader/invoice-reader.ts';
import { stripCodeFence } from './answered-fields.ts';

export const BLANK_PAGE_MARK = '[[BLANK PAGE]]';
export const UNREADABLE_PAGE_MARK = '[[UNREADABLE PAGE]]';

const PAGE_MARK = /^[ \t]*\[\[PAGE (\d+)\]\][ \t]*$/m;

/** The line before the text of a page; `pageNumber` counts from 1. */
export function formatPageMark(pageNumber: number): string {
  return `[[PAGE ${pageNumber}]]`;
}

type Pages = Pick<PageToRead, 'pageCount' | 'firstPageNumber'>;

/**
 * Throws `page_unreadable` with the page's number if the model could not read one, or said nothing at all, and
 * `answer_invalid` (retryable) if it marked pages and left some out. A file of several pages that comes without any
 * mark is taken as one text.
 */
export function parseTranscript(answer: string, { pageCount, firstPageNumber }: Pages): PageReading {
  const transcript = stripCodeFence(answer).replaceAll(PAGE_SEPARATOR, '\n');
  if (transcript.trim() === '') throw unreadable(firstPageNumber, 'The model found nothing to say');
  const pages = splitPages(transcript, pageCount);
  const texts = pages.map((page, index) => readPageText(page, firstPageNumber + index));
  return { text: texts.every((text) => text === '') ? '' : texts.join(PAGE_SEPARATOR) };
}

/** What stands before the first mark belongs to the first page; a number too high, to the last. */
function splitPages(transcript: string, pageCount: number): string[] {
  const [preamble = '', ...marked] = transcript.split(PAGE_MARK);
  if (pageCount === 1 || marked.length === 0) return [transcript.replace(PAGE_MARK, '')];
  const pages = Array.from({ length: pageCount }, (): string[] => []);
  if (preamble.trim() !== '') pages[0]?.push(preamble);
  for (let at = 0; at < marked.length; at += 2) {
    pages[Math.min(Number(marked[at]), pageCount) - 1]?.push(marked[at + 1] ?? '');
  }
  if (pages.some((texts) => texts.length === 0)) {
    throw new ScanError('answer_invalid', `The model left out some of ${pageCount} pages`, {
      retryable: true,
    });
  }
  return pages.map((texts) => texts.join(''));
}

function readPageText(page: string, pageNumber: number): string {
  const lines = page.split('\n').map((line) => line.trimEnd());
  if (lines.some((line) => line.trim() === UNREADABLE_PAGE_MARK)) {
    throw unreadable(pageNumber, 'The model can read nothing on this page');
  }
  return lines
    .filter((line) => line.trim() !== BLANK_PAGE_MARK)
    .join('\n')
    .trim();
}

function unreadable(pageNumber: number, message: string): ScanError {
  return new ScanError('page_unreadable', message, { pageNumber });
}
