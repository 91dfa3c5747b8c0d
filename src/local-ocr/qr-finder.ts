/** Looks for QR codes on pages whose text is read elsewhere, in worker threads of its own. */
import PQueue from 'p-queue';
import { createTaskPool, findTasks } from '../concurrency/task-pool.ts';
import { takeTurn } from '../concurrency/turns.ts';
import type { PageToRead, QrSearch } from '../reader/invoice-reader.ts';
import type { PageTask } from './page-picture.ts';
import { joinSearches } from './qr-searches.ts';
import { shareBytes } from './shared-bytes.ts';
import type { TaskResult } from './task-result.ts';

export interface QrFinderOptions {
  /** Worker threads; each takes about 80 MB while it works. Default 2. */
  readonly threads?: number;
  /** Threads without work are ended after so long, and their memory freed. Default 60,000. */
  readonly idleMs?: number;
  /** For one page. Default 10,000. */
  readonly taskTimeoutMs?: number;
}

export interface QrFinder {
  /**
   * Undefined for a file that can't be looked at here: HEIC, for which there is no decoder, or a broken one. Rejects with
   * the signal's reason, or a `ScanError` if a thread died or the disk gives no bytes.
   */
  find(file: PageToRead, signal: AbortSignal): Promise<QrSearch | undefined>;
  /** Ends what runs; its calls reject. */
  close(): Promise<void>;
}

export function createQrFinder(options: QrFinderOptions = {}): QrFinder {
  const { threads = 2, idleMs = 60_000, taskTimeoutMs = 10_000 } = options;
  const pool = createTaskPool({
    tasks: findTasks('qr-tasks', import.meta.url),
    maxThreads: threads,
    idleMs,
    taskTimeoutMs,
  });

  // As many files at once as there are threads: more would only hold memory.
  const turns = new PQueue({ concurrency: threads });

  async function search(file: PageToRead, signal: AbortSignal): Promise<QrSearch | undefined> {
    const pages = await loadPages(file);
    const results = await Promise.all(
      pages.map((page) => pool.run<TaskResult<QrSearch>>('findQrCodes', page, signal)),
    );
    const searches = results.flatMap((result) => ('value' in result ? [result.value] : []));
    return searches.length === 0 ? undefined : joinSearches(searches);
  }

  return {
    find: (file, signal) => takeTurn(turns, () => search(file, signal), { signal }),
    close: () => pool.close(),
  };
}

async function loadPages({ mimeType, pageCount, read }: PageToRead): Promise<readonly PageTask[]> {
  const bytes = await read();
  if (mimeType !== 'application/pdf') return [{ bytes }];
  const shared = shareBytes(bytes);
  return Array.from({ length: pageCount }, (_, pdfPageIndex) => ({ bytes: shared, pdfPageIndex }));
}
