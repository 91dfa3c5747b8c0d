/** Reads one file, page by page: the text that a PDF carries where there is some, else what its picture shows. */
import { access } from 'node:fs/promises';
import { ScanError } from '../errors.ts';
import type { PageLayout, PageToRead, Word } from '../scan/ports.ts';
import type { PageTask, PreparedPage, TaskResult } from './ocr-tasks.ts';
import type { TaskPool } from './task-pool.ts';

export interface FileReadingDeps {
  readonly pool: TaskPool;
  /** How many threads share the lines of one page. */
  readonly threads: number;
}

export interface FileReading {
  /** Errors: `page_unreadable` and `internal` with the page's number, `disk_unavailable`, the signal's reason. */
  readLayouts(file: PageToRead, signal: AbortSignal): Promise<readonly PageLayout[]>;
}

export function createFileReading({ pool, threads }: FileReadingDeps): FileReading {
  async function runTask<T>(name: string, task: PageTask, signal: AbortSignal): Promise<T> {
    const result = await pool.run<TaskResult<T>>(name, task, signal);
    if ('value' in result) return result.value;
    throw new ScanError('page_unreadable', `A page's file can't be read: ${result.unreadable}`);
  }

  async function readPicture(task: PageTask, signal: AbortSignal): Promise<PageLayout> {
    const warming = warmUp(signal);
    const page = await runTask<PreparedPage>('preparePage', task, signal);
    await warming;
    const shares = Array.from({ length: threads }, (_, thread) =>
      page.lines.filter((_, index) => index % threads === thread),
    );
    const words = await Promise.all(
      shares.map((lines) => pool.run<readonly Word[]>('readLines', lines, signal)),
    );
    const { width, height, qrCodes } = page;
    return { width, height, words: [...page.words, ...words.flat()], ...(qrCodes.length > 0 && { qrCodes }) };
  }

  /** While one thread prepares the page, the other loads its engine. A failure shows again when lines are read. */
  async function warmUp(signal: AbortSignal): Promise<void> {
    if (threads > 1) await pool.run('warmUp', undefined, signal).catch(() => undefined);
  }

  return {
    async readLayouts(file, signal) {
      const { path, mimeType, firstPageNumber } = file;
      await checkReadable(file);
      if (mimeType !== 'application/pdf') {
        return [await onPage(firstPageNumber, readPicture({ path }, signal))];
      }
      const known = await onPage(
        firstPageNumber,
        runTask<readonly (PageLayout | undefined)[]>('readPdf', { path }, signal),
      );
      const layouts: PageLayout[] = [];
      for (const [index, layout] of known.entries()) {
        const picture = { path, pdfPageIndex: index };
        layouts.push(layout ?? (await onPage(firstPageNumber + index, readPicture(picture, signal))));
      }
      return layouts;
    },
  };
}

async function checkReadable({ path, mimeType, firstPageNumber }: PageToRead): Promise<void> {
  if (mimeType === 'image/heic' || mimeType === 'image/heif') {
    throw new ScanError('page_unreadable', 'HEIC can only be read by Gemini: no decoder is installed', {
      pageNumber: firstPageNumber,
    });
  }
  await access(path).catch((cause: unknown) => {
    throw new ScanError('disk_unavailable', 'A stored page can no longer be read', { cause });
  });
}

async function onPage<T>(pageNumber: number, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    throw new ScanError(error.code, error.message, { pageNumber, cause: error.cause });
  }
}
