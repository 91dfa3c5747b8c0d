/** The saved rows as the chat page shows them, kept up to date by watching every save. */
import { readNewestRows } from '../../csv-sheets/newest-rows.ts';
import { FIELD_KINDS } from '../../invoice/invoice.ts';
import type { RowColumn, RowTab } from '../../local-telegram/chat-page/page-contract.ts';
import type { SavedRows } from '../../local-telegram/chat-page/rows-feed.ts';
import type { SheetTab, TabKey } from '../../sheet/invoice-sheet.ts';
import type { OpenSheet } from './open-sheet.ts';

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

export interface CsvRowsOptions {
  readonly folder: string;
  readonly tabs: readonly SheetTab[];
  readonly subscribe: SaveObservation['subscribe'];
}

/** The rows in the CSV files as the page shows them. */
export function createCsvRows({ folder, tabs, subscribe }: CsvRowsOptions): SavedRows {
  return {
    kind: 'files',
    folder,
    subscribe,
    list: () =>
      Promise.all(
        SHOWN_TABS.flatMap(({ key, title, keyColumns }) => {
          const tab = tabs.find((candidate) => candidate.key === key);
          return tab === undefined ? [] : [readTab({ folder, tabs, tab, title, keyColumns })];
        }),
      ),
  };
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
