/** One morning with one kill, from the first photo to the audit. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GeminiServerCall } from '../../loopback/gemini/gemini-call.ts';
import { createGeminiServer } from '../../loopback/gemini/gemini-server.ts';
import { createSheetsServer } from '../../loopback/sheets/sheets-server.ts';
import { createTestTelegram, TEST_TOKEN } from '../../loopback/telegram/telegram-server.ts';
import { audit, type Findings } from './audit.ts';
import { startKilledBot } from './killed-bot.ts';
import type { Kill } from './kills.ts';
import { ASHA, answerByContent, type Photos, play } from './scenario.ts';
import { NO_TRACE } from './trace.ts';

export interface Trial extends Findings {
  readonly kill: Kill;
  /** False if the morning was over before. */
  readonly wasKilled: boolean;
  /** What the kill prevented. */
  readonly at: string;
  readonly durationMs: number;
  readonly operationCount: number;
}

export async function tryKill(kill: Kill, photos: Photos): Promise<Trial> {
  const folder = await mkdtemp(join(tmpdir(), 'gst-scanner-crash-'));
  const [telegram, gemini, sheets] = await Promise.all([
    createTestTelegram(),
    createGeminiServer(),
    createSheetsServer(),
  ]);
  const answered: { readonly call: GeminiServerCall; readonly atMs: number }[] = [];
  answerByContent(gemini, photos, (call) => void answered.push({ call, atMs: Date.now() }));
  const disk = join(folder, 'disk');
  await mkdir(disk);
  const [dataDir, logsDir] = [join(disk, 'data'), join(disk, 'logs')];
  const startedAt = Date.now();
  const bot = startKilledBot({
    folder,
    disk,
    kill,
    env: {
      TELEGRAM_BOT_TOKEN: TEST_TOKEN,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      ALLOWED_USER_IDS: String(ASHA.id),
      USER_RATE_LIMIT_PER_MINUTE: '0',
      GEMINI_API_KEY: 'AIzaSyntheticKeyOfTheCrashes',
      GEMINI_BASE_URL: gemini.baseUrl,
      GOOGLE_SHEET_ID: sheets.spreadsheetId,
      GOOGLE_SHEETS_CREDENTIALS_JSON: sheets.account.keyFile,
      GOOGLE_SHEETS_ROOT_URL: sheets.rootUrl,
      GOOGLE_TOKEN_URL: sheets.tokenUrl,
      ENABLE_USAGE_TRACKING: 'true',
      ENABLE_OCR_LEVEL_TRACKING: 'true',
      ENABLE_INVOICE_LEVEL_TRACKING: 'true',
      DATA_DIR: dataDir,
      LOGS_DIR: logsDir,
    },
  });
  try {
    const stuck = await play(telegram, photos).then(
      () => [],
      (error: unknown) => [`the user waits in vain: ${String(error)}`],
    );
    const durationMs = Date.now() - startedAt;
    const status = await bot.stop();
    const killedAtMs = bot.killedAtMs();
    const trace = await bot.trace();
    const found = await audit({
      ...{ telegram, sheets, photos, answered, dataDir, logsDir, killedAtMs },
      trace: kill.kind === 'operation' || kill.kind === 'power' ? trace : NO_TRACE,
      isPowerCut: kill.kind === 'power',
    });
    const unclean = status === 0 ? [] : [`the stop ended with status ${status}`];
    const losses = [...stuck, ...found.losses, ...unclean];
    const log = losses.length > 0 ? [await readFile(join(folder, 'bot.log'), 'utf8')] : [];
    return {
      ...found,
      losses: [...losses, ...log],
      wasKilled: killedAtMs !== undefined,
      ...{ kill, durationMs, at: trace.operations.at(-1) ?? '', operationCount: trace.operations.length },
    };
  } finally {
    await Promise.all([telegram.close(), gemini.close(), sheets.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}
