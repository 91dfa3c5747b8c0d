/** Carries out what a user answers to a review: save, discard, correct, undo, or look at another screen. */
import { type Correction, parseTypedValue } from '../invoice/corrections.ts';
import { type FieldPlace, valueAt } from '../invoice/field-values.ts';
import type { ScanStore } from './kept/scan-store.ts';
import type { ScanQueue } from './scan-queue.ts';
import { type CheckContext, checkScan } from './steps/check-scan.ts';
import {
  approveReview,
  assertReviewing,
  changeQuestion,
  discardDuplicate,
  findingsAt,
  OVERVIEW,
  showScreen,
} from './value/review.ts';
import type { ReviewingScan, ReviewScreen, Scan } from './value/scan.ts';
import { noteUpdate } from './value/scan-steps.ts';
import type { WorkspaceOf } from './workspace.ts';

/** A user who waits for the answer to a typed value waits no longer for the look into the sheet. */
const LOOK_UP_MS = 5000;

export interface ReviewerDeps {
  readonly store: ScanStore;
  readonly queue: ScanQueue;
  readonly workspaceOf: WorkspaceOf;
  readonly checkContext: (scan: Scan) => CheckContext;
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

export function createReviewer({ store, queue, workspaceOf, checkContext, now }: ReviewerDeps): Reviewer {
  /**
   * Everything that follows from a value is worked out again: the sheet and the records only ever see the result. The
   * screen stays while a rule objects to what stands in `place`.
   */
  async function recheck(
    scanId: string,
    change: (scan: ReviewingScan) => ReviewingScan,
    place?: FieldPlace,
  ): Promise<void> {
    const before = store.get(scanId);
    const after = await store.update(scanId, (scan) => {
      const changed = change(assertReviewing(scan));
      const checked = checkScan(changed, checkContext(changed));
      const isRefused = place && findingsAt(checked.findings, place).length > 0;
      const screen = isRefused ? changed.question.screen : OVERVIEW;
      return showScreen({ ...changed, parse: { ...changed.parse, checked } }, screen, now());
    });
    if (fingerprintOf(after) !== fingerprintOf(before)) await lookForDuplicate(after);
  }

  /** A sheet that can't be reached now is asked again at the save. */
  async function lookForDuplicate(scan: Scan): Promise<void> {
    const wanted = { fingerprint: fingerprintOf(scan), scanId: scan.scanId };
    const { savedInvoices } = workspaceOf(scan.customerId);
    const duplicateOf = await savedInvoices
      .find(wanted, AbortSignal.timeout(LOOK_UP_MS))
      .catch(() => undefined);
    await store.update(scan.scanId, (current) =>
      current.state === 'reviewing' ? changeQuestion(current, { duplicateOf }) : current,
    );
  }

  return {
    save: (scanId, updateId) =>
      queue.answer(scanId, (scan) => noteUpdate(approveReview(scan, now()), updateId)),

    async discard(scanId, updateId) {
      const scan = store.get(scanId);
      if (scan && !scan.question?.duplicateOf)
        return void (await queue.cancel(scanId, { reason: 'user', updateId }));
      await queue.answer(scanId, (current) =>
        noteUpdate(discardDuplicate(current, { reason: 'user', now: now() }), updateId),
      );
    },

    correct: (scanId, value) => recheck(scanId, (scan) => correct(scan, value), value.place),
    undo: (scanId, updateId) =>
      recheck(scanId, (scan) =>
        noteUpdate(withCorrections(scan, scan.parse.corrections?.slice(0, -1) ?? []), updateId),
      ),
    show: async (scanId, screen) =>
      void (await store.update(scanId, (scan) => showScreen(scan, screen, now()))),
  };

  function correct(scan: ReviewingScan, { place, text, byUserId, updateId }: TypedValue): ReviewingScan {
    const { checked, corrections = [] } = scan.parse;
    const correction: Correction = {
      ...place,
      from: valueAt(checked.invoice, place),
      to: parseTypedValue(place, text),
      byUserId,
      at: now().toISOString(),
    };
    return noteUpdate(withCorrections(scan, [...corrections, correction]), updateId);
  }
}

function withCorrections(scan: ReviewingScan, corrections: readonly Correction[]): ReviewingScan {
  return { ...scan, parse: { ...scan.parse, corrections } };
}

function fingerprintOf(scan: Scan | undefined): string | undefined {
  return scan?.parse?.checked?.fingerprint;
}
