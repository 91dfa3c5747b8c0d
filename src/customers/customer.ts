/** A customer: a business whose people, scans, usage and sheet stand together. */
import type { ExtraFields } from '../invoice/extra-fields.ts';

/** Where a customer's rows go. */
export type SheetPlace =
  | { readonly kind: 'google-sheet'; readonly spreadsheetId: string }
  | { readonly kind: 'csv-folder'; readonly folder: string };

/** As it is declared. What is absent is the operator's own: GOOGLE_SHEET_ID or DATA_DIR, BUSINESS_GSTINS, EXTRA_FIELDS. */
export interface Customer {
  readonly customerId: string;
  readonly customerName: string;
  /** People who belong to it. That they may use the bot is said elsewhere. */
  readonly userIds: readonly number[];
  /** Groups in which everybody counts for it. */
  readonly groupIds: readonly number[];
  readonly sheet?: SheetPlace;
  readonly businessGstins?: readonly string[];
  readonly extraFields?: ExtraFields;
  /** Ledger names in the customer's Tally, by what they are for. */
  readonly tallyLedgers?: Readonly<Record<string, string>>;
  readonly language?: 'en' | 'hi';
  readonly plan?: string;
}

/** Who sent something, and where: in a customer's group everybody counts for that customer. */
export interface Sender {
  readonly chatId: number;
  readonly userId: number;
}
