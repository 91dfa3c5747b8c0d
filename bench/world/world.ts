/** The loopback servers and a real bot process between them, gone again when the measuring ends. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSheetsServer, type SheetsServer } from '../../loopback/sheets/sheets-server.ts';
import {
  createTestTelegram,
  TEST_TOKEN,
  type TestTelegram,
} from '../../loopback/telegram/telegram-server.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { createGeminiStub, type GeminiStub } from './gemini-stub.ts';

/** Twenty that scan, and one that only watches. */
export const USERS: readonly LocalUser[] = Array.from({ length: 21 }, (_, index) => ({
  id: 1001 + index,
  firstName: `User ${index + 1}`,
}));

export interface World {
  readonly telegram: TestTelegram;
  readonly gemini: GeminiStub;
  readonly sheets: SheetsServer;
  readonly bot: BotProcess;
}

/**
 * Gives `use` a bot that has just polled for the first time, set up with `env` beside what points it to the servers. If
 * `use` rejects, the error tells what the bot logged last.
 */
export async function withWorld<T>(
  env: Readonly<Record<string, string>>,
  use: (world: World) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'gst-scanner-bench-'));
  const [telegram, gemini, sheets] = await Promise.all([
    createTestTelegram(),
    createGeminiStub(),
    createSheetsServer(),
  ]);
  try {
    const bot = await startBotProcess({
      folder,
      telegram,
      env: {
        TELEGRAM_BOT_TOKEN: TEST_TOKEN,
        TELEGRAM_API_ROOT: telegram.apiRoot,
        ALLOWED_USER_IDS: USERS.map(({ id }) => id).join(','),
        // A bench asks faster than any person.
        USER_RATE_LIMIT_PER_MINUTE: '0',
        // From /done on everything is still to be done, unless a bench says otherwise.
        ENABLE_READ_AHEAD: 'false',
        GEMINI_API_KEY: 'AIzaSyntheticKeyOfTheBenches',
        GEMINI_BASE_URL: gemini.server.baseUrl,
        GOOGLE_SHEET_ID: sheets.spreadsheetId,
        GOOGLE_SHEETS_CREDENTIALS_JSON: sheets.account.keyFile,
        GOOGLE_SHEETS_ROOT_URL: sheets.rootUrl,
        GOOGLE_TOKEN_URL: sheets.tokenUrl,
        ...env,
      },
    });
    try {
      return await use({ telegram, gemini, sheets, bot });
    } catch (cause) {
      throw new Error(`The bot said last:\n${await bot.readLogTail()}`, { cause });
    } finally {
      await bot.stop();
    }
  } finally {
    await Promise.all([telegram.close(), gemini.server.close(), sheets.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}
