/** Reads invoices on this machine: no account, no network, no cost. */
import PQueue from 'p-queue';
import { createTaskPool, findTasks } from '../concurrency/task-pool.ts';
import { takeTurn } from '../concurrency/turns.ts';
import {
  type CallOptions,
  type InvoiceReader,
  PAGE_SEPARATOR,
  type PageLayout,
  type PageReading,
} from '../reader/invoice-reader.ts';
import { recordWork } from './call-records.ts';
import { createFileReader } from './file-reader.ts';
import { joinSearches } from './qr-searches.ts';

export interface LocalReaderOptions {
  /** Worker threads, which share the rows of a page; each takes about 150 MB while it works. Default 2. */
  readonly threads?: number;
  /** Threads without work are ended after so long, and their memory freed. Default 60,000. */
  readonly idleMs?: number;
  /** For one step of one page. Default 60,000. */
  readonly taskTimeoutMs?: number;
  /** Milliseconds since the epoch. Default: the system's clock. */
  readonly now?: () => number;
}

export interface LocalReader extends InvoiceReader {
  /** Ends what runs; its calls reject. */
  close(): Promise<void>;
}

/**
 * Nothing is loaded before the first page. Errors: `page_unreadable` (a broken file, or HEIC, for which there is no
 * decoder), `disk_unavailable`, `internal` (a worker thread died).
 */
export function createLocalReader(options: LocalReaderOptions = {}): LocalReader {
  const { threads = 2, idleMs = 60_000, taskTimeoutMs = 60_000, now = () => Date.now() } = options;
  const pool = createTaskPool({
    tasks: findTasks('ocr-tasks', import.meta.url),
    maxThreads: threads,
    idleMs,
    taskTimeoutMs,
  });
  const files = createFileReader({ pool, threads });
  // As many files at once as there are threads: more would only hold memory.
  const turns = new PQueue({ concurrency: threads });

  return {
    readPage(page, callOptions) {
      const { signal } = callOptions;
      const work = async () => {
        const read = await files.readPages(page, signal);
        const pages = read.map(({ layout }) => layout);
        const texts = await pool.run<readonly string[]>('layOutTexts', pages, signal);
        return { text: texts.join(PAGE_SEPARATOR), pages, qr: joinSearches(read.map(({ qr }) => qr)) };
      };
      return takeTurn(turns, () => recordWork({ operation: 'ocr', page, work }, callOptions, now), {
        signal,
      });
    },

    parseHeader(pages, callOptions) {
      const codes = pages.flatMap(({ qr }) => qr?.texts ?? []);
      const input = { pages: gatherLayouts(pages), codes };
      return parse({ operation: 'parse_header', task: 'findHeaderFields', input }, callOptions);
    },

    parseLines(pages, callOptions) {
      return parse({ operation: 'parse_lines', task: 'findLines', input: gatherLayouts(pages) }, callOptions);
    },

    close: () => pool.close(),
  };

  /** Choosing among the ways to read a long table takes so long that other chats would notice: threads do it. */
  async function parse<T>({ operation, task, input }: Parse, callOptions: CallOptions): Promise<T> {
    const { signal } = callOptions;
    signal.throwIfAborted();
    const work = () => pool.run<T>(task, input, signal);
    return recordWork({ operation, work }, callOptions, now);
  }
}

interface Parse {
  readonly operation: 'parse_header' | 'parse_lines';
  readonly task: 'findHeaderFields' | 'findLines';
  readonly input: unknown;
}

function gatherLayouts(readings: readonly PageReading[]): readonly PageLayout[] {
  return readings.flatMap(({ pages }) => pages ?? []);
}
