/** Counts the pages of PDFs in a worker thread, where a file that was made to harm can neither end the bot nor hold it up. */
import { createTaskPool, findTasks } from '../concurrency/task-pool.ts';
import type { PdfCount } from './pdf-tasks.ts';

/** Of one file; a sound one of 20 MB takes a fraction of a second. */
const TIMEOUT_MS = 10_000;
const IDLE_MS = 30_000;

export interface PdfPageCount {
  /** `damaged` also where it can't be told in time. */
  count(bytes: Uint8Array): Promise<PdfCount>;
  /** Ends the thread, and what it does; that rejects. */
  close(): Promise<void>;
}

export function createPdfPageCount(): PdfPageCount {
  const pool = createTaskPool({
    tasks: findTasks('pdf-tasks', import.meta.url),
    maxThreads: 1,
    idleMs: IDLE_MS,
    taskTimeoutMs: TIMEOUT_MS,
  });
  const never = new AbortController().signal;
  let isClosed = false;
  return {
    async count(bytes) {
      try {
        return await pool.run<PdfCount>('countPages', bytes, never);
      } catch (error) {
        // What was interrupted says nothing about the file.
        if (isClosed) throw error;
        return 'damaged';
      }
    },
    close() {
      isClosed = true;
      return pool.close();
    },
  };
}
