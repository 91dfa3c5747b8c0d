/** A scan: one invoice on its way from pages to a saved row, as one plain JSON value with pure steps. */

import type { ScanErrorCode } from '../../errors.ts';
import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import type { Correction } from '../../invoice/corrections.ts';
import type { EInvoiceQr } from '../../invoice/e-invoice/e-invoice-qr.ts';
import type { FieldValue } from '../../invoice/field-values.ts';
import type { InvoiceHeader, LineItem } from '../../invoice/invoice.ts';
import type { PageMimeType, PageReading, QrSearch } from '../../reader/invoice-reader.ts';
import type { SavedInvoice } from '../../sheet/saved-invoices.ts';
import type { ModelCall } from '../../usage/model-call.ts';
import type { DiscardReason, Review } from './review.ts';

export type ScanState =
  | 'collecting'
  | 'queued'
  | 'reading'
  | 'parsing'
  | 'reviewing'
  | 'saving'
  | 'saved'
  | 'duplicate'
  | 'failed'
  | 'cancelled';

/** Every legal change of state. A change that is not here is a mistake, or two things that happened at once. */
const NEXT_STATES: Readonly<Record<ScanState, readonly ScanState[]>> = {
  collecting: ['queued', 'cancelled'],
  // An invoice that is checked has only to be saved again.
  queued: ['reading', 'saving', 'failed', 'cancelled'],
  reading: ['parsing', 'queued', 'failed', 'cancelled'],
  parsing: ['reviewing', 'saving', 'queued', 'failed', 'cancelled'],
  // A page that comes late has it read again.
  reviewing: ['saving', 'queued', 'cancelled'],
  // It may turn out to be saved already: then its user decides.
  saving: ['saved', 'reviewing', 'duplicate', 'failed'],
  saved: [],
  duplicate: [],
  failed: ['queued', 'cancelled'],
  cancelled: [],
};

/** Who sent the pages, and where the answer goes. */
export interface ScanOwner {
  readonly chatId: number;
  readonly userId: number;
  readonly username?: string;
}

/** One file of the scan. It lies beside scan.json as `file`. */
export interface ScanPage {
  readonly file: string;
  readonly mimeType: PageMimeType;
  readonly sizeBytes: number;
  /** 1 for an image. */
  readonly pageCount: number;
  /** The message that brought it: pages are read in the order of these. */
  readonly messageId: number;
  /** The message of the page whose place it took, if it took one's. */
  readonly replacesMessageId?: number;
  /** Telegram's name for these very bytes, the same however often they are sent. */
  readonly fileUniqueId: string;
  readonly albumId?: string;
  /** Present once it has been read, so that it is never paid for twice. */
  readonly reading?: PageReading;
  /** What came of a search for QR codes beside the reader, if it is not the reader that looks for them. */
  readonly qr?: QrSearch;
}

/** Why a scan failed, in the words that the user's message is made of. */
export interface ScanFault {
  readonly code: ScanErrorCode;
  readonly pageNumber?: number;
}

/** By its user, by the clock (nobody finished it), or because its pages went to another scan. */
export type CancelReason = 'user' | 'expired' | 'joined';

export interface Scan {
  readonly version: 1;
  readonly scanId: string;
  readonly state: ScanState;
  readonly owner: ScanOwner;
  /** ISO 8601, UTC, like all times here. */
  readonly createdAt: string;
  /** When the user last did something to it. */
  readonly touchedAt: string;
  /** The newest update by which they did: one that comes again after a stop has had its effect. */
  readonly changedBy?: number;
  /** When the user said /done; processing time counts from here. */
  readonly queuedAt?: string;
  /** The one message that shows this scan's progress. */
  readonly statusMessageId?: number;
  /** In reading order. */
  readonly pages: readonly ScanPage[];
  /** As read, not yet normalised. */
  readonly header?: InvoiceHeader;
  readonly lines?: readonly LineItem[];
  /** What the signed QR code on a page says, if there is one. */
  readonly eInvoice?: EInvoiceQr;
  /** Present once the model was asked for single values again, which is done once at most; empty where that gave nothing. */
  readonly repair?: { readonly values: readonly FieldValue[] };
  readonly checked?: CheckedInvoice;
  /** What its user changed, in order; part of `checked` already. */
  readonly corrections?: readonly Correction[];
  /** Present while it is `reviewing`. */
  readonly review?: Review;
  /** How long its user thought, in all reviews together. */
  readonly reviewMs?: number;
  /** When its user said that it is to be saved. */
  readonly approvedAt?: string;
  /** Its user wants it saved though it is saved already. */
  readonly savedAgain?: { readonly fingerprint: string; readonly duplicateOf: SavedInvoice };
  /** It is saved already and dropped; only that is still to be written down. */
  readonly discarded?: { readonly reason: DiscardReason; readonly duplicateOf: SavedInvoice };
  /** Every call to a model that was sent for this scan, in the order in which they ended. */
  readonly calls: readonly ModelCall[];
  /** True from just before the first attempt to save: from then on the row may exist. */
  readonly saveTried?: true;
  /** The sheet can't be reached; the scan waits for it. */
  readonly waitingForSheet?: { readonly since: string };
  /** When it was saved, failed or was cancelled. */
  readonly endedAt?: string;
  /** What the save took, in milliseconds, waits for the sheet included. */
  readonly sheetsTimeMs?: number;
  /** Why it failed; gone when it is tried again. */
  readonly fault?: ScanFault;
  /** Why it was cancelled. */
  readonly cancelReason?: CancelReason;
  /** The rest of this draft's album was already read when it came. */
  readonly lateForAlbum?: true;
  /** The user has been told how it ended. */
  readonly repliedAt?: string;
  /** Its usage is in the ledger. */
  readonly trackedAt?: string;
}

/** A step was asked for that the scan's state does not allow, for example to cancel what is already saved. */
export class ScanStateError extends Error {
  override readonly name = 'ScanStateError';

  constructor(scan: Scan, wanted: ScanState) {
    super(`scan ${scan.scanId} is ${scan.state} and cannot become ${wanted}`);
  }
}

export interface NewScan {
  readonly scanId: string;
  readonly owner: ScanOwner;
  readonly now: Date;
}

export function createScan({ scanId, owner, now }: NewScan): Scan {
  const at = now.toISOString();
  return {
    version: 1,
    scanId,
    state: 'collecting',
    owner,
    createdAt: at,
    touchedAt: at,
    pages: [],
    calls: [],
  };
}

/** Throws `ScanStateError` if `state` is not a legal next one. Staying where one is is legal. */
export function moveTo(scan: Scan, state: ScanState): Scan {
  if (scan.state === state) return scan;
  if (!NEXT_STATES[scan.state].includes(state)) throw new ScanStateError(scan, state);
  return { ...scan, state };
}

export function canMoveTo(scan: Scan, state: ScanState): boolean {
  return NEXT_STATES[scan.state].includes(state);
}

/** Notes which update a change comes from. */
export function noteUpdate(scan: Scan, updateId: number | undefined): Scan {
  return updateId === undefined ? scan : { ...scan, changedBy: updateId };
}

/** The user said that all pages are there, or asked for another try, which gets a status message of its own. */
export function queueScan(scan: Scan, now: Date): Scan {
  const { reviewMs: _reviewMs, ...queued } = withoutEnd(moveTo(scan, 'queued'));
  const { statusMessageId: _statusMessageId, ...again } = queued;
  const at = now.toISOString();
  return { ...(scan.state === 'failed' ? again : queued), queuedAt: at, touchedAt: at };
}

export function addCall(scan: Scan, call: ModelCall): Scan {
  return { ...scan, calls: [...scan.calls, call] };
}

/** A new end, which is to be told even if the scan's failure was told before. */
export function cancelScan(scan: Scan, { reason, now }: { reason: CancelReason; now: Date }): Scan {
  const cancelled = withoutReview(withoutEnd(moveTo(scan, 'cancelled')), now);
  return { ...cancelled, cancelReason: reason, endedAt: now.toISOString() };
}

/** Its rows are in the sheet: those of the invoice, or the note that a copy was dropped. */
export function saveScan(scan: Scan, { now, sheetsTimeMs }: { now: Date; sheetsTimeMs: number }): Scan {
  const { waitingForSheet: _waiting, ...saved } = moveTo(scan, scan.discarded ? 'duplicate' : 'saved');
  return { ...saved, endedAt: now.toISOString(), sheetsTimeMs };
}

export function failScan(scan: Scan, { fault, now }: { fault: ScanFault; now: Date }): Scan {
  const { waitingForSheet: _waiting, ...failed } = moveTo(scan, 'failed');
  return { ...failed, fault, endedAt: now.toISOString() };
}

/** Time in which a person thought is not processing time. */
export function withoutReview(scan: Scan, now: Date): Scan {
  const { review, ...closed } = scan;
  if (!review) return scan;
  const thoughtMs = Math.max(0, now.getTime() - Date.parse(review.askedAt));
  return { ...closed, reviewMs: (scan.reviewMs ?? 0) + thoughtMs };
}

/** From the user's "done" on, without the time in which they reviewed; 0 before it. */
export function calculateProcessingMs({ queuedAt, reviewMs = 0 }: Scan, now: Date): number {
  return queuedAt === undefined ? 0 : Math.max(0, now.getTime() - Date.parse(queuedAt) - reviewMs);
}

function withoutEnd(scan: Scan): Scan {
  const { fault: _fault, endedAt: _endedAt, repliedAt: _repliedAt, trackedAt: _trackedAt, ...open } = scan;
  return open;
}

/** Signed by a registrar, and nothing in the invoice says otherwise. */
export function isEInvoiceVerified({ eInvoice, checked }: Scan): boolean {
  const contradictions = checked?.findings.filter(({ rule, severity }) => {
    return rule.startsWith('qr_') && severity === 'error';
  });
  return eInvoice?.state === 'verified' && contradictions?.length === 0;
}

/** True while work on the scan goes on without the user. */
export function isInProgress(scan: Scan): boolean {
  return ['queued', 'reading', 'parsing', 'saving'].includes(scan.state);
}

/** True while its user has the next word: more pages, or an answer. */
export function isWaiting({ state, pages }: Scan): boolean {
  return state === 'reviewing' || (state === 'collecting' && pages.length > 0);
}

/** Pages are read once: those that show no invoice would show none again. */
export function canBeTriedAgain({ state, fault }: Scan): boolean {
  return state === 'failed' && fault?.code !== 'no_invoice_found';
}

/** True once nothing more will happen to it unless the user asks. */
export function isEnded(scan: Scan): boolean {
  return ['saved', 'duplicate', 'failed', 'cancelled'].includes(scan.state);
}
