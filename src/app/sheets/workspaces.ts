/** Makes the workspaces of customers: each sheet once, with all that is known of it. */
import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import type { Customer, SheetPlace } from '../../customers/customer.ts';
import type { CustomerBook } from '../../customers/customer-book.ts';
import { ScanError } from '../../errors.ts';
import { type ExtraFields, NO_EXTRA_FIELDS } from '../../invoice/extra-fields.ts';
import type { Workspace, WorkspaceOf } from '../../scan/workspace.ts';
import type { InvoiceSheet } from '../../sheet/invoice-sheet.ts';
import { createKnownParties } from '../../sheet/known-parties.ts';
import { createSavedInvoices } from '../../sheet/saved-invoices.ts';
import { createSheetLine, type LinePace } from '../../sheet/sheet-line.ts';
import { createSheetTabs } from '../../sheet/sheet-tabs.ts';
import type { OpenSheet } from './open-sheet.ts';

export interface WorkspacesOptions {
  readonly book: Pick<CustomerBook, 'find'>;
  readonly openSheet: OpenSheet;
  readonly saveRetry: LinePace;
  readonly log: Logger;
}

/** What belongs to a sheet. Customers who declare none share the operator's, and with it what is known of it. */
type SheetParts = Pick<Workspace, 'sheet' | 'savedInvoices' | 'knownParties' | 'sheetLine'>;

export function createWorkspaces(config: Config, options: WorkspacesOptions): WorkspaceOf {
  const { book, openSheet, saveRetry, log } = options;
  const opened = new Map<string, SheetParts>();

  function open(place: SheetPlace | undefined, extraFields: ExtraFields): SheetParts {
    const key = JSON.stringify([place, extraFields]);
    const known = opened.get(key);
    if (known) return known;
    const parts = createParts(openSheet(place, createSheetTabs(config.tabNames, extraFields)));
    opened.set(key, parts);
    return parts;
  }

  function createParts(sheet: InvoiceSheet): SheetParts {
    return {
      sheet,
      savedInvoices: createSavedInvoices(sheet),
      knownParties: createKnownParties(sheet),
      sheetLine: createSheetLine(saveRetry, log),
    };
  }

  function workspaceOf({ sheet, businessGstins, extraFields }: Customer): Workspace {
    const fields = extraFields ?? config.extraFields;
    return {
      ...open(sheet, fields),
      businessGstins: businessGstins ?? config.businessGstins,
      extraFields: fields,
    };
  }

  const nowhere: Workspace = {
    ...createParts(createMissingSheet()),
    businessGstins: [],
    extraFields: NO_EXTRA_FIELDS,
  };

  return (customerId) => {
    const customer = book.find(customerId);
    return customer ? workspaceOf(customer) : nowhere;
  };
}

/** Of a customer that is not declared any more: nobody can say where its rows belong. */
function createMissingSheet(): InvoiceSheet {
  const refuse = async (): Promise<never> => {
    throw new ScanError('customer_unknown', 'The customer of this scan is not declared any more');
  };
  return { appendRows: refuse, findScan: refuse, readColumns: refuse };
}
