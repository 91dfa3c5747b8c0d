/** Chooses who reads pages and where rows go: the account that is configured, or what stands in for it on this machine. */
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { GoogleSheetConfig } from '../config/google-sheet-config.ts';
import { createCsvSheet } from '../csv-sheets/csv-sheet.ts';
import { createGoogleSheet } from '../google-sheets/google-sheet.ts';
import { createSheetsQuota } from '../google-sheets/sheets-quota.ts';
import { createLocalReader } from '../local-ocr/local-reader.ts';
import { createQrFinder } from '../local-ocr/qr-finder.ts';
import type { SavedRows } from '../local-telegram/chat-page/rows-feed.ts';
import type { CircuitPace } from '../model-reading/circuit.ts';
import { createGeminiReader } from '../model-reading/model-reader.ts';
import type { InvoiceReader } from '../reader/invoice-reader.ts';
import type { InvoiceSheet, SheetTab } from '../sheet/invoice-sheet.ts';
import { createCodeSearch } from './qr-reading.ts';
import { createCsvRows, type ObservedSheet } from './saved-rows.ts';

const SPREADSHEETS_URL = 'https://docs.google.com/spreadsheets/d';

export interface ReaderOptions {
  /** Tries of one call to the model, and the time after which no further one begins. */
  readonly modelRetry: { readonly maxAttempts: number; readonly maxTotalMs: number };
  readonly circuit?: CircuitPace;
  readonly onCircuit: (isOpen: boolean) => void;
  readonly looksForCodes: boolean;
  readonly log: Logger;
}

/** Who reads the text of pages, and who looks for codes beside. */
export interface Reading {
  readonly reader: InvoiceReader;
  /** Absent where the reader sees codes itself. */
  readonly findCodes?: ReturnType<typeof createCodeSearch>;
  /** Ends worker threads. */
  close(): Promise<void>;
}

export function createReading(
  { gemini, extraFields }: Config,
  { modelRetry, looksForCodes, ...options }: ReaderOptions,
): Reading {
  if (!gemini) {
    const reader = createLocalReader();
    return { reader, close: reader.close };
  }
  const reader = createGeminiReader({ ...gemini, ...modelRetry, ...options, extraFields });
  if (!looksForCodes) return { reader, close: async () => {} };
  const finder = createQrFinder();
  return { reader, findCodes: createCodeSearch(finder, options.log), close: finder.close };
}

export interface SheetsOptions {
  readonly tabs: readonly SheetTab[];
  /** Reads, and as many writes, of all spreadsheets together. */
  readonly callsPerMinute: number;
  /** Of each request to Google. */
  readonly timeoutMs: number;
  readonly log: Logger;
}

/** Where the rows of one customer go. */
export type SheetPlace =
  | { readonly kind: 'spreadsheet'; readonly account: GoogleSheetConfig; readonly spreadsheetId: string }
  | { readonly kind: 'csv-folder'; readonly folder: string };

/**
 * Gives a function that opens a sheet; open each place once. There is one service account, so all spreadsheets share one
 * quota, with a lane for each.
 */
export function createSheets(options: SheetsOptions): (place: SheetPlace) => InvoiceSheet {
  const { tabs, callsPerMinute, timeoutMs, log } = options;
  const quota = createSheetsQuota({ perMinute: callsPerMinute });
  return (place) => {
    if (place.kind === 'csv-folder') return createCsvSheet({ folder: place.folder, tabs, log });
    const { credentials, rootUrl, tokenUrl } = place.account;
    return createGoogleSheet({
      spreadsheetId: place.spreadsheetId,
      credentials,
      rootUrl,
      tokenUrl,
      tabs,
      timeoutMs,
      quota: quota.lane(),
      log,
    });
  };
}

/** Of whoever has no place of their own. */
export function findSheetPlace({ googleSheet, dataDir }: Config): SheetPlace {
  if (!googleSheet) return { kind: 'csv-folder', folder: dataDir };
  return { kind: 'spreadsheet', account: googleSheet, spreadsheetId: googleSheet.spreadsheetId };
}

/** What the chat page shows of them. */
export function findSavedRows(
  config: Config,
  tabs: readonly SheetTab[],
  { subscribe }: ObservedSheet,
): SavedRows {
  if (!config.googleSheet) return createCsvRows({ folder: config.dataDir, tabs, subscribe });
  return { kind: 'google-sheet', url: `${SPREADSHEETS_URL}/${config.googleSheet.spreadsheetId}/edit` };
}
