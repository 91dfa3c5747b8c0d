/** What hangs on a customer: whose sheet, whose duplicates, whose parties, whose fields. */
import type { ExtraFields } from '../invoice/extra-fields.ts';
import type { InvoiceSheet } from '../sheet/invoice-sheet.ts';
import type { KnownParties } from '../sheet/known-parties.ts';
import type { SavedInvoices } from '../sheet/saved-invoices.ts';
import type { SheetLine } from '../sheet/sheet-line.ts';

/** Those who save into one sheet share what is known of it. */
export interface Workspace {
  readonly sheet: InvoiceSheet;
  readonly savedInvoices: SavedInvoices;
  readonly knownParties: KnownParties;
  /** The line before the sheet while that is away: others' scans stand in lines of their own. */
  readonly sheetLine: SheetLine;
  /** Own GSTINs: purchases name one of them as buyer, sales as seller. */
  readonly businessGstins: readonly string[];
  readonly extraFields: ExtraFields;
}

/** Throws `customer_unknown` for a customer that is not declared (any more): nobody can say where its rows belong. */
export type WorkspaceOf = (customerId: string) => Workspace;
