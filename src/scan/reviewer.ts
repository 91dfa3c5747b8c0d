/** Carries out what a user answers to a review: save, discard, correct, undo, or look at another screen. */
import { type Correction, parseTypedValue } from '../invoice/corrections.ts';
import { type FieldPlace, valueAt } from '../invoice/field-values.ts';
import type { SavedInvoices } from '../sheet/saved-invoices.ts';
import type { ScanStore } from './kept/scan-store.ts';
import type { ScanQueue } from './scan-queue.ts';
import { type CheckContext, checkScan } from './steps/check-scan.ts';
import {
  approveReview,
  discardDuplicate,
  findingsAt,
  OVERVIEW,
  type ReviewScreen,
  showScreen,
} from './value/review.ts';
import { noteUpdate, type Scan, ScanStateError } from './value/scan.ts';

/** A user who waits for the answer to a typed value waits no longer for the look into the sheet. */
const LOOK_UP_MS = 5000;

export interface ReviewerDeps {
  readonly store: ScanStore;
  readonly queue: ScanQueue;
  readonly savedInvoices: SavedInvoices;
  readonly checkContext: () => CheckContext;
  readonly now: () => Date;
}

/** What a person typed for a field. */
export interface TypedValue {
  readonly place: FieldPlace;
  readonly text: string;
  readonly byUserId: number;
  /** The update that it came with. */
  readonly updateId?: number;
}

/**
 * All resolve once the answer is on disk, with the update that it came with, and throw `ScanStateError` if the scan is not
 * being reviewed.
 */
export interface Reviewer {
  save(scanId: string, updateId?: number): Promise<void>;
  /** Drops the invoice; of a duplicate it is written down that it was tried. */
  discard(scanId: string, updateId?: number): Promise<void>;
  /** Takes the value, and has the whole invoice checked anew. The screen stays while a rule objects to the value. */
  correct(scanId: string, value: TypedValue): Promise<void>;
  /** Takes the last correction back. */
  undo(scanId: string, updateId?: number): Promise<void>;
  show(scanId: string, screen: ReviewScreen): Promise<void>;
}

export function createReviewer({ store, queue, savedInvoices, checkContext, now }: ReviewerDeps): Reviewer {
  /**
   * Everything that follows from a value is worked out again: the sheet and the records only ever see the result. The
   * screen stays while a rule objects to what stands in `place`.
   */
  async function recheck(scanId: string, change: (scan: Scan) => Scan, place?: FieldPlace): Promise<void> {
    const before = store.get(scanId);
    const after = await store.update(scanId, (scan) => {
      if (scan.state !== 'reviewing' || !scan.review) throw new ScanStateError(scan, 'reviewing');
      const changed = change(scan);
      const checked = checkScan(changed, checkContext());
      const isRefused = place && findingsAt(checked.findings, place).length > 0;
      return showScreen({ ...changed, checked }, isRefused ? scan.review.screen : OVERVIEW, now());
    });
    if (after.checked?.fingerprint !== before?.checked?.fingerprint) await lookForDuplicate(after);
  }

  /** A sheet that can't be reached now is asked again at the save. */
  async function lookForDuplicate({ scanId, checked }: Scan): Promise<void> {
    const wanted = { fingerprint: checked?.fingerprint, scanId };
    const signal = AbortSignal.timeout(LOOK_UP_MS);
    const duplicateOf = await savedInvoices.find(wanted, signal).catch(() => undefined);
    await store.update(scanId, (scan) =>
      scan.review ? { ...scan, review: { ...scan.review, duplicateOf } } : scan,
    );
  }

  return {
    save: (scanId, updateId) =>
      queue.answer(scanId, (scan) => noteUpdate(approveReview(scan, now()), updateId)),

    async discard(scanId, updateId) {
      const scan = store.get(scanId);
      if (scan && !scan.review?.duplicateOf) return void (await queue.cancel(scanId, 'user', updateId));
      await queue.answer(scanId, (current) =>
        noteUpdate(discardDuplicate(current, { reason: 'user', now: now() }), updateId),
      );
    },

    correct: (scanId, value) => recheck(scanId, (scan) => withCorrection(scan, value), value.place),
    undo: (scanId, updateId) =>
      recheck(scanId, (scan) =>
        noteUpdate({ ...scan, corrections: scan.corrections?.slice(0, -1) ?? [] }, updateId),
      ),
    show: async (scanId, screen) =>
      void (await store.update(scanId, (scan) => showScreen(scan, screen, now()))),
  };

  function withCorrection(scan: Scan, { place, text, byUserId, updateId }: TypedValue): Scan {
    const invoice = scan.checked?.invoice;
    const correction: Correction = {
      ...place,
      from: invoice && valueAt(invoice, place),
      to: parseTypedValue(place, text),
      byUserId,
      at: now().toISOString(),
    };
    return noteUpdate({ ...scan, corrections: [...(scan.corrections ?? []), correction] }, updateId);
  }
}
