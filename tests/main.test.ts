/** The real process: how it starts, what it says of a bad configuration, how it stops. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockFolder } from '../src/durable/folder-lock.ts';
import { lockLedger } from '../src/usage/ledger-lock.ts';
import { createRecord } from './bot/stats/usage-figures.ts';
import { createFolder } from './support/folders.ts';
import { ASHA, createWorld } from './support/test-app.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

/** In a folder of its own, so that nobody's .env is read; with nothing but `env` in its environment. */
function startMain(folder: string, env: Readonly<Record<string, string>>, ...args: string[]) {
  const child = spawn(process.execPath, ['--import', TSX, MAIN, ...args], { cwd: folder, env: { ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Runs until it ends by itself. */
async function runMain(env: Readonly<Record<string, string>>, ...args: string[]) {
  const child = startMain(await createFolder(), env, ...args);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, exitCode };
}

describe('a bad configuration', () => {
  test('is told whole, by name, and ends with status 1 and no stack trace', async () => {
    const { stdout, stderr, exitCode } = await runMain({
      TELEGRAM_BOT_TOKEN: 'nonsense',
      GEMINI_CONCURRENCY: 'many',
      GOOGLE_SHEET_ID: '1aBcDeFgHiJkLmNoPqRsTuVwXyZ',
    });
    expect(stderr).toBe(
      [
        'The configuration has 3 problems:',
        '  - TELEGRAM_BOT_TOKEN: expected a bot token from @BotFather, like 123456789:AA…',
        '  - GEMINI_CONCURRENCY: expected a whole number from 1 to 1000',
        '  - GOOGLE_SHEETS_CREDENTIALS_FILE is not set although GOOGLE_SHEET_ID is: expected the path of a service account key',
        'Every variable is explained in .env.example',
        '',
      ].join('\n'),
    );
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
  });

  test('that names a folder which cannot be written ends with status 1', async () => {
    const { env } = await createWorld();
    const { stdout, exitCode } = await runMain({ ...env, DATA_DIR: '/dev/null/data' });
    expect(stdout).toContain('The bot could not start: check that DATA_DIR can be written');
    expect(exitCode).toBe(1);
  });

  test('that names a port which is taken ends with status 1, whichever port it is', async () => {
    const { env, telegram } = await createWorld();
    const port = new URL(telegram.apiRoot).port;
    const webhook = { TELEGRAM_WEBHOOK_URL: 'https://bot.example.org', TELEGRAM_WEBHOOK_PORT: port };
    const runs = await Promise.all([
      runMain({ ...env, ...webhook }),
      runMain({ ...env, HEALTH_PORT: port, DATA_DIR: await createFolder() }),
    ]);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
    expect(runs[0]?.stdout).toContain(`TELEGRAM_WEBHOOK_PORT: port ${port} of 127.0.0.1 can't be opened`);
    expect(runs[1]?.stdout).toContain(`HEALTH_PORT: port ${port} of 127.0.0.1 can't be opened`);
  });

  test('whose token Telegram refuses ends with status 1', async () => {
    const { env } = await createWorld();
    const wrongToken = `${env.TELEGRAM_BOT_TOKEN?.slice(0, -1)}x`;
    const { stdout, exitCode } = await runMain({ ...env, TELEGRAM_BOT_TOKEN: wrongToken });
    expect(stdout).toContain('Telegram does not accept this bot: check TELEGRAM_BOT_TOKEN');
    expect(stdout).not.toContain(wrongToken);
    expect(exitCode).toBe(1);
  });
});

describe('the doctor', () => {
  test('ends with status 0 where nothing is broken', async () => {
    const { stdout, exitCode } = await runMain({ DATA_DIR: await createFolder() }, 'doctor');
    expect(stdout).toMatch(/^✅ Node\.js: /);
    expect(stdout).toContain('➖ Google Sheets: Rows go to CSV files');
    expect(stdout).toMatch(/\nNothing is broken\.\n$/);
    expect(exitCode).toBe(0);
  });

  test('ends with status 1 where something is, and shows no secret that a vendor repeats', async () => {
    const { env, gemini } = await createWorld();
    gemini.refuseModels(403, { message: `The key ${env.TELEGRAM_BOT_TOKEN} is suspended.` });
    const { stdout, exitCode } = await runMain(env, 'doctor');
    expect(stdout).toContain('❌ Gemini: it refuses the key (Gemini answered [403] The key [secret]');
    expect(stdout).toMatch(/\n1 of \d broken\.\n$/);
    expect(exitCode).toBe(1);
  });
});

test('a second process on one usage ledger says which one has it, and ends with status 1', async () => {
  const { env } = await createWorld();
  const folder = await createFolder();
  const lock = await lockLedger(folder, () => new Date());
  onTestFinished(() => lock.release());
  const tracking = { ENABLE_USAGE_TRACKING: 'true', ENABLE_INVOICE_LEVEL_TRACKING: 'true', LOGS_DIR: folder };
  const { stdout, exitCode } = await runMain({ ...env, ...tracking });
  expect(stdout).toMatch(
    /"level":60,.*is already tracked by process \d+ .*: stop that one, or give this one a folder/,
  );
  expect(exitCode).toBe(1);
});

test('a second process on one data folder says which one has it, and touches nothing there', async () => {
  const { env, telegram } = await createWorld();
  const folder = await createFolder();
  const lock = await lockFolder({ folder, fileName: '.lock', now: () => new Date() });
  onTestFinished(() => lock.release());
  const before = await readdir(folder);
  const { stdout, exitCode } = await runMain({ ...env, DATA_DIR: folder });
  expect(stdout).toMatch(
    /"level":60,.*is already used by process \d+ .*: stop that one, or give this one a folder of its own \(DATA_DIR\)/,
  );
  expect(exitCode).toBe(1);
  expect(await readdir(folder)).toEqual(before);
  expect(telegram.calls('getUpdates')).toEqual([]);
});

test('the process reads .env, answers, and leaves on SIGTERM', async () => {
  const { env, telegram } = await createWorld();
  const folder = await createFolder();
  await writeFile(join(folder, '.env'), 'LOG_LEVEL=info\nENABLE_USAGE_TRACKNG=true\n');
  const child = startMain(folder, env);
  const logged: Record<string, unknown>[] = [];
  createInterface(child.stdout).on('line', (line) => logged.push(JSON.parse(line)));

  telegram.sendText(ASHA, '/help');
  await telegram.waitForReply(ASHA.id, 'How it works');
  child.kill('SIGTERM');
  // Not its exit: what it last said may still be on its way.
  const [exitCode] = await once(child, 'close');

  expect(exitCode).toBe(0);
  const messages = logged.map(({ msg }) => msg);
  expect(messages).toContain(
    'ENABLE_USAGE_TRACKNG is not a variable of this program. Did you mean ENABLE_USAGE_TRACKING?',
  );
  expect(messages).toContain('GST Scanner is running');
  expect(messages.at(-1)).toBe('Stopped');
});

describe('rebuild-summaries', () => {
  const ON = {
    ENABLE_USAGE_TRACKING: 'true',
    ENABLE_INVOICE_LEVEL_TRACKING: 'true',
    ENABLE_CUSTOMER_AGGREGATION: 'true',
    ENABLE_SUMMARY_GENERATION: 'true',
  };
  const FILES = ['daily_summaries.jsonl', 'monthly_summaries.jsonl', 'customer_usage_summary.json'];

  async function createLedger(...lines: readonly string[]) {
    const folder = await createFolder();
    await writeFile(join(folder, 'invoice_usage.jsonl'), lines.map((line) => `${line}\n`).join(''));
    return folder;
  }

  async function readSummaries(folder: string) {
    const texts = await Promise.all(FILES.map((name) => readFile(join(folder, name), 'utf8')));
    return texts.map((text) => text.replace(/"generated_at":"[^"]*"/g, ''));
  }

  const record = (no: number, month: number) =>
    JSON.stringify(createRecord({ scan_id: `scan_${no}`, timestamp: `2026-0${month}-06T09:00:00.000Z` }));

  test('writes every file anew from the ledger, names damaged lines, and comes out the same again', async () => {
    const folder = await createLedger(record(1, 1), '{"torn', record(2, 2));
    const { stdout, exitCode } = await runMain({ ...ON, LOGS_DIR: folder }, 'rebuild-summaries');
    expect(stdout).toBe(
      [
        `Rebuilt from 2 scans: ${FILES[0]}, ${FILES[1]} and ${FILES[2]} in ${folder}`,
        'Skipped 1 damaged line of invoice_usage.jsonl (2)',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
    const before = await readSummaries(folder);
    expect(before[0]?.trim().split('\n')).toHaveLength(2);
    await rm(join(folder, 'daily_summaries.jsonl'));
    await writeFile(join(folder, 'monthly_summaries.jsonl'), 'nonsense');
    await writeFile(join(folder, 'customer_usage_summary.json'), '');
    await runMain({ ...ON, LOGS_DIR: folder }, 'rebuild-summaries');
    expect(await readSummaries(folder)).toEqual(before);
  });

  test('says why it cannot, without a stack trace, and ends with status 1', async () => {
    const off = await runMain({}, 'rebuild-summaries');
    expect(off).toEqual({
      stdout: '',
      stderr: 'Usage tracking is off: set ENABLE_USAGE_TRACKING=true first.\n',
      exitCode: 1,
    });
    const folder = await createLedger(record(1, 1));
    const lock = await lockLedger(folder, () => new Date());
    onTestFinished(() => lock.release());
    const busy = await runMain({ ...ON, LOGS_DIR: folder }, 'rebuild-summaries');
    expect(busy.stderr).toMatch(
      /^Nothing was rebuilt: Usage in .* is already tracked by process \d+ .*: stop that one/,
    );
    expect(busy.exitCode).toBe(1);
  });
});
