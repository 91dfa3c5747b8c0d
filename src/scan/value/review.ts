/** A scan that waits for its user: what it asks, and what the answers do to it. Pure steps. */
import type { FieldPlace } from '../../invoice/field-values.ts';
import type { Finding } from '../../invoice/validate.ts';
import type { SavedInvoice } from '../../sheet/saved-invoices.ts';
import type { DiscardReason, Question, ReviewingScan, ReviewScreen, SavingScan, Scan } from './scan.ts';
import { assertCanMoveTo, ScanStateError } from './scan-states.ts';
import { beginSaving, checkedParseOf, commonOf, countReview, withoutWait } from './scan-steps.ts';

export const OVERVIEW: ReviewScreen = { kind: 'overview' };

/** Waits for the user from now on. */
export function askReview(
  scan: Scan,
  { now, duplicateOf }: { readonly now: Date; readonly duplicateOf?: SavedInvoice | undefined },
): ReviewingScan {
  assertCanMoveTo(scan, 'reviewing');
  const at = now.toISOString();
  return {
    ...commonOf(scan),
    state: 'reviewing',
    parse: checkedParseOf(scan),
    ...(scan.saving && { saving: withoutWait(scan.saving) }),
    question: { askedAt: at, screen: OVERVIEW, duplicateOf },
    touchedAt: at,
  };
}

export function showScreen(scan: Scan, screen: ReviewScreen, now: Date): ReviewingScan {
  return { ...changeQuestion(scan, { screen }), touchedAt: now.toISOString() };
}

export function remindOfReview(scan: Scan, now: Date): ReviewingScan {
  return changeQuestion(scan, { remindedAt: now.toISOString() });
}

export function changeQuestion(scan: Scan, change: Partial<Question>): ReviewingScan {
  const open = assertReviewing(scan);
  return { ...open, question: { ...open.question, ...change } };
}

/** The user said Save: of this very invoice, though it may be saved already. */
export function approveReview(scan: Scan, now: Date): SavingScan {
  const { question, parse } = assertReviewing(scan);
  const { duplicateOf } = question;
  const { fingerprint } = parse.checked;
  const accepted =
    duplicateOf && fingerprint !== undefined ? { savedAgain: { fingerprint, duplicateOf } } : {};
  const closed = closeReview(scan, now);
  return { ...closed, saving: { ...closed.saving, approvedAt: now.toISOString(), ...accepted } };
}

/** The copy of a saved invoice is dropped; that it was tried is still to be written down. */
export function discardDuplicate(
  scan: Scan,
  { reason, now }: { readonly reason: DiscardReason; readonly now: Date },
): SavingScan {
  const { duplicateOf } = assertReviewing(scan).question;
  if (!duplicateOf) throw new ScanStateError(scan, 'duplicate');
  const closed = closeReview(scan, now);
  return { ...closed, saving: { ...closed.saving, discarded: { reason, duplicateOf } } };
}

/** What the rules say of one field. */
export function findingsAt(findings: readonly Finding[], { field, line }: FieldPlace): readonly Finding[] {
  const lineNo = line === undefined ? undefined : line + 1;
  return findings.filter((finding) => finding.field === field && finding.lineNo === lineNo);
}

/** Throws `ScanStateError` unless it waits for its user. */
export function assertReviewing(scan: Scan): ReviewingScan {
  if (scan.state !== 'reviewing') throw new ScanStateError(scan, 'reviewing');
  return scan;
}

function closeReview(scan: Scan, now: Date): SavingScan {
  return { ...beginSaving(countReview(scan, now)), touchedAt: now.toISOString() };
}
