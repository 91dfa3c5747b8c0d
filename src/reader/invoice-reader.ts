/** The port to whoever reads invoices, and what a reader makes of a page. */
import type { ExtraFields } from '../invoice/extra-fields.ts';
import type { FieldValue } from '../invoice/field-values.ts';
import type { Invoice, InvoiceHeader, LineItem } from '../invoice/invoice.ts';
import type { RepairQuestion } from '../invoice/repair.ts';
import type { ModelCall } from '../usage/model-call.ts';

/** One file that a user sent: a photo is one page, a PDF one or more. */
export interface PageToRead {
  /**
   * Gives the file's bytes. Call it when its turn comes, not before: many pages may wait. Rejects with a `ScanError`
   * `disk_unavailable`.
   */
  readonly read: () => Promise<Uint8Array>;
  readonly mimeType: PageMimeType;
  readonly sizeBytes: number;
  /** 1 for an image. */
  readonly pageCount: number;
  /** Counted from 1 over all files of the scan. */
  readonly firstPageNumber: number;
}

export type PageMimeType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'image/heic'
  | 'image/heif'
  | 'application/pdf';

/** Between the pages of one file in the text of its reading: the form feed, as text layers of PDFs have it. */
export const PAGE_SEPARATOR = '\f';

/** What a reader made of one file. Kept in the scan, so plain JSON. */
export interface PageReading {
  /** All text of the file, `PAGE_SEPARATOR` between its pages; empty if they are blank. */
  readonly text: string;
  /** Where the words stand, page by page; only from readers that know. */
  readonly pages?: readonly PageLayout[];
  /** Absent where nobody looked for codes. */
  readonly qr?: QrSearch;
}

/** What came of a search for QR codes on the pages of one file. */
export interface QrSearch {
  /** What the codes say, of every kind: e-invoices carry a signed one, some papers one to pay by. */
  readonly texts: readonly string[];
  /** A code was seen that can't be read: too small, or too blurred. */
  readonly isUnreadable: boolean;
}

/** The words of one upright page. */
export interface PageLayout {
  /** In the same unit as the words: pixels of a picture, points of a PDF. */
  readonly width: number;
  readonly height: number;
  /** In no promised order. */
  readonly words: readonly Word[];
}

/** A piece of text without spaces, in the box around its ink; the page's top left corner is 0, 0. */
export interface Word {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** How sure the reader is, from 0 to 1; 1 for a text layer. */
  readonly confidence: number;
}

export interface CallOptions {
  /** Ends the call at once; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Told of every call that was sent, as it ends: retried, failed and aborted ones too. Must not throw. */
  readonly recordCall: (call: ModelCall) => void;
  /** Whose call it is: one customer's many pages don't keep another's waiting where readers have a queue. Default: one for all. */
  readonly customerId?: string | undefined;
}

export interface ParseOptions extends CallOptions {
  /** Fields of the customer's own, looked for beside the usual ones by readers that can. Default none. */
  readonly extraFields?: ExtraFields;
}

/**
 * Reads invoices. Retries what is worth retrying by itself; what it throws is a `ScanError` (with the page's number
 * from `readPage`), or the signal's reason.
 * Values are returned as printed: nothing is normalised, nothing is invented, what is not there is absent.
 */
export interface InvoiceReader {
  readPage(page: PageToRead, options: CallOptions): Promise<PageReading>;
  /** `pages` in reading order, never empty. */
  parseHeader(pages: readonly PageReading[], options: ParseOptions): Promise<InvoiceHeader>;
  parseLines(pages: readonly PageReading[], options: ParseOptions): Promise<readonly LineItem[]>;
  /**
   * Looks at single values again, with the pages before its eyes. Gives those that it found, as printed. Absent in readers
   * that would only find the same again.
   */
  repair?(request: RepairRequest, options: CallOptions): Promise<readonly FieldValue[]>;
}

export interface RepairRequest extends RepairQuestion {
  /** In reading order, never empty. */
  readonly pages: readonly (PageToRead & { readonly reading: PageReading })[];
  /** As it was understood so far. */
  readonly invoice: Invoice;
}
