/** Makes the workspace of each customer, once. */
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Workspace } from '../scan/workspace.ts';
import type { InvoiceSheet } from '../sheet/invoice-sheet.ts';
import { createKnownParties } from '../sheet/known-parties.ts';
import { createSavedInvoices } from '../sheet/saved-invoices.ts';
import { createSheetLine, type LinePace } from '../sheet/sheet-line.ts';

export interface WorkspaceOptions {
  readonly sheet: InvoiceSheet;
  readonly saveRetry: LinePace;
  readonly log: Logger;
}

export function createWorkspace(
  { businessGstins, extraFields }: Config,
  { sheet, saveRetry, log }: WorkspaceOptions,
): Workspace {
  return {
    sheet,
    savedInvoices: createSavedInvoices(sheet),
    knownParties: createKnownParties(sheet),
    sheetLine: createSheetLine(saveRetry, log),
    businessGstins,
    extraFields,
  };
}
