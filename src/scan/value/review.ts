/** A scan that waits for its user: what it asks, which screen it shows, and what the answers do to it. Pure steps. */
import type { FieldPlace } from '../../invoice/field-values.ts';
import type { Finding } from '../../invoice/validate.ts';
import type { SavedInvoice } from '../../sheet/saved-invoices.ts';
import { moveTo, type Scan, ScanStateError, withoutReview } from './scan.ts';

/** What the review message shows. A line is meant by its place, counted from 0. */
export type ReviewScreen =
  | { readonly kind: 'overview' }
  | { readonly kind: 'header'; readonly page: number }
  | { readonly kind: 'lines'; readonly page: number }
  | { readonly kind: 'line'; readonly line: number; readonly page: number }
  /** Waits for the value that the user types next. */
  | ({ readonly kind: 'value' } & FieldPlace);

export interface Review {
  /** ISO 8601, UTC. */
  readonly askedAt: string;
  /** The message that asked; absent until it was sent. */
  readonly messageId?: number;
  /** When the user was reminded that it waits. */
  readonly remindedAt?: string;
  /** The saved invoice that this one seems to repeat. */
  readonly duplicateOf?: SavedInvoice | undefined;
  readonly screen: ReviewScreen;
}

/** How a review ended that was not saved: by its user, or by the clock. */
export type DiscardReason = 'user' | 'expired';

export const OVERVIEW: ReviewScreen = { kind: 'overview' };

/** Waits for the user from now on. */
export function askReview(
  scan: Scan,
  { now, duplicateOf }: { now: Date; duplicateOf?: SavedInvoice | undefined },
): Scan {
  const { waitingForSheet: _waiting, ...rest } = moveTo(scan, 'reviewing');
  const review: Review = { askedAt: now.toISOString(), screen: OVERVIEW, duplicateOf };
  return { ...rest, review, touchedAt: now.toISOString() };
}

export function showScreen(scan: Scan, screen: ReviewScreen, now: Date): Scan {
  return { ...scan, review: { ...openReview(scan), screen }, touchedAt: now.toISOString() };
}

export function remindOfReview(scan: Scan, now: Date): Scan {
  return { ...scan, review: { ...openReview(scan), remindedAt: now.toISOString() } };
}

/** The user said Save: of this very invoice, though it may be saved already. */
export function approveReview(scan: Scan, now: Date): Scan {
  const { duplicateOf } = openReview(scan);
  const fingerprint = scan.checked?.fingerprint;
  const accepted =
    duplicateOf && fingerprint !== undefined ? { savedAgain: { fingerprint, duplicateOf } } : {};
  return { ...closeReview(scan, now), approvedAt: now.toISOString(), ...accepted };
}

/** The copy of a saved invoice is dropped; that it was tried is still to be written down. */
export function discardDuplicate(scan: Scan, { reason, now }: { reason: DiscardReason; now: Date }): Scan {
  const { duplicateOf } = openReview(scan);
  if (!duplicateOf) throw new ScanStateError(scan, 'duplicate');
  return { ...closeReview(scan, now), discarded: { reason, duplicateOf } };
}

/** What the rules say of one field. */
export function findingsAt(findings: readonly Finding[], { field, line }: FieldPlace): readonly Finding[] {
  const lineNo = line === undefined ? undefined : line + 1;
  return findings.filter((finding) => finding.field === field && finding.lineNo === lineNo);
}

function closeReview(scan: Scan, now: Date): Scan {
  openReview(scan);
  return { ...withoutReview(moveTo(scan, 'saving'), now), touchedAt: now.toISOString() };
}

function openReview(scan: Scan): Review {
  if (scan.state !== 'reviewing' || !scan.review) throw new ScanStateError(scan, 'reviewing');
  return scan.review;
}
