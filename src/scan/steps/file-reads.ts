/** The pages that are being read just now, ahead of their user's "done" or after it: none is read by two at once. */
import type { Logger } from 'pino';
import { allOrFirstError } from '../../concurrency/all-or-first-error.ts';
import { ScanError } from '../../errors.ts';
import type { InvoiceReader, PageToRead, QrSearch } from '../../reader/invoice-reader.ts';
import type { ScanStore } from '../kept/scan-store.ts';
import { isEnded, type Scan, type ScanPage } from '../value/scan.ts';
import { addFound, firstPageNumbers } from '../value/scan-files.ts';
import { recordCallsOf } from './call-recording.ts';

export interface PageReadsDeps {
  readonly store: ScanStore;
  readonly reader: InvoiceReader;
  /** Looks for QR codes where the reader does not. Never rejects. */
  readonly findCodes?: ((page: PageToRead, signal: AbortSignal) => Promise<QrSearch>) | undefined;
  readonly log: Logger;
}

export interface PageReads {
  /** Begins to read what is neither read nor being read. */
  readAhead(scanId: string): void;
  /**
   * Resolves when every page is read and on disk; throws the first error in reading order. A page that could not be read
   * ahead is tried again, unless that would only give the same: then its error is thrown now. An abort ends what is under
   * way.
   */
  readAll(scanId: string, signal: AbortSignal): Promise<void>;
  /** Ends what is under way; resolves when its calls stand in the scan. */
  stop(scanId: string): Promise<void>;
  /** Resolves when nothing is being read. */
  idle(): Promise<void>;
}

interface Read {
  readonly abort: AbortController;
  /** Rejects with what the reader threw. */
  readonly done: Promise<void>;
}

type UnreadPage = ScanPage & { readonly firstPageNumber: number };

export function createPageReads({ store, reader, findCodes, log }: PageReadsDeps): PageReads {
  const reads = new Map<string, Map<string, Read>>();
  /** Final failures of pages that were read ahead, by `keyOf` the page, until they are told. */
  const failures = new Map<string, Error>();

  function begin(scanId: string, page: UnreadPage): Read {
    const abort = new AbortController();
    const done = read(scanId, page, abort.signal).finally(() => {
      const ofScan = reads.get(scanId);
      ofScan?.delete(page.file);
      if (ofScan?.size === 0) reads.delete(scanId);
    });
    const begun = { abort, done };
    reads.set(scanId, (reads.get(scanId) ?? new Map<string, Read>()).set(page.file, begun));
    return begun;
  }

  async function read(scanId: string, page: UnreadPage, signal: AbortSignal): Promise<void> {
    const file = { ...page, read: () => store.readPage(scanId, page.file) };
    const keep = (found: Pick<ScanPage, 'reading' | 'qr'>) =>
      store.update(scanId, (current) => addFound(current, page.file, found));
    const searching = page.qr ? undefined : findCodes?.(file, signal);
    if (!page.reading) {
      const options = { signal, recordCall: recordCallsOf(store, scanId) };
      // Paid for, so it does not wait for the codes.
      await keep({ reading: await reader.readPage(file, options) });
    }
    const qr = await searching;
    signal.throwIfAborted();
    if (qr) await keep({ qr });
  }

  function unreadOf(scanId: string): readonly UnreadPage[] {
    const scan = store.get(scanId);
    const firstPages = scan ? firstPageNumbers(scan) : [];
    return (scan?.pages ?? []).flatMap((page, index) => {
      const isDone = page.reading && (page.qr || !findCodes);
      return isDone ? [] : [{ ...page, firstPageNumber: firstPages[index] ?? 1 }];
    });
  }

  async function joinOrBegin(scanId: string, page: UnreadPage): Promise<void> {
    const key = keyOf(scanId, page);
    const failure = failures.get(key);
    failures.delete(key);
    if (failure) throw failure;
    await (reads.get(scanId)?.get(page.file) ?? begin(scanId, page)).done;
  }

  /** Kept only while their scan may still ask for it. */
  function keepFailure(scanId: string, page: UnreadPage, error: unknown): void {
    log.info({ scanId, err: error }, 'A page could not be read ahead');
    const isFinal = error instanceof ScanError && !error.retryable;
    if (isFinal && store.get(scanId)?.state === 'collecting') failures.set(keyOf(scanId, page), error);
  }

  function forgetFailures({ scanId, pages }: Scan): void {
    for (const page of pages) failures.delete(keyOf(scanId, page));
  }
  store.subscribe((scan) => {
    if (failures.size > 0 && isEnded(scan)) forgetFailures(scan);
  });

  async function stop(scanId: string, reason: unknown): Promise<void> {
    const underWay = [...(reads.get(scanId)?.values() ?? [])];
    for (const { abort } of underWay) abort.abort(reason);
    await Promise.allSettled(underWay.map(({ done }) => done));
  }

  return {
    readAhead(scanId) {
      for (const page of unreadOf(scanId)) {
        if (reads.get(scanId)?.has(page.file)) continue;
        begin(scanId, page).done.catch((error: unknown) => keepFailure(scanId, page, error));
      }
    },

    async readAll(scanId, signal) {
      signal.throwIfAborted();
      const end = () => void stop(scanId, signal.reason);
      signal.addEventListener('abort', end);
      try {
        await allOrFirstError(unreadOf(scanId).map((page) => joinOrBegin(scanId, page)));
      } finally {
        signal.removeEventListener('abort', end);
      }
    },

    stop: (scanId) => stop(scanId, new Error('interrupted')),

    async idle() {
      while (reads.size > 0) {
        await Promise.allSettled(
          [...reads.values()].flatMap((ofScan) => [...ofScan.values()].map(({ done }) => done)),
        );
      }
    },
  };
}

function keyOf(scanId: string, { file }: ScanPage): string {
  return `${scanId}/${file}`;
}
