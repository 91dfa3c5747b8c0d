/** The files that are being read just now, ahead of their user's "done" or after it: none is read by two at once. */
import type { Logger } from 'pino';
import { allOrFirstError } from '../../concurrency/all-or-first-error.ts';
import { ScanError } from '../../errors.ts';
import type { InvoiceReader, PageToRead, QrSearch } from '../../reader/invoice-reader.ts';
import type { ModelCall } from '../../usage/model-call.ts';
import type { ScanStore } from '../kept/scan-store.ts';
import type { Scan, ScanFile } from '../value/scan.ts';
import { addFound } from '../value/scan-files.ts';
import { isEnded } from '../value/scan-states.ts';
import { recordCallsOf } from './call-recording.ts';

export interface FileReadsDeps {
  readonly store: ScanStore;
  readonly reader: InvoiceReader;
  /** Looks for QR codes where the reader does not. Never rejects. */
  readonly findCodes?: ((page: PageToRead, signal: AbortSignal) => Promise<QrSearch>) | undefined;
  readonly log: Logger;
}

export interface FileReads {
  /** Begins to read what is neither read nor being read. */
  readAhead(scanId: string): void;
  /**
   * Resolves when every file is read and kept; throws the first error in reading order. One that could not be read
   * ahead is tried again, unless that would only give the same: then its error is thrown now. An abort ends what is under
   * way.
   */
  readAll(scanId: string, signal: AbortSignal): Promise<void>;
  /**
   * The files belong to another scan from now on: what is under way ends there, and is not begun anew; what failed for good
   * fails there.
   */
  move(fromScanId: string, toScanId: string): void;
  /** Ends what is under way; resolves when its calls stand in the scan. */
  stop(scanId: string): Promise<void>;
  /** Resolves when nothing is being read. */
  idle(): Promise<void>;
}

/** Whose file is being read; it may be given to another scan meanwhile. */
interface Holder {
  scanId: string;
}

interface Read {
  readonly holder: Holder;
  readonly abort: AbortController;
  /** Rejects with what the reader threw. */
  readonly done: Promise<void>;
}

export function createFileReads({ store, reader, findCodes, log }: FileReadsDeps): FileReads {
  const reads = new Map<string, Map<string, Read>>();
  /** Final failures of files that were read ahead, until they are told. */
  const failures = new Map<string, Error>();

  function begin(scanId: string, file: ScanFile): Read {
    const abort = new AbortController();
    const holder = { scanId };
    const done = read(holder, file, abort.signal).finally(() => {
      const ofScan = reads.get(holder.scanId);
      ofScan?.delete(file.name);
      if (ofScan?.size === 0) reads.delete(holder.scanId);
    });
    const begun = { holder, abort, done };
    note(file.name, begun);
    return begun;
  }

  function note(name: string, begun: Read): void {
    const { scanId } = begun.holder;
    reads.set(scanId, (reads.get(scanId) ?? new Map<string, Read>()).set(name, begun));
  }

  async function read(holder: Holder, file: ScanFile, signal: AbortSignal): Promise<void> {
    const page = { ...file, read: () => store.readFile(holder.scanId, file.name) };
    const keep = (found: Pick<ScanFile, 'reading' | 'qr'>) =>
      store.update(holder.scanId, (current) => addFound(current, file.name, found));
    const searching = file.qr ? undefined : findCodes?.(page, signal);
    if (!file.reading) {
      const recordCall = (call: ModelCall) => recordCallsOf(store, holder.scanId)(call);
      const options = { signal, recordCall, customerId: store.get(holder.scanId)?.customerId };
      // Paid for, so it does not wait for the codes.
      await keep({ reading: await reader.readPage(page, options) });
    }
    const qr = await searching;
    signal.throwIfAborted();
    if (qr) await keep({ qr });
  }

  function unreadOf(scanId: string): readonly ScanFile[] {
    const files = store.get(scanId)?.files ?? [];
    return files.filter(({ reading, qr }) => !reading || (!qr && findCodes));
  }

  async function joinOrBegin(scanId: string, file: ScanFile): Promise<void> {
    const key = keyOf(scanId, file);
    const failure = failures.get(key);
    failures.delete(key);
    if (failure) throw failure;
    await (reads.get(scanId)?.get(file.name) ?? begin(scanId, file)).done;
  }

  /** Kept only while their scan may still ask for it. */
  function keepFailure(scanId: string, file: ScanFile, error: unknown): void {
    log.info({ scanId, err: error }, 'A page could not be read ahead');
    const isFinal = error instanceof ScanError && !error.retryable;
    if (isFinal && store.get(scanId)?.state === 'collecting') failures.set(keyOf(scanId, file), error);
  }

  function forgetFailures({ scanId, files }: Scan): void {
    for (const file of files) failures.delete(keyOf(scanId, file));
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
      for (const file of unreadOf(scanId)) {
        if (reads.get(scanId)?.has(file.name)) continue;
        begin(scanId, file).done.catch((error: unknown) => keepFailure(scanId, file, error));
      }
    },

    async readAll(scanId, signal) {
      signal.throwIfAborted();
      const end = () => void stop(scanId, signal.reason);
      signal.addEventListener('abort', end);
      try {
        await allOrFirstError(unreadOf(scanId).map((file) => joinOrBegin(scanId, file)));
      } finally {
        signal.removeEventListener('abort', end);
      }
    },

    move(fromScanId, toScanId) {
      const moved = reads.get(fromScanId) ?? [];
      reads.delete(fromScanId);
      for (const [name, begun] of moved) {
        begun.holder.scanId = toScanId;
        note(name, begun);
      }
      for (const file of store.get(fromScanId)?.files ?? []) {
        const failure = failures.get(keyOf(fromScanId, file));
        if (failure) failures.set(keyOf(toScanId, file), failure);
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

function keyOf(scanId: string, { name }: ScanFile): string {
  return `${scanId}/${name}`;
}
