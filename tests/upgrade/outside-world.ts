/** What stands around the bot, for a data folder that is made now or goes on later: servers on loopback, and the program's own way to start. */

import { createGeminiServer, type GeminiServer } from '../../loopback/gemini/gemini-server.ts';
import { createSheetsServer, type SheetsServer } from '../../loopback/sheets/sheets-server.ts';
import {
  createTestTelegram,
  TEST_TOKEN,
  type TestTelegram,
} from '../../loopback/telegram/telegram-server.ts';
import { type App, startApp } from '../../src/app/app.ts';
import { CONFIG_SOURCES } from '../../src/app/config-sources.ts';
import { loadConfig } from '../../src/config/config.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import { createLogger } from '../../src/logger.ts';

/** Each has a chat, and one thing that waits in it. */
export const PEOPLE = {
  aheadDraft: { id: 42, firstName: 'Asha', username: 'asha_traders' },
  unreadDraft: { id: 77, firstName: 'Ravi' },
  queued: { id: 103, firstName: 'Chitra' },
  reading: { id: 104, firstName: 'Dev' },
  parsing: { id: 105, firstName: 'Esha' },
  correcting: { id: 106, firstName: 'Farid' },
  duplicate: { id: 107, firstName: 'Gauri' },
  repaired: { id: 108, firstName: 'Hari' },
  failed: { id: 109, firstName: 'Indu' },
  failedUntold: { id: 110, firstName: 'Jatin' },
  waitingForSheet: { id: 111, firstName: 'Kavya' },
  rowIsThere: { id: 112, firstName: 'Lalit' },
  rowIsNotThere: { id: 113, firstName: 'Mohan' },
  savedUntold: { id: 114, firstName: 'Nila' },
  toldUntracked: { id: 115, firstName: 'Omar' },
  cancelledUntold: { id: 116, firstName: 'Priya' },
  eInvoice: { id: 117, firstName: 'Qadir' },
  eInvoiceReview: { id: 118, firstName: 'Rupa' },
  localDraft: { id: 119, firstName: 'Sunil' },
  joinable: { id: 121, firstName: 'Tara' },
  quiet: { id: 122, firstName: 'Uday' },
} as const satisfies Record<string, LocalUser>;

/** Runs the bot. */
export const MEERA: LocalUser = { id: 7, firstName: 'Meera' };
/** Let in by invitation, and still in. */
export const KIRAN: LocalUser = { id: 500, firstName: 'Kiran', username: 'kiran_stores' };
/** Let in by invitation, and removed. */
export const LATA: LocalUser = { id: 501, firstName: 'Lata' };
/** Never let in. */
export const VIKRAM: LocalUser = { id: 502, firstName: 'Vikram' };

export const GROUP_TITLE = 'Traders';
/** Of the first group that a local Telegram makes. */
export const GROUP_ID = -1_000_000_000_001;

/** Tabs that the bot writes. */
export const TABS = ['Invoice_Header', 'Line_Items', 'Customer_Master', 'HSN_Master', 'Duplicate_Attempts'];

export interface OutsideWorld {
  readonly telegram: TestTelegram;
  readonly gemini: GeminiServer;
  readonly sheets: SheetsServer;
  /** Everything that was logged. */
  readonly logged: () => string;
  /** `env` goes over what all bots of the fixture have; a variable that is '' counts as not set. */
  startBot(folders: BotFolders, env?: Readonly<Record<string, string>>): Promise<App>;
  /** The configuration that `startBot` would start with. */
  configOf(folders: BotFolders, env?: Readonly<Record<string, string>>): ReturnType<typeof loadConfig>;
  close(): Promise<void>;
}

export interface BotFolders {
  readonly dataDir: string;
  readonly logsDir: string;
}

export interface OutsideWorldOptions {
  /** Where Telegram keeps its chats and files. */
  readonly telegramFolder: string;
  /** With certificates of registrars. */
  readonly keysFolder: string;
  /** Of the spreadsheet: long where a doubt is to last until the stop. */
  readonly saveDelayMs?: number;
}

export async function createOutsideWorld(options: OutsideWorldOptions): Promise<OutsideWorld> {
  const { telegramFolder, keysFolder, saveDelayMs = 10 } = options;
  const [telegram, gemini, sheets] = await Promise.all([
    createTestTelegram({ folder: telegramFolder }),
    createGeminiServer(),
    createSheetsServer(),
  ]);
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };

  function configOf({ dataDir, logsDir }: BotFolders, env: Readonly<Record<string, string>> = {}) {
    const accounts = {
      TELEGRAM_BOT_TOKEN: TEST_TOKEN,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      GEMINI_API_KEY: 'AIzaSyntheticKeyOfTheTests',
      GEMINI_BASE_URL: gemini.baseUrl,
      GOOGLE_SHEET_ID: sheets.spreadsheetId,
      GOOGLE_SHEETS_CREDENTIALS_JSON: sheets.account.keyFile,
      GOOGLE_SHEETS_ROOT_URL: sheets.rootUrl,
      GOOGLE_TOKEN_URL: sheets.tokenUrl,
    };
    const folders = { DATA_DIR: dataDir, LOGS_DIR: logsDir, EINVOICE_PUBLIC_KEYS: keysFolder };
    return loadConfig({ ...BASE_ENV, ...accounts, ...folders, ...env }, CONFIG_SOURCES);
  }

  return {
    telegram,
    gemini,
    sheets,
    logged: () => lines.join(''),
    configOf,
    startBot(folders, env) {
      const config = configOf(folders, env);
      const log = createLogger({ level: 'debug', secrets: config.secrets, isTerminal: false, destination });
      return startApp({
        config,
        log,
        extractionVersion: 'gst-scanner test',
        paces: {
          minEditIntervalMs: 20,
          modelRetry: { maxAttempts: 2, maxTotalMs: 5000 },
          sheetCallsPerMinute: 6000,
          sheetTimeoutMs: 30_000,
          saveRetry: { firstDelayMs: saveDelayMs, maxDelayMs: saveDelayMs * 4, settleMs: saveDelayMs * 10 },
          receptionRetryMs: 50,
        },
      });
    },
    async close() {
      await Promise.all([telegram.close(), gemini.close(), sheets.close()]);
    },
  };
}

const BASE_ENV: Readonly<Record<string, string>> = {
  ALLOWED_USER_IDS: Object.values(PEOPLE)
    .map(({ id }) => id)
    .join(','),
  ADMIN_USER_IDS: String(MEERA.id),
  ALLOWED_GROUP_IDS: String(GROUP_ID),
  ENABLE_USAGE_TRACKING: 'true',
  ENABLE_OCR_LEVEL_TRACKING: 'true',
  ENABLE_INVOICE_LEVEL_TRACKING: 'true',
  ENABLE_CUSTOMER_AGGREGATION: 'true',
  ENABLE_SUMMARY_GENERATION: 'true',
  ENABLE_STATS_CHARTS: 'false',
  INVITE_TTL_DAYS: '365',
  PAGE_TTL_HOURS: '8760',
  USER_RATE_LIMIT_PER_MINUTE: '0',
  SHUTDOWN_GRACE_MS: '2000',
};
