/** The whole bot against loopback servers: real clients over HTTP, real files in a temporary folder. */
import { onTestFinished } from 'vitest';
import {
  createGeminiServer,
  type GeminiServer,
  type GeminiServerOptions,
} from '../../loopback/gemini/gemini-server.ts';
import { createSheetsServer, type SheetsServer } from '../../loopback/sheets/sheets-server.ts';
import {
  createTestTelegram,
  TEST_TOKEN,
  type TestTelegram,
} from '../../loopback/telegram/telegram-server.ts';
import { type App, startApp } from '../../src/app/app.ts';
import { CONFIG_SOURCES } from '../../src/app/config-sources.ts';
import { loadConfig } from '../../src/config/config.ts';
import type { LocalTelegramOptions } from '../../src/local-telegram/local-telegram.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import { createLogger } from '../../src/logger.ts';
import { createFolder } from './folders.ts';

/** May use the bot. */
export const ASHA: LocalUser = { id: 42, firstName: 'Asha', username: 'asha_traders' };
export const RAVI: LocalUser = { id: 77, firstName: 'Ravi' };
/** On no list. */
export const STRANGER: LocalUser = { id: 99, firstName: 'Stranger' };

const GEMINI_KEY = 'AIzaSyntheticKeyOfTheTests';

export interface World {
  readonly telegram: TestTelegram;
  readonly gemini: GeminiServer;
  readonly sheets: SheetsServer;
  readonly dataDir: string;
  /** What the bot is configured with; `startBot` reads it. */
  readonly env: Record<string, string>;
  /** Everything that was logged, as one text. */
  readonly logged: () => string;
  /** Forgets what was logged so far. */
  readonly forget: () => void;
  /** Starts the bot; ends with the test. */
  startBot(): Promise<App>;
}

export interface WorldOptions {
  readonly gemini?: GeminiServerOptions;
  readonly env?: Readonly<Record<string, string>>;
  /** For each request to Google Sheets. Default 30,000. */
  readonly sheetTimeoutMs?: number;
  /** Whether QR codes are looked for. Default false. */
  readonly looksForCodes?: boolean;
  /** Takes updates to the bot while a webhook is set. */
  readonly deliver?: LocalTelegramOptions['deliver'];
}

/** Servers are up, the bot is not started yet. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const [telegram, gemini, sheets, dataDir] = await Promise.all([
    createTestTelegram(options.deliver && { deliver: options.deliver }),
    createGeminiServer(options.gemini),
    createSheetsServer(),
    createFolder(),
  ]);
  onTestFinished(async () => {
    await Promise.all([telegram.close(), gemini.close(), sheets.close()]);
  });
  const env: Record<string, string> = {
    TELEGRAM_BOT_TOKEN: TEST_TOKEN,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    ALLOWED_USER_IDS: `${ASHA.id},${RAVI.id}`,
    GEMINI_API_KEY: GEMINI_KEY,
    GEMINI_BASE_URL: gemini.baseUrl,
    GOOGLE_SHEET_ID: sheets.spreadsheetId,
    GOOGLE_SHEETS_CREDENTIALS_JSON: sheets.account.keyFile,
    GOOGLE_SHEETS_ROOT_URL: sheets.rootUrl,
    GOOGLE_TOKEN_URL: sheets.tokenUrl,
    DATA_DIR: dataDir,
    SHUTDOWN_GRACE_MS: '60000',
    // So that a test can say what Gemini answers between a page and its /done; read-ahead.test.ts has it on.
    ENABLE_READ_AHEAD: 'false',
    ...options.env,
  };
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };

  return {
    telegram,
    gemini,
    sheets,
    dataDir,
    env,
    logged: () => lines.join(''),
    forget: () => void lines.splice(0),
    async startBot() {
      const config = loadConfig(env, CONFIG_SOURCES);
      const log = createLogger({ level: 'debug', secrets: config.secrets, isTerminal: false, destination });
      const app = await startApp({
        config,
        log,
        extractionVersion: 'gst-scanner test',
        looksForCodes: options.looksForCodes ?? false,
        paces: {
          minEditIntervalMs: 20,
          modelRetry: { maxAttempts: 2, maxTotalMs: 60_000 },
          sheetCallsPerMinute: 6000,
          sheetTimeoutMs: options.sheetTimeoutMs ?? 60_000,
          saveRetry: { firstDelayMs: 10, maxDelayMs: 40, settleMs: 100 },
          receptionRetryMs: 50,
        },
      });
      onTestFinished(() => app.stop());
      return app;
    },
  };
}

/** `createWorld` with the bot running. */
export async function createRunningWorld(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld(options);
  await world.startBot();
  return world;
}
