/** A scan: one invoice on its way from pages to a saved row, as one plain JSON value. */
import type { ScanErrorCode } from '../../errors.ts';
import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import type { Correction } from '../../invoice/corrections.ts';
import type { EInvoiceQr } from '../../invoice/e-invoice/e-invoice-qr.ts';
import type { FieldPlace, FieldValue } from '../../invoice/field-values.ts';
import type { InvoiceHeader, LineItem } from '../../invoice/invoice.ts';
import type { PageMimeType, PageReading, QrSearch } from '../../reader/invoice-reader.ts';
import type { SavedInvoice } from '../../sheet/saved-invoices.ts';
import type { ModelCall } from '../../usage/model-call.ts';

/** Who sent the pages, and where the answer goes. */
export interface ScanOwner {
  readonly chatId: number;
  readonly userId: number;
  readonly username?: string;
}

/** One file that its user sent: a photo is one page, a PDF one or more. */
export interface ScanFile {
  /** What its bytes are kept under. */
  readonly name: string;
  readonly mimeType: PageMimeType;
  readonly sizeBytes: number;
  /** 1 for an image. */
  readonly pageCount: number;
  /** Counted from 1 over all files of the scan. */
  readonly firstPageNumber: number;
  /** The message that brought it: files are read in the order of these. */
  readonly messageId: number;
  /** The message of the file whose place it took, if it took one's. */
  readonly replacesMessageId?: number;
  /** Telegram's name for these very bytes, the same however often they are sent. */
  readonly fileUniqueId: string;
  readonly albumId?: string;
  /** Present once it has been read, so that it is never paid for twice. */
  readonly reading?: PageReading;
  /** What came of a search for QR codes beside the reader, if it is not the reader that looks for them. */
  readonly qr?: QrSearch;
}

/** What every scan has, wherever it stands. Times are ISO 8601, UTC. */
export interface ScanCommon {
  readonly version: 2;
  readonly scanId: string;
  /** Whose books the invoice goes into. It never changes: usage, limits, duplicates and sheet follow it. */
  readonly customerId: string;
  readonly owner: ScanOwner;
  readonly createdAt: string;
  /** When the user last did something to it. */
  readonly touchedAt: string;
  /** The newest update by which they did: one that comes again after a stop has had its effect. */
  readonly changedBy?: number;
  /** When the user said /done; processing time counts from here. */
  readonly queuedAt?: string;
  /** How long its user thought since then, in all reviews together. */
  readonly reviewMs?: number;
  /** The one message that shows this scan's progress. */
  readonly statusMessageId?: number;
  /** In reading order. */
  readonly files: readonly ScanFile[];
  /** The rest of this draft's album was already read when it came. */
  readonly lateForAlbum?: true;
  /** Every call to a model that was sent for this scan, in the order in which they ended. */
  readonly calls: readonly ModelCall[];
  /** The model was asked for single values again, which is done once at most. */
  readonly isAskedAgain?: true;
  /** True from just before the first attempt to save: from then on the row may exist. */
  readonly saveTried?: true;
}

/** What was understood of these very files. Gone when another file comes. */
export interface Parse {
  /** As read, not yet normalised. */
  readonly header?: InvoiceHeader;
  readonly lines?: readonly LineItem[];
  /** What the signed QR code on a page says, if there is one. */
  readonly eInvoice?: EInvoiceQr;
  /** What a second look at single values gave, where the invoice is sounder with it. */
  readonly repairs?: readonly FieldValue[];
  /** What its user changed, in order; part of `checked` already. */
  readonly corrections?: readonly Correction[];
  readonly checked?: CheckedInvoice;
}

export interface CheckedParse extends Parse {
  /** The invoice as it will be saved. */
  readonly checked: CheckedInvoice;
}

/** What the review message shows. A line is meant by its place, counted from 0. */
export type ReviewScreen =
  | { readonly kind: 'overview' }
  | { readonly kind: 'header'; readonly page: number }
  | { readonly kind: 'lines'; readonly page: number }
  | { readonly kind: 'line'; readonly line: number; readonly page: number }
  /** Waits for the value that the user types next. */
  | ({ readonly kind: 'value' } & FieldPlace);

/** What its user is asked. Gone when they have answered. */
export interface Question {
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

/** What was decided on the way to the sheet. Gone when another file comes. */
export interface Saving {
  /** When its user said that it is to be saved. */
  readonly approvedAt?: string;
  /** Its user wants it saved though it is saved already. */
  readonly savedAgain?: { readonly fingerprint: string; readonly duplicateOf: SavedInvoice };
  /** It is saved already and dropped; only that is still to be written down. */
  readonly discarded?: { readonly reason: DiscardReason; readonly duplicateOf: SavedInvoice };
  /** Since when it has waited for a sheet that can't be reached. */
  readonly waitingSince?: string;
}

export interface Discarding extends Saving {
  readonly discarded: NonNullable<Saving['discarded']>;
}

/** Why a scan failed, in the words that the user's message is made of. */
export interface ScanFault {
  readonly code: ScanErrorCode;
  readonly pageNumber?: number;
}

/** By its user, by the clock (nobody finished it), or because its pages went to another scan. */
export type CancelReason = 'user' | 'expired' | 'joined';

/** How it ended. Gone when its user has it tried again. */
export interface End {
  readonly at: string;
  /** When the user was told. */
  readonly toldAt?: string;
  /** When its usage was written into the ledger; known of scans that may be tried again. */
  readonly trackedAt?: string;
}

export interface SavedEnd extends End {
  /** What the save took, waits for the sheet included. */
  readonly sheetsTimeMs: number;
}

export interface FailedEnd extends End {
  readonly fault: ScanFault;
}

export interface CancelledEnd extends End {
  readonly reason: CancelReason;
}

/** What a scan has beside `ScanCommon`, grouped by how long it lasts. */
interface Groups {
  readonly parse: Parse;
  readonly question: Question;
  readonly saving: Saving;
  readonly end: End;
}

/** A scan in this state: it has exactly these groups. */
type In<State extends string, Own> = ScanCommon & { readonly state: State } & Own & {
    readonly [G in Exclude<keyof Groups, keyof Own>]?: never;
  };

/** What is parsed, and decided, may be there already where it is tried again. */
interface Resumable {
  readonly parse?: Parse;
  readonly saving?: Saving;
}

export type CollectingScan = In<'collecting', object>;
export type QueuedScan = In<'queued', Resumable>;
export type ReadingScan = In<'reading', Resumable>;
export type ParsingScan = In<'parsing', Resumable>;
export type ReviewingScan = In<
  'reviewing',
  { readonly parse: CheckedParse; readonly question: Question; readonly saving?: Saving }
>;
export type SavingScan = In<'saving', { readonly parse: CheckedParse; readonly saving: Saving }>;
export type SavedScan = In<
  'saved',
  { readonly parse: CheckedParse; readonly saving: Saving; readonly end: SavedEnd }
>;
/** The invoice was saved already, by another scan. */
export type DuplicateScan = In<
  'duplicate',
  { readonly parse: CheckedParse; readonly saving: Discarding; readonly end: SavedEnd }
>;
export type FailedScan = In<'failed', Resumable & { readonly end: FailedEnd }>;
export type CancelledScan = In<'cancelled', Resumable & { readonly end: CancelledEnd }>;

export type Scan =
  | CollectingScan
  | QueuedScan
  | ReadingScan
  | ParsingScan
  | ReviewingScan
  | SavingScan
  | SavedScan
  | DuplicateScan
  | FailedScan
  | CancelledScan;

export type ScanState = Scan['state'];
export type EndedScan = SavedScan | DuplicateScan | FailedScan | CancelledScan;
