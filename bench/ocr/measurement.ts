/** Reads drawn invoices and measures: what was right, how long it took, what it cost the machine. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DrawnInvoice } from '../../papers/drawn-invoices.ts';
import { type InvoiceScore, scoreInvoice } from '../../papers/measures/score.ts';
import { createPageFiles, type FileKind, type PageFilesOptions } from '../../papers/photos/page-files.ts';
import type { LocalReader } from '../../src/local-ocr/local-reader.ts';
import type { CallOptions, PageReading } from '../../src/reader/invoice-reader.ts';

export interface Measurement {
  readonly slug: string;
  readonly kind: FileKind;
  readonly score: InvoiceScore;
  /** From file to text, each page by itself. */
  readonly secondsPerPage: number;
  /** Of all threads together: does not depend on what else the machine does. */
  readonly cpuSecondsPerPage: number;
  readonly parseSeconds: number;
}

const callOptions: CallOptions = { signal: new AbortController().signal, recordCall: () => undefined };

export async function measureInvoice(
  reader: LocalReader,
  invoice: DrawnInvoice,
  options: PageFilesOptions,
): Promise<Measurement> {
  const files = await createPageFiles(invoice, options);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const readings: PageReading[] = [];
  for (const file of files) readings.push(await reader.readPage(file, callOptions));
  const readAt = performance.now();
  const cpu = process.cpuUsage(cpuBefore);
  const header = await reader.parseHeader(readings, callOptions);
  const lines = await reader.parseLines(readings, callOptions);
  const pageCount = invoice.pictures.length;
  return {
    slug: invoice.slug,
    kind: options.kind,
    score: scoreInvoice({ header, lines }, invoice.truth),
    secondsPerPage: (readAt - startedAt) / 1000 / pageCount,
    cpuSecondsPerPage: (cpu.user + cpu.system) / 1e6 / pageCount,
    parseSeconds: (performance.now() - readAt) / 1000,
  };
}

export interface MachineFigures {
  readonly idleRssMb: number;
  readonly peakRssMb: number;
  /** How late the main thread's timers were. */
  readonly eventLoopDelayMs: { readonly p99: number; readonly max: number };
}

/** Watches the process until the returned function is called. */
export function watchMachine(): () => MachineFigures {
  const idleRssMb = readRssMb();
  let peakRssMb = idleRssMb;
  const timer = setInterval(() => {
    peakRssMb = Math.max(peakRssMb, readRssMb());
  }, 50);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  return () => {
    clearInterval(timer);
    delay.disable();
    const eventLoopDelayMs = { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
    return { idleRssMb, peakRssMb, eventLoopDelayMs };
  };
}

function readRssMb(): number {
  return process.memoryUsage.rss() / 1024 ** 2;
}
