/** Makes the workspaces of customers: each sheet once, with all that is known of it. */
import type { Logger } from 'pino';
import type { Config } from '../../config/config.ts';
import type { Customer, SheetPlace } from '../../customers/customer.ts';
import type { CustomerBook } from '../../customers/customer-book.ts';
import { ScanError } from '../../errors.ts';
import { addFields, type ExtraFields, NO_EXTRA_FIELDS } from '../../invoice/extra-fields.ts';
import type { Workspace, WorkspaceOf } from '../../scan/workspace.ts';
import type { InvoiceSheet } from '../../sheet/invoice-sheet.ts';
import { createKnownParties } from '../../sheet/known-parties.ts';
import { createSavedInvoices } from '../../sheet/saved-invoices.ts';
import { createSheetLine, type LinePace } from '../../sheet/sheet-line.ts';
import { createSheetTabs } from '../../sheet/sheet-tabs.ts';
import type { OpenSheet } from './open-sheet.ts';
import { findPlace } from './sheet-place.ts';

export interface WorkspacesOptions {
  readonly book: Pick<CustomerBook, 'find'>;
  readonly openSheet: OpenSheet;
  readonly saveRetry: LinePace;
  readonly log: Logger;
}

/** What belongs to a sheet. Customers who declare none share the operator's, and with it what is known of it. */
type SheetParts = Pick<Workspace, 'sheet' | 'savedInvoices' | 'knownParties' | 'sheetLine'>;

interface OpenedSheet {
  readonly parts: SheetParts;
  /** What had columns once keeps them: a save that waits may have a value for a field that is not declared any more. */
  addColumns(fields: ExtraFields): void;
}

export function createWorkspaces(config: Config, options: WorkspacesOptions): WorkspaceOf {
  const { book, openSheet, saveRetry, log } = options;
  const opened = new Map<string, OpenedSheet>();

  function findSheet(place: SheetPlace, fields: ExtraFields): SheetParts {
    const key = JSON.stringify(place);
    const { parts, addColumns } = opened.get(key) ?? open(key, place);
    addColumns(fields);
    return parts;
  }

  function open(key: string, place: SheetPlace): OpenedSheet {
    let fields = NO_EXTRA_FIELDS;
    const sheet = openSheet(place, () => createSheetTabs(config.tabNames, fields));
    const made: OpenedSheet = {
      parts: createParts(sheet),
      addColumns: (more) => {
        fields = addFields(fields, more);
      },
    };
    opened.set(key, made);
    return made;
  }

  function createParts(sheet: InvoiceSheet): SheetParts {
    return {
      sheet,
      savedInvoices: createSavedInvoices(sheet),
      knownParties: createKnownParties(sheet),
      sheetLine: createSheetLine(saveRetry, log),
    };
  }

  function workspaceOf(customer: Customer): Workspace {
    const { businessGstins, extraFields: fields = config.extraFields } = customer;
    return {
      ...findSheet(findPlace(config, customer), fields),
      businessGstins: businessGstins ?? config.businessGstins,
      extraFields: fields,
    };
  }

  return (customerId) => {
    const customer = book.find(customerId);
    if (!customer) throw new ScanError('customer_unknown', `No customer ${customerId} is declared`);
    return workspaceOf(customer);
  };
}
