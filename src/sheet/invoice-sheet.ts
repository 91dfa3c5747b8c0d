/** The port to wherever invoices are saved: tabs, rows and typed cells. */
import type { TabMerge } from './row-merges.ts';

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
