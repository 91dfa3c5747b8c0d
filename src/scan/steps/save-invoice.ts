/** Saves a checked scan: one scan, one row, one invoice once, and for as long as the sheet needs to come back. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import { formatLocalDate } from '../../local-time.ts';
import type { SheetRow, TabKey } from '../../sheet/invoice-sheet.ts';
import { findParties } from '../../sheet/master-rows.ts';
import type { SavedInvoice } from '../../sheet/saved-invoices.ts';
import {
  calculateDelayMs,
  endingIn,
  type LinePace,
  type Result,
  type Sent,
  willMend,
} from '../../sheet/sheet-line.ts';
import type { ScanStore } from '../kept/scan-store.ts';
import { askReview } from '../value/review.ts';
import type { Scan } from '../value/scan.ts';
import { beginSaving, checkedParseOf, saveScan, trySaving, waitForSheet } from '../value/scan-steps.ts';
import type { Workspace, WorkspaceOf } from '../workspace.ts';
import { buildDiscardRow, buildSheetRows, type RowContext } from './sheet-rows.ts';

export interface SaveRetry extends LinePace {
  /** So long a write that nobody heard of again may still be applied: until then its row is only looked for. */
  readonly settleMs: number;
}

export interface SaveInvoiceDeps {
  readonly store: ScanStore;
  readonly workspaceOf: WorkspaceOf;
  readonly rows: Pick<RowContext, 'extractionVersion' | 'timeZone'>;
  readonly retry: SaveRetry;
  readonly now: () => Date;
  readonly log: Logger;
}

/**
 * Resolves when the scan is `saved`, or `duplicate`, or waits for its user because the invoice is saved already. Throws
 * what only a person can mend, or the signal's reason.
 */
export type SaveInvoice = (scan: Scan, signal: AbortSignal) => Promise<void>;

export function createSaveInvoice(deps: SaveInvoiceDeps): SaveInvoice {
  return (scan, signal) => {
    const workspace = deps.workspaceOf(scan.customerId);
    const save = new InvoiceSave({ deps, workspace, scan, signal });
    // Of two scans of one invoice the second looks only once the first has ended: there is one row then, and one question.
    return workspace.savedInvoices.inTurn(scan.parse?.checked?.fingerprint, signal, () => save.run());
  };
}

interface InvoiceSaveOptions {
  readonly deps: SaveInvoiceDeps;
  readonly workspace: Workspace;
  readonly scan: Scan;
  readonly signal: AbortSignal;
}

/** One scan on its way into its customer's sheet. */
class InvoiceSave {
  readonly #deps: SaveInvoiceDeps;
  readonly #workspace: Workspace;
  readonly #scan: Scan;
  readonly #signal: AbortSignal;
  /**
   * An earlier process, or an earlier try of the user's, may have left its row: true until that was looked for. Of tries since it is
   * known what became of them, once they are settled; a look for each would hold up the line.
   */
  #mayBeThere: boolean;

  constructor({ deps, workspace, scan, signal }: InvoiceSaveOptions) {
    this.#deps = deps;
    this.#workspace = workspace;
    this.#scan = scan;
    this.#signal = signal;
    this.#mayBeThere = scan.saveTried === true;
  }

  async run(): Promise<void> {
    const { store, now } = this.#deps;
    const startedAt = now();
    const duplicateOf = await this.#keepTrying();
    const endedAt = now();
    const sheetsTimeMs = endedAt.getTime() - startedAt.getTime();
    const scan = await store.update(this.#scan.scanId, (current) =>
      duplicateOf
        ? askReview(current, { now: endedAt, duplicateOf })
        : saveScan(current, { now: endedAt, sheetsTimeMs }),
    );
    if (scan.state === 'saved') this.#remember(scan.parse.checked, endedAt);
  }

  #keepTrying(): Promise<SavedInvoice | undefined> {
    return this.#workspace.sheetLine.send({
      doneAtMs: new Date(this.#scan.queuedAt ?? 0).getTime(),
      hasWaited: this.#scan.saving?.waitingSince !== undefined,
      signal: this.#signal,
      send: () => this.#send(),
      settle: (signal) => this.#settle(signal),
      onWait: () => this.#markWaiting(),
    });
  }

  /**
   * Says on disk that a row may exist before it can, and looks for one where it may be there. Comes to the saved invoice that
   * this one repeats, if there is one; nothing is saved then.
   */
  async #send(): Promise<Sent<SavedInvoice | undefined>> {
    const { sheet, knownParties } = this.#workspace;
    const { store } = this.#deps;
    const scan = await store.update(this.#scan.scanId, beginSaving);
    if (this.#mayBeThere && (await sheet.findScan(scan.scanId, this.#signal, tabOf(scan)))) {
      return endingIn(undefined);
    }
    this.#mayBeThere = false;
    const duplicateOf = await this.#findDuplicate(scan);
    if (duplicateOf) return endingIn(duplicateOf);
    // What is known of a business is written together with what is new.
    await knownParties.load(this.#signal);
    await store.update(scan.scanId, trySaving);
    return { outcome: sheet.appendRows(this.#rowsOf(scan), this.#signal).then(() => undefined) };
  }

  async #findDuplicate({ scanId, parse, saving }: Scan): Promise<SavedInvoice | undefined> {
    const fingerprint = parse?.checked?.fingerprint;
    const isAnswered = saving?.discarded !== undefined || saving?.savedAgain?.fingerprint === fingerprint;
    if (isAnswered) return undefined;
    return this.#workspace.savedInvoices.find({ fingerprint, scanId }, this.#signal);
  }

  #rowsOf(scan: Scan): readonly SheetRow[] {
    const { rows, now } = this.#deps;
    const { businessGstins, extraFields, knownParties } = this.#workspace;
    const context = { ...rows, businessGstins, extraFields, findParty: knownParties.find, now: now() };
    return scan.saving?.discarded
      ? [buildDiscardRow(scan, scan.saving.discarded.reason, context)]
      : buildSheetRows(scan, checkedParseOf(scan).checked, context);
  }

  /** For its user to see; a disk that can't take it stops nothing. */
  #markWaiting(): void {
    const { store, now, log } = this.#deps;
    const { scanId } = this.#scan;
    store
      .update(scanId, (scan) => waitForSheet(scan, now()))
      .catch((error: unknown) => log.warn({ scanId, err: error }, 'A wait for the sheet could not be noted'));
  }

  /** Looks for the row that a write without an answer may have left, for as long as it may still come. */
  async #settle(signal: AbortSignal): Promise<Result<undefined> | undefined> {
    const { retry, now } = this.#deps;
    const settledAtMs = now().getTime() + retry.settleMs;
    let [looks, unanswered] = [1, 0];
    for (;;) {
      const leftMs = settledAtMs - now().getTime();
      const delayMs = calculateDelayMs(retry, unanswered || looks);
      await delay(leftMs > 0 ? Math.min(leftMs, delayMs) : delayMs, undefined, { signal });
      const isSettled = now().getTime() >= settledAtMs;
      const isThere = await this.#isInSheet(signal);
      if (isThere) return { value: undefined };
      // The last look is made when nothing can come any more, and has to be an answer.
      if (isThere === false && isSettled) return undefined;
      looks++;
      unanswered = isThere === undefined ? unanswered + 1 : 0;
    }
  }

  /** Undefined where the sheet does not tell. */
  async #isInSheet(signal: AbortSignal): Promise<boolean | undefined> {
    const { scanId } = this.#scan;
    const scan = this.#deps.store.get(scanId);
    try {
      const { sheet } = this.#workspace;
      return scan !== undefined && (await sheet.findScan(scanId, signal, tabOf(scan))) !== undefined;
    } catch (error) {
      if (signal.aborted || !willMend(error)) throw error;
      return undefined;
    }
  }

  #remember(checked: CheckedInvoice, savedAt: Date): void {
    this.#learnParties(checked);
    if (checked.fingerprint === undefined) return;
    const savedOn = formatLocalDate(savedAt, this.#deps.rows.timeZone);
    this.#workspace.savedInvoices.add(checked.fingerprint, { scanId: this.#scan.scanId, savedOn });
  }

  #learnParties({ invoice, bankAccounts }: CheckedInvoice): void {
    const { businessGstins, knownParties } = this.#workspace;
    for (const { gstin, name, isSeller } of findParties(invoice.header, businessGstins)) {
      knownParties.learn(gstin, { name, bankAccounts: isSeller ? bankAccounts : [] });
    }
  }
}

function tabOf({ saving }: Scan): TabKey {
  return saving?.discarded ? 'duplicateAttempts' : 'invoiceHeader';
}
