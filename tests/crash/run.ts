/**
 * `npm run test:crash`: the real process against loopback servers, killed at every write, rename, sync and call over the
 * network that one morning takes, once with the power cut too, and at random moments; then an audit. `--quick` takes few of
 * the kills, a number that one, `--power` the power cuts alone. Ends with status 1 if anything was lost, doubled or paid for twice.
 */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { createGeminiServer, type GeminiServerCall } from '../../loopback/gemini-server.ts';
import { createSheetsServer } from '../../loopback/sheets-server.ts';
import { createTestTelegram, TEST_TOKEN } from '../../loopback/telegram-server.ts';
import { audit, type Findings } from './audit.ts';
import { startKilledBot } from './killed-bot.ts';
import { chooseKills, formatKill, type Kill } from './kills.ts';
import { ASHA, answerByContent, drawPhotos, type Photos, play } from './scenario.ts';
import { NO_TRACE } from './trace.ts';

/** Two cores, and each trial is mostly waiting. */
const TRIALS_AT_ONCE = 3;

interface Trial extends Findings {
  readonly kill: Kill;
  /** What the kill prevented. */
  readonly at: string;
  readonly durationMs: number;
  readonly operationCount: number;
}

await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  const photos = await drawPhotos();
  const calm = await tryKill({ kind: 'none' }, photos);
  print(`Without a kill: ${calm.operationCount} operations in ${calm.durationMs} ms`);
  if (calm.losses.length > 0) return fail(calm);
  const kills = chooseKills(calm, args);
  const queue = new PQueue({ concurrency: TRIALS_AT_ONCE });
  const trials = await queue.addAll(kills.map((kill) => () => tryKill(kill, photos)));
  report(trials);
  if (trials.some(({ losses }) => losses.length > 0)) process.exitCode = 1;
}

async function tryKill(kill: Kill, photos: Photos): Promise<Trial> {
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
      ...{ kill, durationMs, at: trace.operations.at(-1) ?? '', operationCount: trace.operations.length },
    };
  } finally {
    await Promise.all([telegram.close(), gemini.close(), sheets.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

function report(trials: readonly Trial[]): void {
  for (const trial of trials.filter(({ losses }) => losses.length > 0)) fail(trial);
  const sum = (of: (trial: Trial) => number) => trials.reduce((total, trial) => total + of(trial), 0);
  const byKind = (kind: Kill['kind']) => trials.filter((trial) => trial.kill.kind === kind).length;
  print(
    [
      `${trials.length} kills: ${byKind('operation')} at counted operations, ${byKind('power')} power cuts there, ${byKind('time')} at random moments`,
      `${trials.filter(({ losses }) => losses.length > 0).length} with a loss, a double or a second payment`,
      `${sum(({ answersInFlight }) => answersInFlight)} answers of the model died on their way to the disk`,
      `${sum(({ saidAgain }) => saidAgain)} endings were told once more`,
    ].join('\n'),
  );
}

function fail({ kill, at, losses }: Trial): void {
  print(`✗ ${formatKill(kill)} (${at}):\n  ${losses.join('\n  ')}`);
  process.exitCode = 1;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
