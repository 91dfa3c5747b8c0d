/** What Prometheus is told. The only file that knows prom-client. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface VendorCall {
  /** `gemini`, `telegram`, `google_sheets`, `csv` … */
  readonly vendor: string;
  /** What was asked for; few different ones. */
  readonly operation: string;
  /** `ok`, or what went wrong; few different ones. */
  readonly code: string;
  /** Undefined where the time says nothing, as that of a long poll. */
  readonly durationMs: number | undefined;
}

export interface LedgerHealth {
  readonly waiting: number;
  readonly tracked: number;
  readonly lost: number;
  readonly errors: number;
}

/** Asked at every reading. */
export interface MetricsSources {
  /** How many scans are open, by state. */
  readonly openScans: () => ReadonlyMap<string, number>;
  /** Undefined while usage is not tracked. */
  readonly ledger: () => LedgerHealth | undefined;
}

export interface Metrics {
  /** `durationMs`: from /done to the end, without the time of a review; undefined for a draft that was dropped. */
  countScanEnd(end: { readonly state: string; readonly durationMs: number | undefined }): void;
  countPagesRead(pages: number): void;
  countCall(call: VendorCall): void;
  setReaderDown(isDown: boolean): void;
  /** The text format of Prometheus. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

const SCAN_SECONDS = [0.5, 1, 2, 3, 5, 8, 13, 21, 34, 60, 120, 300, 900];
const CALL_SECONDS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60];

/** Beside the counts of this program those of the process: memory, event loop lag, garbage collection. */
export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  createSourceGauges(sources, registers);
  const scans = new Counter({
    name: 'gst_scans_ended_total',
    help: 'Scans that ended, by how; one that failed and is tried again counts again',
    labelNames: ['state'] as const,
    registers,
  });
  const scanSeconds = new Histogram({
    name: 'gst_scan_duration_seconds',
    help: 'Time from /done to the end of a scan, without the time of a review',
    labelNames: ['state'] as const,
    buckets: SCAN_SECONDS,
    registers,
  });
  const pages = new Counter({ name: 'gst_pages_read_total', help: 'Pages that were read', registers });
  const calls = new Counter({
    name: 'gst_vendor_calls_total',
    help: 'Calls to vendors, each try apart; code is ok or what went wrong',
    labelNames: ['vendor', 'operation', 'code'] as const,
    registers,
  });
  const callSeconds = new Histogram({
    name: 'gst_vendor_call_duration_seconds',
    help: 'Time that calls to vendors took, failed ones too',
    labelNames: ['vendor', 'operation'] as const,
    buckets: CALL_SECONDS,
    registers,
  });

  const readerDown = new Gauge({
    name: 'gst_reader_down',
    help: '1 while the model that reads pages is down and nobody calls it',
    registers,
  });

  return {
    setReaderDown: (isDown) => readerDown.set(Number(isDown)),
    countScanEnd({ state, durationMs }) {
      scans.inc({ state });
      if (durationMs !== undefined) scanSeconds.observe({ state }, durationMs / 1000);
    },
    countPagesRead: (count) => pages.inc(count),
    countCall({ vendor, operation, code, durationMs }) {
      calls.inc({ vendor, operation, code });
      if (durationMs !== undefined) callSeconds.observe({ vendor, operation }, durationMs / 1000);
    },
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function createSourceGauges({ openScans, ledger }: MetricsSources, registers: Registry[]): void {
  new Gauge({
    name: 'gst_scans_open',
    help: 'Scans that are open, by state; queued ones wait for their turn',
    labelNames: ['state'] as const,
    registers,
    collect() {
      this.reset();
      for (const [state, count] of openScans()) this.set({ state }, count);
    },
  });
  const figures = {
    gst_ledger_waiting: ['Scans whose usage is not on disk yet', 'waiting'],
    gst_ledger_tracked: ['Scans whose usage was written since the start', 'tracked'],
    gst_ledger_lost: ['Scans whose usage was given up since the start', 'lost'],
    gst_ledger_errors: ['Faults of usage tracking since the start', 'errors'],
  } as const;
  for (const [name, [help, key]] of Object.entries(figures)) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const health = ledger();
        if (health) this.set(health[key]);
      },
    });
  }
}
