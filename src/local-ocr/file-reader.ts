/** Reads one file, page by page: the text that a PDF carries where it is whole, else what its picture shows. */
import type { TaskPool } from '../concurrency/task-pool.ts';
import { ScanError } from '../errors.ts';
import { isHeic } from '../page-files/page-files.ts';
import type { PageLayout, PageToRead, QrSearch, Word } from '../reader/invoice-reader.ts';
import type { PreparedPage, RowsTask } from './ocr-tasks.ts';
import type { PageTask } from './page-picture.ts';
import { isDamaged, mendText } from './pdf/damaged-text.ts';
import { joinSearches } from './qr-searches.ts';
import { shareBytes } from './shared-bytes.ts';
import type { TaskResult } from './task-result.ts';

export interface FileReaderDeps {
  readonly pool: TaskPool;
  /** How many threads share the rows of one page. */
  readonly threads: number;
}

export interface ReadPage {
  readonly layout: PageLayout;
  readonly qr: QrSearch;
}

export interface FileReader {
  /** Errors: `page_unreadable` and `internal` with the page's number, `disk_unavailable`, the signal's reason. */
  readPages(file: PageToRead, signal: AbortSignal): Promise<readonly ReadPage[]>;
}

export function createFileReader({ pool, threads }: FileReaderDeps): FileReader {
  async function runTask<T>(name: string, task: PageTask, signal: AbortSignal): Promise<T> {
    const result = await pool.run<TaskResult<T>>(name, task, signal);
    if ('value' in result) return result.value;
    throw new ScanError('page_unreadable', `A page's file can't be read: ${result.unreadable}`);
  }

  async function readPicture(task: PageTask, signal: AbortSignal): Promise<ReadPage> {
    const warming = warmUp(signal);
    const page = await runTask<PreparedPage>('preparePage', task, signal);
    await warming;
    const shares = Array.from({ length: threads }, (_, thread): RowsTask => {
      const rows = page.rest.rows.filter((_, index) => index % threads === thread);
      return { ...page.rest, rows };
    });
    const words = await Promise.all(
      shares.map((share) => pool.run<readonly Word[]>('readRows', share, signal)),
    );
    const { width, height, qr } = page;
    return { layout: { width, height, words: [...page.words, ...words.flat()] }, qr };
  }

  async function readPdfPage(
    task: PageTask,
    layout: PageLayout | undefined,
    signal: AbortSignal,
  ): Promise<ReadPage> {
    if (layout !== undefined && !isDamaged(layout)) return withCodes(layout, task, signal);
    const page = await readPicture(task, signal);
    return layout === undefined ? page : { ...page, layout: mendText(layout, page.layout) };
  }

  /** A code is a picture also where the text is none. Text is read, so a page that can't be drawn is no failure. */
  async function withCodes(layout: PageLayout, task: PageTask, signal: AbortSignal): Promise<ReadPage> {
    const result = await pool.run<TaskResult<QrSearch>>('findQrCodes', task, signal);
    return { layout, qr: 'value' in result ? result.value : joinSearches([]) };
  }

  /** While one thread prepares the page, the other loads its engine. A failure shows again when rows are read. */
  async function warmUp(signal: AbortSignal): Promise<void> {
    if (threads > 1) await pool.run('warmUp', undefined, signal).catch(() => undefined);
  }

  return {
    async readPages(file, signal) {
      const { mimeType, firstPageNumber } = file;
      checkReadable(file);
      if (mimeType !== 'application/pdf') {
        return [await onPage(firstPageNumber, readPicture({ bytes: await file.read() }, signal))];
      }
      const bytes = shareBytes(await file.read());
      const known = await onPage(
        firstPageNumber,
        runTask<readonly (PageLayout | undefined)[]>('readPdf', { bytes }, signal),
      );
      const pages: ReadPage[] = [];
      for (const [index, layout] of known.entries()) {
        const task = { bytes, pdfPageIndex: index };
        pages.push(await onPage(firstPageNumber + index, readPdfPage(task, layout, signal)));
      }
      return pages;
    },
  };
}

function checkReadable({ mimeType, firstPageNumber }: PageToRead): void {
  if (!isHeic(mimeType)) return;
  throw new ScanError('page_unreadable', 'No decoder for HEIC is installed on this machine', {
    pageNumber: firstPageNumber,
  });
}

async function onPage<T>(pageNumber: number, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    throw new ScanError(error.code, error.message, { pageNumber, cause: error.cause });
  }
}
