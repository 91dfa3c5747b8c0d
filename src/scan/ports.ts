/** What a scan needs from the outside: someone who reads invoices, and a sheet to save them in. */
import type { FieldValue } from '../invoice/field-values.ts';
import type { Invoice, InvoiceHeader, LineItem } from '../invoice/invoice.ts';
import type { RepairQuestion } from '../invoice/repair.ts';
import type { ModelCall } from '../usage/model-call.ts';
import type { TabMerge } from './row-merges.ts';

/** One file that a user sent: a photo is one page, a PDF one or more. */
export interface PageToRead {
  /** Where the bytes are. Read them when their turn comes, not before: many pages may wait. */
  readonly path: string;
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
}

/**
 * Reads invoices. Retries what is worth retrying by itself; what it throws is a `ScanError` (with the page's number
 * from `readPage`), or the signal's reason.
 * Values are returned as printed: nothing is normalised, nothing is invented, what is not there is absent.
 */
export interface InvoiceReader {
  readPage(page: PageToRead, options: CallOptions): Promise<PageReading>;
  /** `pages` in reading order, never empty. */
  parseHeader(pages: readonly PageReading[], options: CallOptions): Promise<InvoiceHeader>;
  parseLines(pages: readonly PageReading[], options: CallOptions): Promise<readonly LineItem[]>;
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

/** A typed cell. What is absent from a row is left blank. */
export type Cell =
  /** Shown exactly as it is, never evaluated. */
  | { readonly kind: 'text'; readonly text: string }
  /** An exact decimal such as `125000.00`, shown with two decimals. */
  | { readonly kind: 'amount'; readonly decimal: string }
  /** An exact decimal such as `2.5`, shown as it is. */
  | { readonly kind: 'number'; readonly decimal: string }
  /** `YYYY-MM-DD`. */
  | { readonly kind: 'date'; readonly date: string }
  /** Local wall time, `YYYY-MM-DDTHH:MM:SS`. */
  | { readonly kind: 'timestamp'; readonly local: string };

export type TabKey = 'invoiceHeader' | 'lineItems' | 'customerMaster' | 'hsnMaster' | 'duplicateAttempts';

/** A tab: its name in the user's spreadsheet and the columns that we write, in the order of a new tab. */
export interface SheetTab {
  readonly key: TabKey;
  readonly name: string;
  readonly columns: readonly string[];
  /** Present where a row adds to the one that has its key already. */
  readonly merge?: TabMerge;
}

/** A row to append: values by column name. Every name is one of its tab's columns. */
export interface SheetRow {
  readonly tab: TabKey;
  readonly cells: Readonly<Record<string, Cell>>;
  /** In a tab that merges: the columns in which a row that stands there gets these cells. It keeps all others. */
  readonly refreshes?: readonly string[];
}

/** Where a scan's header row stands in its tab, counted from 1 with the header row as 1. */
export interface SavedRow {
  readonly rowNumber: number;
}

/**
 * Where invoices are saved. Missing tabs, header rows and columns are created; existing data and unknown columns
 * are never cleared or moved.
 */
export interface InvoiceSheet {
  /**
   * Appends (or merges, see `SheetTab.merge`) all rows, of several tabs, or none of them. Does not retry: throws `sheet_outcome_unknown` if the rows may
   * or may not be there, `sheet_unavailable` (retryable) if they surely are not, and other `sheet_…` codes for what
   * a person must mend.
   */
  appendRows(rows: readonly SheetRow[], signal: AbortSignal): Promise<void>;
  /**
   * Looks a scan up by a tab's Scan_ID column, of the header tab unless told. Same errors, never
   * `sheet_outcome_unknown`.
   */
  findScan(scanId: string, signal: AbortSignal, tab?: TabKey): Promise<SavedRow | undefined>;
  /**
   * All rows of a tab, from the one below the header row on, with the shown texts of these columns: '' where a cell is
   * blank or a column missing. None where there is no such tab. Same errors as `findScan`.
   */
  readColumns(
    tab: TabKey,
    columns: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Readonly<Record<string, string>>[]>;
}
