/** The usage ledger that version 0.1 left behind, lines of all shapes: every figure of it stays, to the nano-dollar. */
import { execFile } from 'node:child_process';
import { appendFile, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import { MEERA, PEOPLE } from './outside-world.ts';
import { press, type RestoredWorld, reads, restoreWorld, say, sendPage } from './restored-world.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const CLOCK = new URL('./shifted-clock.mjs', import.meta.url).href;
const DAYS_LATER_MS = 3 * 86_400_000;
const TEST_TIMEOUT_MS = 120_000;

/** Scans that go on would add to it. */
async function restoreLedger(laterMs?: number): Promise<RestoredWorld> {
  const world = await restoreWorld(laterMs);
  for (const name of ['scans', 'updates.jsonl']) {
    await rm(join(world.folders.dataDir, name), { recursive: true, force: true });
  }
  return world;
}

/** Each question with its answer. */
async function askAll(world: RestoredWorld, user: LocalUser): Promise<string> {
  const answers: string[] = [];
  const note = (question: string, text = '') =>
    void answers.push(`── ${user.firstName}: ${question}`, text, '');
  await say(world, user, '/usage', 'Usage & Stats');
  for (const [label, wanted] of [
    ['⚡ Quick', '⚡ Usage'],
    ['🔬 Detailed', '🔬 Usage in detail'],
    ['📅 30 days', '📅 Last 30 days'],
  ] as const) {
    note(label, (await press(world, user, label, wanted)).text);
  }
  for (const question of QUESTIONS) note(question, (await say(world, user, question, /./)).text);
  return answers.join('\n');
}

const QUESTIONS = [
  '/daily_stats 2026-01-05',
  '/daily_stats 2026-01-31',
  '/daily_stats 2026-02-01',
  '/daily_stats 2026-02-06',
  '/monthly_stats 2026-01',
  '/monthly_stats 2026-02',
  '/daily_stats',
  '/monthly_stats',
  '/invoice_stats INV-OLD-0013',
  '/invoice_stats INV-OLD-0011',
  '/invoice_stats INV-OLD-0015',
  '/invoice_stats INV-OLD-0016',
  '/invoice_stats INV-2026-0181',
  '/invoice_stats INV-2026-0182',
];

async function readAll(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => /\.jsonl?$/.test(name)).sort();
  const texts = names.map(async (name) => `══ ${name} ══\n${await readFile(join(folder, name), 'utf8')}`);
  return (await Promise.all(texts)).join('\n');
}

test(
  'statistics tell the same figures, from the snapshot and from the ledger alone',
  async () => {
    const world = await restoreLedger();
    const app = await world.start();
    const told = `${await askAll(world, MEERA)}\n${await askAll(world, PEOPLE.quiet)}`;
    await app.stop();
    await expect(told).toMatchFileSnapshot('./recorded/stats.txt');

    const anew = await restoreLedger();
    await rm(join(anew.folders.logsDir, '.usage-snapshot'), { recursive: true });
    await anew.start();
    expect(`${await askAll(anew, MEERA)}\n${await askAll(anew, PEOPLE.quiet)}`).toBe(told);
  },
  TEST_TIMEOUT_MS,
);

test(
  'a last line that a power cut tore off changes no figure, and keeps no later line from counting',
  async () => {
    const world = await restoreLedger();
    const path = join(world.folders.logsDir, 'invoice_usage.jsonl');
    const [whole = ''] = (await readFile(path, 'utf8')).split('\n').slice(-2);
    await appendFile(path, whole.slice(0, whole.length / 2));
    await world.start();
    await say(world, MEERA, '/usage', 'Usage & Stats');
    const { text = '' } = await press(world, MEERA, '⚡ Quick', '⚡ Usage');
    expect(await readFile(new URL('./recorded/stats.txt', import.meta.url), 'utf8')).toContain(text);
    await sendPage(world, PEOPLE.quiet, 243);
    await reads(world, PEOPLE.quiet, '📄 1 page received');
    await say(world, PEOPLE.quiet, '/done', 'Invoice saved successfully!');
    for (;;) {
      const stats = await say(world, MEERA, '/invoice_stats INV-2026-0243', /INV-2026-0243/);
      if (stats.text?.startsWith('📊 Invoice')) break;
    }
  },
  TEST_TIMEOUT_MS,
);

test(
  'a start days later closes the days and the month as it always did',
  async () => {
    const world = await restoreLedger(DAYS_LATER_MS);
    const app = await world.start();
    await untilSummarised(world);
    await app.stop();
    await expect(withoutClock(await readAll(world.folders.logsDir))).toMatchFileSnapshot(
      './recorded/closed-days.txt',
    );
  },
  TEST_TIMEOUT_MS,
);

test(
  'rebuild-summaries makes the same files of it, and names the damaged line',
  async () => {
    const { folders, facts } = await restoreLedger();
    const env = {
      START_AT: new Date(Date.parse(facts.madeAt) + DAYS_LATER_MS).toISOString(),
      ENABLE_USAGE_TRACKING: 'true',
      ENABLE_OCR_LEVEL_TRACKING: 'true',
      ENABLE_INVOICE_LEVEL_TRACKING: 'true',
      DATA_DIR: folders.dataDir,
      LOGS_DIR: folders.logsDir,
    };
    const args = ['--import', CLOCK, '--import', import.meta.resolve('tsx'), MAIN, 'rebuild-summaries'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folders.dataDir, env });
    const said = stdout.replaceAll(folders.logsDir, '<LOGS_DIR>');
    const made = withoutClock(await readAll(folders.logsDir));
    await expect(`${said}\n${made}`).toMatchFileSnapshot('./recorded/rebuilt.txt');
  },
  TEST_TIMEOUT_MS,
);

/** A start closes days in the background. */
async function untilSummarised(world: RestoredWorld): Promise<void> {
  for (;;) {
    const { text = '' } = await say(world, MEERA, '/jobs', '🗂');
    if (/1\. ✅ Summary/.test(text)) return;
  }
}

/** When it was written is no figure. */
function withoutClock(text: string): string {
  return text.replaceAll(/("(?:generated|updated|last_updated)[a-z_]*": ?)"[^"]*"/g, '$1"<iso>"');
}
