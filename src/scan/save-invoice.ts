/** Saves a checked scan: one scan, one row, whatever happens, and for as long as the sheet needs to come back. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ScanError } from '../errors.ts';
import type { InvoiceSheet } from './ports.ts';
import { moveTo, type Scan, saveScan } from './scan.ts';
import type { ScanStore } from './scan-store.ts';
import { buildSheetRows, type RowContext } from './sheet-rows.ts';

export interface SaveRetry {
  /** Wait after the first failure; it doubles from there. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** So long a write that nobody heard of again may still be applied: until then its row is only looked for. */
  readonly settleMs: number;
}

export interface SaveInvoiceDeps {
  readonly store: ScanStore;
  readonly sheet: InvoiceSheet;
  readonly rows: Omit<RowContext, 'now'>;
  readonly retry: SaveRetry;
  readonly now: () => Date;
  readonly log: Logger;
}

interface Try {
  readonly scanId: string;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch; 0 if no write is open. */
  readonly unsettledUntilMs: number;
}

interface Failure {
  readonly scanId: string;
  /** How often in a row, this one included. */
  readonly failures: number;
  readonly error: ScanError;
  readonly signal: AbortSignal;
}

/** Resolves when the scan is `saved`. Throws what only a person can mend, or the signal's reason. */
export type SaveInvoice = (scanId: string, signal: AbortSignal) => Promise<void>;

export function createSaveInvoice({ store, sheet, rows, retry, now, log }: SaveInvoiceDeps): SaveInvoice {
  /** Says on disk that a row may exist before it can, and looks for one wherever that has been said before. */
  async function trySave({ scanId, signal, unsettledUntilMs }: Try): Promise<void> {
    const wasTried = store.get(scanId)?.saveTried;
    const scan = await store.update(scanId, (current) => ({ ...moveTo(current, 'saving'), saveTried: true }));
    if (wasTried && (await sheet.findScan(scanId, signal))) return;
    if (now().getTime() < unsettledUntilMs) {
      throw new ScanError('sheet_outcome_unknown', 'the write may still be on its way');
    }
    if (!scan.checked) throw new ScanError('internal', `scan ${scanId} has nothing to save`);
    await sheet.appendRows(buildSheetRows(scan, scan.checked, { ...rows, now: now() }), signal);
  }

  async function waitForSheet({ scanId, failures, error, signal }: Failure): Promise<void> {
    const delayMs = Math.max(calculateDelayMs(retry, failures), error.retryAfterMs ?? 0);
    log.warn(
      { scanId, code: error.code, failures, delayMs, err: error },
      'Sheet not reached; the invoice waits',
    );
    await store.update(scanId, (scan) => markWaiting(scan, now()));
    await delay(delayMs, undefined, { signal });
  }

  return async (scanId, signal) => {
    const startedAt = now();
    let unsettledUntilMs = 0;
    for (let failures = 1; ; failures++) {
      try {
        await trySave({ scanId, signal, unsettledUntilMs });
        break;
      } catch (error) {
        if (signal.aborted || !isWorthWaiting(error)) throw error;
        const isUnknown = error.code === 'sheet_outcome_unknown';
        if (isUnknown && unsettledUntilMs === 0) unsettledUntilMs = now().getTime() + retry.settleMs;
        await waitForSheet({ scanId, failures, error, signal });
      }
    }
    const endedAt = now();
    const sheetsTimeMs = endedAt.getTime() - startedAt.getTime();
    await store.update(scanId, (scan) => saveScan(scan, { now: endedAt, sheetsTimeMs }));
  };
}

function isWorthWaiting(error: unknown): error is ScanError {
  return error instanceof ScanError && (error.retryable || error.code === 'sheet_outcome_unknown');
}

function markWaiting(scan: Scan, now: Date): Scan {
  return scan.waitingForSheet ? scan : { ...scan, waitingForSheet: { since: now.toISOString() } };
}

/** Doubles with every failure; half of it is chance, so that waiting scans don't come back all at once. */
function calculateDelayMs({ firstDelayMs, maxDelayMs }: SaveRetry, failures: number): number {
  const fullMs = Math.min(maxDelayMs, firstDelayMs * 2 ** (failures - 1));
  return fullMs / 2 + (Math.random() * fullMs) / 2;
}
