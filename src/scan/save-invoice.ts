/** Saves a checked scan: one scan, one row, one invoice once, and for as long as the sheet needs to come back. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ScanError } from '../errors.ts';
import type { KnownParties } from './known-parties.ts';
import { formatLocalDate } from './local-time.ts';
import { findParties } from './master-rows.ts';
import type { InvoiceSheet, SheetRow, TabKey } from './ports.ts';
import { askReview } from './review.ts';
import type { SavedInvoice, SavedInvoices } from './saved-invoices.ts';
import { type CheckedInvoice, moveTo, type Scan, saveScan } from './scan.ts';
import type { ScanStore } from './scan-store.ts';
import { buildDiscardRow, buildSheetRows, type RowContext } from './sheet-rows.ts';

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
  readonly savedInvoices: SavedInvoices;
  readonly knownParties: KnownParties;
  readonly rows: Omit<RowContext, 'now' | 'findParty'>;
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

/**
 * Resolves when the scan is `saved`, or `duplicate`, or waits for its user because the invoice is saved already. Throws
 * what only a person can mend, or the signal's reason.
 */
export type SaveInvoice = (scanId: string, signal: AbortSignal) => Promise<void>;

export function createSaveInvoice(deps: SaveInvoiceDeps): SaveInvoice {
  const { store, sheet, savedInvoices, knownParties, retry, now, log } = deps;

  /**
   * Says on disk that a row may exist before it can, and looks for one wherever that has been said before. Gives the
   * saved invoice that this one repeats, if there is one; nothing is saved then.
   */
  async function trySave({ scanId, signal, unsettledUntilMs }: Try): Promise<SavedInvoice | undefined> {
    const wasTried = store.get(scanId)?.saveTried;
    const scan = await store.update(scanId, (current) => moveTo(current, 'saving'));
    if (wasTried && (await sheet.findScan(scanId, signal, tabOf(scan)))) return undefined;
    if (now().getTime() < unsettledUntilMs) {
      throw new ScanError('sheet_outcome_unknown', 'the write may still be on its way');
    }
    const duplicateOf = await findDuplicate(scan, signal);
    if (duplicateOf) return duplicateOf;
    // What is known of a business is written together with what is new.
    await knownParties.load(signal);
    await store.update(scanId, (current) => ({ ...current, saveTried: true }));
    await sheet.appendRows(rowsOf(scan), signal);
    return undefined;
  }

  async function findDuplicate(scan: Scan, signal: AbortSignal): Promise<SavedInvoice | undefined> {
    const fingerprint = scan.checked?.fingerprint;
    const isAnswered = scan.discarded !== undefined || scan.savedAgain?.fingerprint === fingerprint;
    return isAnswered ? undefined : savedInvoices.find({ fingerprint, scanId: scan.scanId }, signal);
  }

  function rowsOf(scan: Scan): readonly SheetRow[] {
    if (!scan.checked) throw new ScanError('internal', `scan ${scan.scanId} has nothing to save`);
    const context = { ...deps.rows, findParty: knownParties.find, now: now() };
    return scan.discarded
      ? [buildDiscardRow(scan, scan.discarded.reason, context)]
      : buildSheetRows(scan, scan.checked, context);
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

  async function keepTrying(scanId: string, signal: AbortSignal): Promise<SavedInvoice | undefined> {
    let unsettledUntilMs = 0;
    for (let failures = 1; ; failures++) {
      try {
        return await trySave({ scanId, signal, unsettledUntilMs });
      } catch (error) {
        if (signal.aborted || !isWorthWaiting(error)) throw error;
        const isUnknown = error.code === 'sheet_outcome_unknown';
        if (isUnknown && unsettledUntilMs === 0) unsettledUntilMs = now().getTime() + retry.settleMs;
        await waitForSheet({ scanId, failures, error, signal });
      }
    }
  }

  async function save(scanId: string, signal: AbortSignal): Promise<void> {
    const startedAt = now();
    const duplicateOf = await keepTrying(scanId, signal);
    const endedAt = now();
    const sheetsTimeMs = endedAt.getTime() - startedAt.getTime();
    const scan = await store.update(scanId, (current) =>
      duplicateOf
        ? askReview(current, { now: endedAt, duplicateOf })
        : saveScan(current, { now: endedAt, sheetsTimeMs }),
    );
    if (scan.state === 'saved') remember(scan);
  }

  function remember({ scanId, checked, endedAt }: Scan): void {
    if (checked) learnParties(checked);
    if (checked?.fingerprint === undefined) return;
    const savedOn = formatLocalDate(new Date(endedAt ?? now()), deps.rows.timeZone);
    savedInvoices.add(checked.fingerprint, { scanId, savedOn });
  }

  function learnParties({ invoice, bankAccounts }: CheckedInvoice): void {
    for (const { gstin, name, isSeller } of findParties(invoice.header, deps.rows.businessGstins)) {
      knownParties.learn(gstin, { name, bankAccounts: isSeller ? bankAccounts : [] });
    }
  }

  // Of two scans of one invoice the second looks only once the first has ended: there is one row then, and one question.
  return (scanId, signal) =>
    savedInvoices.inTurn(store.get(scanId)?.checked?.fingerprint, signal, () => save(scanId, signal));
}

function tabOf({ discarded }: Scan): TabKey {
  return discarded ? 'duplicateAttempts' : 'invoiceHeader';
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
