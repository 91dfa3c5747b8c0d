/** Saves a checked scan: one scan, one row, one invoice once, and for as long as the sheet needs to come back. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ScanError } from '../../errors.ts';
import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import { formatLocalDate } from '../../local-time.ts';
import type { InvoiceSheet, SheetRow, TabKey } from '../../sheet/invoice-sheet.ts';
import type { KnownParties } from '../../sheet/known-parties.ts';
import { findParties } from '../../sheet/master-rows.ts';
import type { SavedInvoice, SavedInvoices } from '../../sheet/saved-invoices.ts';
import {
  calculateDelayMs,
  createSheetLine,
  endingIn,
  type LinePace,
  type Result,
  type Sent,
  willMend,
} from '../../sheet/sheet-line.ts';
import type { ScanStore } from '../kept/scan-store.ts';
import { askReview } from '../value/review.ts';
import { moveTo, type Scan, saveScan } from '../value/scan.ts';
import { buildDiscardRow, buildSheetRows, type RowContext } from './sheet-rows.ts';

export interface SaveRetry extends LinePace {
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

interface Attempt {
  readonly signal: AbortSignal;
  /**
   * An earlier process, or an earlier try of the user's, may have left its row: true until that was looked for. Of tries since it is
   * known what became of them, once they are settled; a look for each would hold up the line.
   */
  mayBeThere: boolean;
}

/**
 * Resolves when the scan is `saved`, or `duplicate`, or waits for its user because the invoice is saved already. Throws
 * what only a person can mend, or the signal's reason.
 */
export type SaveInvoice = (scanId: string, signal: AbortSignal) => Promise<void>;

export function createSaveInvoice(deps: SaveInvoiceDeps): SaveInvoice {
  const { store, sheet, savedInvoices, knownParties, retry, now, log } = deps;
  const line = createSheetLine(retry, log);

  /**
   * Says on disk that a row may exist before it can, and looks for one where `mayBeThere`. Comes to the saved invoice that
   * this one repeats, if there is one; nothing is saved then.
   */
  async function send(scanId: string, attempt: Attempt): Promise<Sent<SavedInvoice | undefined>> {
    const { signal } = attempt;
    const scan = await store.update(scanId, (current) => moveTo(current, 'saving'));
    if (attempt.mayBeThere && (await sheet.findScan(scanId, signal, tabOf(scan)))) return endingIn(undefined);
    attempt.mayBeThere = false;
    const duplicateOf = await findDuplicate(scan, signal);
    if (duplicateOf) return endingIn(duplicateOf);
    // What is known of a business is written together with what is new.
    await knownParties.load(signal);
    await store.update(scanId, (current) => ({ ...current, saveTried: true }));
    return { outcome: sheet.appendRows(rowsOf(scan), signal).then(() => undefined) };
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

  /** For its user to see; a disk that can't take it stops nothing. */
  function markWaiting(scanId: string): void {
    store
      .update(scanId, (scan) => startWaiting(scan, now()))
      .catch((error: unknown) => log.warn({ scanId, err: error }, 'A wait for the sheet could not be noted'));
  }

  /** Looks for the row that a write without an answer may have left, for as long as it may still come. */
  async function settle(scanId: string, signal: AbortSignal): Promise<Result<undefined> | undefined> {
    const settledAtMs = now().getTime() + retry.settleMs;
    let [looks, unanswered] = [1, 0];
    for (;;) {
      const leftMs = settledAtMs - now().getTime();
      const delayMs = calculateDelayMs(retry, unanswered || looks);
      await delay(leftMs > 0 ? Math.min(leftMs, delayMs) : delayMs, undefined, { signal });
      const isSettled = now().getTime() >= settledAtMs;
      const isThere = await isInSheet(scanId, signal);
      if (isThere) return { value: undefined };
      // The last look is made when nothing can come any more, and has to be an answer.
      if (isThere === false && isSettled) return undefined;
      looks++;
      unanswered = isThere === undefined ? unanswered + 1 : 0;
    }
  }

  /** Undefined where the sheet does not tell. */
  async function isInSheet(scanId: string, signal: AbortSignal): Promise<boolean | undefined> {
    const scan = store.get(scanId);
    try {
      return scan !== undefined && (await sheet.findScan(scanId, signal, tabOf(scan))) !== undefined;
    } catch (error) {
      if (signal.aborted || !willMend(error)) throw error;
      return undefined;
    }
  }

  function keepTrying(scanId: string, signal: AbortSignal): Promise<SavedInvoice | undefined> {
    const scan = store.get(scanId);
    const attempt: Attempt = { signal, mayBeThere: scan?.saveTried === true };
    return line.send({
      doneAtMs: new Date(scan?.queuedAt ?? 0).getTime(),
      hasWaited: scan?.waitingForSheet !== undefined,
      signal,
      send: () => send(scanId, attempt),
      settle: (settleSignal) => settle(scanId, settleSignal),
      onWait: () => markWaiting(scanId),
    });
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

/** Nothing but the save is left to do, so it can't be cancelled any more. */
function startWaiting(scan: Scan, now: Date): Scan {
  const saving = moveTo(scan, 'saving');
  return saving.waitingForSheet ? saving : { ...saving, waitingForSheet: { since: now.toISOString() } };
}
