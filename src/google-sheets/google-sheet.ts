/** InvoiceSheet on Google Sheets: rows land by header name, many saves in one request, each all or nothing. */
import { untilAborted } from '../concurrency/until-aborted.ts';
import { ScanError } from '../errors.ts';
import { layOutColumns } from '../sheet/column-layout.ts';
import type { InvoiceSheet, SavedRow, SheetRow, SheetTab, TabKey } from '../sheet/invoice-sheet.ts';
import { FIRST_ROW_NUMBER, SCAN_ID_COLUMN } from '../sheet/sheet-tabs.ts';
import { type EncodedRow, planAppend } from './append-requests.ts';
import { createBatchWriter } from './batch-writer.ts';
import { toSheetsCell } from './cells.ts';
import { createMergeReading, type MergeReading } from './merge-reading.ts';
import type { ServiceAccountCredentials } from './service-account.ts';
import { shareNext } from './share-next.ts';
import { createSheetsClient } from './sheets-client.ts';
import type { SheetsQuotaLane } from './sheets-quota.ts';
import { formatColumnRange, readTabs } from './tab-reading.ts';

/** Diagnostics; pino's loggers fit. */
export interface SheetLog {
  warn(data: object, message: string): void;
}

export interface GoogleSheetOptions {
  readonly spreadsheetId: string;
  /** Asked for at each use: columns may be added. */
  readonly tabs: () => readonly SheetTab[];
  readonly credentials: ServiceAccountCredentials;
  /** In place of `https://sheets.googleapis.com/`, for tests and proxies. */
  readonly rootUrl?: string | undefined;
  /** In place of `https://oauth2.googleapis.com/token`. */
  readonly tokenUrl?: string | undefined;
  /** Bound of each HTTP request. A save is up to three of them in a row: token, read, write. */
  readonly timeoutMs: number;
  /** A lane of its own, of the quota that all spreadsheets of the service account share. */
  readonly quota: SheetsQuotaLane;
  readonly log?: SheetLog | undefined;
}

/** Google recommends at most 2 MB a request; the rest is for the blanks of unknown columns. */
const MAX_BATCH_BYTES = 1_500_000;

/** A save's rows in Google's cells, and their size as JSON. */
interface EncodedSave {
  readonly rows: readonly EncodedRow[];
  readonly sizeBytes: number;
}

/**
 * Make one per spreadsheet: its queue is what keeps saves apart. Before each write the header rows are read, so people
 * may move columns at any time. A batch that Google refuses is split, so that one bad row harms only its own save.
 */
export function createGoogleSheet(options: GoogleSheetOptions): InvoiceSheet {
  const { tabs, quota } = options;
  const client = createSheetsClient(options);
  const writer = createBatchWriter<EncodedSave, MergeReading>({
    prepare: createMergeReading(client, tabs()),
    write: (saves, reading) => {
      const rows = saves.flatMap((save) => save.rows);
      return client.batchUpdate(planAppend({ rows, tabs: tabs() }, reading));
    },
    pace: () => quota.write(),
    sizeBytes: ({ sizeBytes }) => sizeBytes,
    maxBytes: MAX_BATCH_BYTES,
    onSplit: (saveCount, error) =>
      options.log?.warn({ saveCount, reason: error.message }, 'Google refused a batch: saving one by one'),
  });

  async function appendRows(rows: readonly SheetRow[], signal: AbortSignal): Promise<void> {
    if (rows.length === 0) return;
    await writer.submit(encodeSave(rows, tabs()), signal);
  }

  async function findScan(
    scanId: string,
    signal: AbortSignal,
    tab: TabKey = 'invoiceHeader',
  ): Promise<SavedRow | undefined> {
    signal.throwIfAborted();
    const rows = await untilAborted(lookForScans(tab), signal);
    const index = rows.findIndex((row) => row[SCAN_ID_COLUMN] === scanId);
    return index === -1 ? undefined : { rowNumber: index + FIRST_ROW_NUMBER };
  }

  /** After a write that was lost, all that it carried are looked for at once. */
  const looks = new Map(
    tabs().map(({ key }) => [
      key,
      shareNext(() => readColumns(key, [SCAN_ID_COLUMN], new AbortController().signal)),
    ]),
  );
  async function lookForScans(tab: TabKey) {
    return (await looks.get(tab)?.()) ?? [];
  }

  async function readColumns(key: TabKey, columns: readonly string[], signal: AbortSignal) {
    // A save that its caller gave up may still be on its way: look only when it has landed.
    await untilAborted(writer.landed(), signal);
    const tab = tabs().find((candidate) => candidate.key === key);
    if (tab === undefined) return [];
    const found = (await readTabs(client, [tab.name], { signal })).foundByTitle.get(tab.name);
    const { indexByName, missing } = layOutColumns(found?.headers ?? [], columns);
    const present = columns.filter((name) => !missing.includes(name));
    if (present.length === 0) return [];
    const ranges = present.map((name) => formatColumnRange(tab.name, indexByName.get(name) ?? 0));
    return toRows(columns, present, await client.getColumns(ranges, signal));
  }

  return { appendRows, findScan, readColumns };
}

/** Turns columns, their headers in front, into rows. */
function toRows(
  names: readonly string[],
  present: readonly string[],
  columns: readonly (readonly string[])[],
): readonly Readonly<Record<string, string>>[] {
  const length = Math.max(1, ...columns.map((column) => column.length));
  const blank = Object.fromEntries(names.map((name) => [name, '']));
  return Array.from({ length: length - 1 }, (_, index) => ({
    ...blank,
    ...Object.fromEntries(present.map((name, column) => [name, columns[column]?.[index + 1] ?? ''])),
  }));
}

/** Encoded before it is queued, so that a value that can't be a cell fails its own save alone, with nothing sent. */
function encodeSave(rows: readonly SheetRow[], tabs: readonly SheetTab[]): EncodedSave {
  const encoded = rows.map((row) => encodeRow(row, tabs));
  const cells = encoded.flatMap((row) => [...row.cells.values()]);
  return { rows: encoded, sizeBytes: Buffer.byteLength(JSON.stringify(cells)) };
}

function encodeRow(row: SheetRow, tabs: readonly SheetTab[]): EncodedRow {
  const tab = tabs.find(({ key }) => key === row.tab);
  if (tab === undefined) throw new ScanError('sheet_rejected', `There is no tab ${row.tab}`);
  const cells = Object.entries(row.cells).map(([name, cell]): [string, ReturnType<typeof toSheetsCell>] => {
    if (!tab.columns.includes(name)) {
      throw new ScanError('sheet_rejected', `The tab ${tab.name} has no column ${name}`);
    }
    return [name, toSheetsCell(cell)];
  });
  return { tab: row.tab, cells: new Map(cells), refreshes: row.refreshes ?? [] };
}
