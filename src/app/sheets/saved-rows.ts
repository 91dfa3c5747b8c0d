/** The saved rows as the chat page shows them, kept up to date by watching every save. */
import type { Config } from '../../config/config.ts';
import { readNewestRows } from '../../csv-sheets/newest-rows.ts';
import type { CustomerBook } from '../../customers/customer-book.ts';
import { FIELD_KINDS } from '../../invoice/invoice.ts';
import type { RowColumn, RowTab } from '../../local-telegram/chat-page/page-contract.ts';
import type { SavedRows } from '../../local-telegram/chat-page/rows-feed.ts';
import type { SheetTab, TabKey } from '../../sheet/invoice-sheet.ts';
import { createSheetTabs } from '../../sheet/sheet-tabs.ts';
import type { OpenSheet } from './open-sheet.ts';
import { findPlace } from './sheet-place.ts';

const SPREADSHEETS_URL = 'https://docs.google.com/spreadsheets/d';

/** As many as a person scrolls through; all stand in the file. */
const MAX_SHOWN_ROWS = 200;

/** The tabs that the page shows, what it calls them, and the columns that are seen at once, with their short names. */
const SHOWN_TABS: readonly {
  readonly key: TabKey;
  readonly title: string;
  readonly keyColumns: KeyColumns;
}[] = [
  {
    key: 'invoiceHeader',
    title: 'Invoices',
    keyColumns: {
      Invoice_No: 'Number',
      Invoice_Date: 'Date',
      Seller_Name: 'Seller',
      Invoice_Value: 'Total',
      Validation_Status: 'Check',
    },
  },
  {
    key: 'lineItems',
    title: 'Line items',
    keyColumns: {
      Item_Description: 'Item',
      Invoice_No: 'Invoice',
      Qty: 'Qty',
      Rate: 'Rate',
      Line_Total: 'Total',
    },
  },
];

type KeyColumns = Readonly<Record<string, string>>;

export interface SaveObservation {
  /** Opens sheets that tell of every save. */
  readonly openSheet: OpenSheet;
  /** Returns how to end it. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createSaveObservation(openSheet: OpenSheet): SaveObservation {
  const listeners = new Set<() => void>();
  return {
    openSheet(place, tabs) {
      const { appendRows, findScan, readColumns } = openSheet(place, tabs);
      return {
        async appendRows(rows, signal) {
          await appendRows(rows, signal);
          for (const listener of [...listeners]) listener();
        },
        findScan,
        readColumns,
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export interface SavedRowsOptions {
  readonly book: Pick<CustomerBook, 'find' | 'customerOf'>;
  readonly subscribe: SaveObservation['subscribe'];
}

/** What the chat page shows each person: the rows of their own customer, where they are in CSV files. */
export function createSavedRows(config: Config, { book, subscribe }: SavedRowsOptions): SavedRows {
  const customerOf = (personId: number) => book.find(book.customerOf({ chatId: personId, userId: personId }));
  return {
    subscribe,
    placeOf(personId) {
      const place = findPlace(config, customerOf(personId));
      return place.kind === 'csv-folder'
        ? { kind: 'files', folder: place.folder }
        : { kind: 'google-sheet', url: `${SPREADSHEETS_URL}/${place.spreadsheetId}/edit` };
    },
    async list(personId) {
      const customer = customerOf(personId);
      const place = findPlace(config, customer);
      if (place.kind !== 'csv-folder') return [];
      return readTabs(
        place.folder,
        createSheetTabs(config.tabNames, customer?.extraFields ?? config.extraFields),
      );
    },
  };
}

function readTabs(folder: string, tabs: readonly SheetTab[]): Promise<readonly RowTab[]> {
  const shown = SHOWN_TABS.flatMap(({ key, title, keyColumns }) => {
    const tab = tabs.find((candidate) => candidate.key === key);
    return tab === undefined ? [] : [readTab({ folder, tabs, tab, title, keyColumns })];
  });
  return Promise.all(shown);
}

interface TabReading {
  readonly folder: string;
  readonly tabs: readonly SheetTab[];
  readonly tab: SheetTab;
  readonly title: string;
  readonly keyColumns: KeyColumns;
}

/** The key columns come first, whatever their place in the file. */
async function readTab({ folder, tabs, tab, title, keyColumns }: TabReading): Promise<RowTab> {
  const keys = Object.keys(keyColumns);
  const others = tab.columns.filter((name) => !keys.includes(name));
  const columns = [...keys, ...others];
  const shown = { ...tab, columns };
  const newest = await readNewestRows({ folder, tabs, tab: shown, maxRows: MAX_SHOWN_ROWS });
  return { title, columns: columns.map((name) => toRowColumn(name, keyColumns[name])), ...newest };
}

function toRowColumn(name: string, label: string | undefined): RowColumn {
  return { name, kind: kindOf(name), isKey: label !== undefined, ...(label !== undefined && { label }) };
}

function kindOf(name: string): RowColumn['kind'] {
  if (name === 'Validation_Status') return 'status';
  const kind = FIELD_KINDS.get(name);
  return kind === 'amount' || kind === 'number' || kind === 'date' ? kind : 'text';
}
