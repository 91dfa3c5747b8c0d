/** Watches the rooms for whoever asks how the bot is; where HEALTH_PORT is not set, nobody does and nothing is counted. */
import type { Logger } from 'pino';
import type { ApiCallEnd } from '../bot/api-calls.ts';
import type { Config } from '../config/config.ts';
import { ScanError } from '../errors.ts';
import type { LedgerHealth, Metrics } from '../health/metrics.ts';
import { createReadiness, type Readiness } from '../health/readiness.ts';
import type { ScanStore } from '../scan/kept/scan-store.ts';
import type { Scan } from '../scan/value/scan.ts';
import { countPagesRead } from '../scan/value/scan-files.ts';
import { isEnded } from '../scan/value/scan-states.ts';
import { calculateProcessingMs } from '../scan/value/scan-steps.ts';
import type { InvoiceSheet } from '../sheet/invoice-sheet.ts';

export interface HealthWatch {
  readonly readiness: Readiness;
  watchStore(store: ScanStore): void;
  watchLedger(ledger: () => LedgerHealth): void;
  watchSheet(sheet: InvoiceSheet, vendor: string): InvoiceSheet;
  noteTelegramCall(call: ApiCallEnd): void;
  noteReaderDown(isDown: boolean): void;
  close(): Promise<void>;
}

/** A long poll lasts as long as nobody writes. */
const WAITS_FOR_PEOPLE = 'getUpdates';

/** Throws `PortError`. */
export async function startHealthWatch(
  { health, telegram, gemini }: Config,
  log: Logger,
): Promise<HealthWatch> {
  let openScans: () => readonly Scan[] = () => [];
  let ledger: () => LedgerHealth | undefined = () => undefined;
  const readiness = createReadiness();
  const sources = { openScans: () => countByState(openScans()), ledger: () => ledger() };
  const metrics = health && (await import('../health/metrics.ts')).createMetrics(sources);
  const server = health && metrics && (await serve());
  /** The calls that show whether updates can come. */
  const linkMethods = telegram?.webhook ? ['setWebhook'] : ['getMe', 'getUpdates'];

  async function serve() {
    if (!health || !metrics) return undefined;
    const { startHealthServer } = await import('../health/health-server.ts');
    const onFault = (error: unknown) => log.error({ err: error }, 'The state of health could not be told');
    const started = await startHealthServer({ ...health, readiness, metrics, onFault });
    started.unref();
    log.info({ url: started.url }, 'Health is served');
    return started;
  }

  return {
    readiness,
    watchStore(store) {
      openScans = store.all;
      readiness.set('store', undefined);
      if (metrics) store.subscribe(createScanCount(metrics, gemini ? 'gemini' : 'local_ocr'));
    },
    watchLedger(source) {
      ledger = source;
    },
    watchSheet: (sheet, vendor) => (metrics ? watchSheet(sheet, vendor, metrics) : sheet),
    noteTelegramCall({ method, code, durationMs }) {
      const time = method === WAITS_FOR_PEOPLE ? undefined : durationMs;
      metrics?.countCall({ vendor: 'telegram', operation: method, code, durationMs: time });
      if (code === 'aborted' || !linkMethods.includes(method)) return;
      readiness.set(
        'telegram',
        code === 'ok' ? undefined : `Telegram does not let updates through (${code})`,
      );
    },
    noteReaderDown: (isDown) => metrics?.setReaderDown(isDown),
    async close() {
      await server?.close();
    },
  };
}

/** `reader`: who reads the pages. */
function createScanCount(metrics: Metrics, reader: string): (scan: Scan, previous: Scan) => void {
  return (scan, previous) => {
    const pagesRead = countPagesRead(scan) - countPagesRead(previous);
    if (pagesRead > 0) metrics.countPagesRead(pagesRead);
    for (const call of scan.calls.slice(previous.calls.length)) {
      metrics.countCall({
        vendor: reader,
        operation: call.operation,
        code: call.status === 'success' ? 'ok' : (call.errorCode ?? call.status),
        durationMs: call.processingTimeMs,
      });
    }
    if (!isEnded(scan) || isEnded(previous)) return;
    const { state, queuedAt, end } = scan;
    const durationMs = queuedAt === undefined ? undefined : calculateProcessingMs(scan, new Date(end.at));
    metrics.countScanEnd({ state, durationMs });
  };
}

function watchSheet(sheet: InvoiceSheet, vendor: string, metrics: Metrics): InvoiceSheet {
  async function timed<T>(operation: string, work: () => Promise<T>): Promise<T> {
    const startMs = performance.now();
    const count = (code: string) =>
      metrics.countCall({ vendor, operation, code, durationMs: performance.now() - startMs });
    try {
      const result = await work();
      count('ok');
      return result;
    } catch (error) {
      count(error instanceof ScanError ? error.code : 'aborted');
      throw error;
    }
  }
  return {
    appendRows: (rows, signal) => timed('append', () => sheet.appendRows(rows, signal)),
    findScan: (scanId, signal, tab) => timed('find', () => sheet.findScan(scanId, signal, tab)),
    readColumns: (tab, columns, signal) => timed('read', () => sheet.readColumns(tab, columns, signal)),
  };
}

function countByState(scans: readonly Scan[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { state } of scans) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}
