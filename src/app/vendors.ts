/** Chooses who reads pages and where rows go: the account that is configured, or what stands in for it on this machine. */
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import type { Config, GeminiConfig } from '../config/config.ts';
import { createCsvSheet } from '../csv-sheets/csv-sheet.ts';
import type { SheetPlace } from '../customers/customer.ts';
import { createGeminiModel } from '../gemini/gemini-model.ts';
import { createGoogleSheet } from '../google-sheets/google-sheet.ts';
import { createLocalReader } from '../local-ocr/local-reader.ts';
import { createQrFinder } from '../local-ocr/qr-finder.ts';
import type { SavedRows } from '../local-telegram/chat-page/rows-feed.ts';
import type { CircuitPace } from '../model-reading/calls/circuit.ts';
import type { ModelClient } from '../model-reading/model-client.ts';
import { createModelReader } from '../model-reading/model-reader.ts';
import type { InvoiceReader } from '../reader/invoice-reader.ts';
import type { InvoiceSheet, SheetTab } from '../sheet/invoice-sheet.ts';
import { createSheetTabs } from '../sheet/sheet-tabs.ts';
import { createCodeSearch } from './qr-reading.ts';
import { createCsvRows, type SaveObservation } from './sheets/saved-rows.ts';

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
  /** Whether it opens HEIC. */
  readonly readsHeic: boolean;
  /** Absent where the reader sees codes itself. */
  readonly findCodes?: ReturnType<typeof createCodeSearch>;
  /** Ends worker threads. */
  close(): Promise<void>;
}

export function createReading({ gemini }: Config, options: ReaderOptions): Reading {
  const { modelRetry, circuit, onCircuit, looksForCodes, log } = options;
  if (!gemini) {
    const reader = createLocalReader();
    return { reader, readsHeic: false, close: reader.close };
  }
  const client = createModel(gemini, log);
  const reader = createModelReader({
    client,
    concurrency: gemini.concurrency,
    requestsPerMinute: gemini.requestsPerMinute,
    tokensPerMinute: gemini.tokensPerMinute,
    maxAttempts: modelRetry.maxAttempts,
    maxTotalMs: modelRetry.maxTotalMs,
    ...(circuit && { circuit }),
    onCircuit,
    log,
  });
  const readsHeic = client.takes.has('image/heic');
  if (!looksForCodes) return { reader, readsHeic, close: async () => {} };
  const finder = createQrFinder();
  return { reader, readsHeic, findCodes: createCodeSearch(finder, log), close: finder.close };
}

function createModel({ apiKey, model, baseUrl, timeoutMs }: GeminiConfig, log: Logger): ModelClient {
  return createGeminiModel({ apiKey, model, baseUrl, timeoutMs, log });
}

export interface SheetOptions {
  /** Undefined for the operator's own. */
  readonly place: SheetPlace | undefined;
  readonly tabs: readonly SheetTab[];
  readonly writesPerMinute: number;
  /** Of each request to Google. */
  readonly timeoutMs: number;
  readonly log: Logger;
}

export function createSheet(config: Config, options: SheetOptions): InvoiceSheet {
  const { tabs, log, timeoutMs, writesPerMinute } = options;
  const place = options.place ?? ownPlace(config);
  if (place.kind === 'csv-folder') {
    return createCsvSheet({ folder: resolve(config.dataDir, place.folder), tabs, log });
  }
  if (!config.googleAccount)
    throw new Error('a sheet is declared without an account: the configuration is checked');
  const { credentials, rootUrl, tokenUrl } = config.googleAccount;
  const { spreadsheetId } = place;
  return createGoogleSheet({
    spreadsheetId,
    tabs,
    credentials,
    rootUrl,
    tokenUrl,
    timeoutMs,
    writesPerMinute,
    log,
  });
}

function ownPlace({ googleSheet }: Config): SheetPlace {
  return googleSheet
    ? { kind: 'google-sheet', spreadsheetId: googleSheet.spreadsheetId }
    : { kind: 'csv-folder', folder: '.' };
}

/** What the chat page shows of the rows that go where the operator's own do. */
export function findSavedRows(
  { googleSheet, dataDir, tabNames, extraFields }: Config,
  subscribe: SaveObservation['subscribe'],
): SavedRows {
  const tabs = createSheetTabs(tabNames, extraFields);
  if (!googleSheet) return createCsvRows({ folder: dataDir, tabs, subscribe });
  return { kind: 'google-sheet', url: `${SPREADSHEETS_URL}/${googleSheet.spreadsheetId}/edit` };
}
