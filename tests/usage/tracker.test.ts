/** Tracking in the background, with real files, real trouble and real processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FinishedScan } from '../../src/usage/finished-scan.ts';
import type { Outlier } from '../../src/usage/outliers/outlier-search.ts';
import { createTracker, type Tracker, type TrackerOptions } from '../../src/usage/tracker.ts';
import { createFolder } from '../support/folders.ts';
import { costlyScan, finishedScan } from './finished-scans.ts';
import { createMemoryLog } from './memory-log.ts';
import { readNaively } from './naive-figures.ts';
import { ONLY_OUTLIERS, trackerOptions } from './tracker-options.ts';

function start(folder: string, changes: Partial<TrackerOptions> = {}): Tracker {
  const tracker = createTracker(trackerOptions(folder, changes));
  onTestFinished(() => tracker.drain(1000));
  return tracker;
}

const linesIn = async (path: string) =>
  (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');

test('a scan is on disk in all three levels, and the log says so', async () => {
  const folder = await createFolder();
  const log = createMemoryLog();
  const tracker = start(folder, { log });
  expect(await tracker.track(finishedScan())).toBe(true);
  expect(log.messages('info')).toContain('[BACKGROUND] Usage tracked for invoice INV-2026-1');
  expect(await linesIn(join(folder, 'ocr_calls.jsonl'))).toHaveLength(2);
  expect(await linesIn(join(folder, 'invoice_usage.jsonl'))).toHaveLength(1);
  await tracker.drain(60_000);
  const summary = JSON.parse(await readFile(join(folder, 'customer_usage_summary.json'), 'utf8'));
  expect(summary.customers).toMatchObject([
    { customer_name: 'Default Customer', lifetime: { total_invoices: 1, total_cost_usd: 0.0058 } },
  ]);
  expect(log.messages('error')).toEqual([]);
});

test('tracking touches no file before it returns', async () => {
  const folder = await createFolder();
  const tracker = start(folder);
  await tracker.opened;
  const ledger = join(folder, 'invoice_usage.jsonl');
  const kept = tracker.track(finishedScan());
  await Promise.resolve();
  expect(await linesIn(ledger)).toEqual([]);
  await kept;
  expect(await linesIn(ledger)).toHaveLength(1);
});

test('scans that wait together are written together, each once, in order', async () => {
  const folder = await createFolder();
  const tracker = start(folder);
  const numbers = Array.from({ length: 500 }, (_, no) => no);
  const kept = await Promise.all(numbers.map((no) => tracker.track(finishedScan({ scanId: `s${no}` }))));
  expect(kept).toEqual(numbers.map(() => true));
  const records = await readNaively(join(folder, 'invoice_usage.jsonl'));
  expect(records.map(({ scan_id }) => scan_id)).toEqual(numbers.map((no) => `s${no}`));
  expect((await tracker.stats()).lifetime().figures.saved).toBe(500);
  expect(tracker.health()).toEqual({ state: 'tracking', waiting: 0, tracked: 500, lost: 0, errors: 0 });
});

test('a draft cancelled before any call is done with at once', async () => {
  const folder = await createFolder();
  const tracker = start(folder);
  expect(await tracker.track(finishedScan({ outcome: 'cancelled', calls: [] }))).toBe(true);
  expect(await linesIn(join(folder, 'invoice_usage.jsonl'))).toEqual([]);
});

test('a scan that makes no valid record is given up, and harms no other', async () => {
  const log = createMemoryLog();
  const tracker = start(await createFolder(), { log });
  const broken = tracker.track(finishedScan({ scanId: 'broken', pageCount: Number.NaN }));
  const sound = tracker.track(finishedScan());
  expect(await Promise.all([broken, sound])).toEqual([false, true]);
  expect(log.entries).toContainEqual({
    level: 'error',
    message: 'Usage of a scan was not tracked',
    data: expect.objectContaining({ scanId: 'broken' }),
  });
  expect(tracker.health()).toMatchObject({ tracked: 1, lost: 1, errors: 1 });
});

describe('flags', () => {
  test('keep only the levels that are switched on', async () => {
    const folder = await createFolder();
    const off = { customers: false, summaries: false, outliers: false };
    const tracker = start(folder, { levels: { ocrCalls: false, invoices: true, ...off } });
    await tracker.track(finishedScan());
    await tracker.drain(60_000);
    const files = (await readdir(folder)).filter((name) => !name.startsWith('.'));
    expect(files).toEqual(['invoice_usage.jsonl']);
    const callsOnly = start(await createFolder(), { levels: { ocrCalls: true, invoices: false, ...off } });
    expect(await callsOnly.track(finishedScan())).toBe(true);
    expect((await (await callsOnly.stats()).models('2026-02')).map(({ operation }) => operation)).toEqual([
      'ocr',
    ]);
  });
});

describe('a disk that takes nothing', () => {
  test('stops tracking, says so, and is tried again until it does', async () => {
    const folder = await createFolder();
    const log = createMemoryLog();
    const tracker = start(folder, { log });
    await tracker.opened;
    const ledger = join(folder, 'invoice_usage.jsonl');
    await rm(ledger);
    await mkdir(ledger);
    const kept = tracker.track(finishedScan());
    while (tracker.health().state !== 'stopped') await new Promise(setImmediate);
    expect(tracker.health()).toMatchObject({ waiting: 1, lost: 0 });
    expect(log.messages('error')).toContain('Usage tracking has stopped; scanning goes on');
    await rm(ledger, { recursive: true });
    expect(await kept).toBe(true);
    expect(log.messages('info')).toContain('Usage tracking goes on');
    expect(tracker.health().state).toBe('tracking');
    expect(await linesIn(join(folder, 'ocr_calls.jsonl'))).toHaveLength(2);
  });

  test('from the start on harms nobody either', async () => {
    const folder = await createFolder();
    await writeFile(join(folder, 'in-the-way'), '');
    const tracker = start(join(folder, 'in-the-way', 'logs'));
    const kept = tracker.track(finishedScan());
    while (tracker.health().state !== 'stopped') await new Promise(setImmediate);
    await rm(join(folder, 'in-the-way'));
    expect(await kept).toBe(true);
  });

  test('until the end gives its scans up within the time that is left', async () => {
    const folder = await createFolder();
    await mkdir(join(folder, 'invoice_usage.jsonl'));
    const tracker = start(folder);
    const kept = tracker.track(finishedScan());
    await tracker.drain(2000);
    expect(await kept).toBe(false);
    expect(tracker.health()).toMatchObject({ state: 'closed', waiting: 0, lost: 1 });
    expect(await tracker.track(finishedScan())).toBe(false);
  });

  test.runIf(process.getuid?.() !== 0)('because it is read-only is no different', async () => {
    const folder = await createFolder();
    await chmod(folder, 0o500);
    const tracker = start(folder);
    const kept = tracker.track(finishedScan());
    while (tracker.health().state !== 'stopped') await new Promise(setImmediate);
    await chmod(folder, 0o700);
    expect(await kept).toBe(true);
  });
});

test('a second tracker on the same folder is refused, and its scans are given up', async () => {
  const folder = await createFolder();
  const first = start(folder);
  await first.opened;
  const second = start(folder);
  await expect(second.opened).rejects.toThrow(/already tracked/);
  expect(second.health().state).toBe('refused');
  expect(await second.track(finishedScan())).toBe(false);
  expect(await first.track(finishedScan())).toBe(true);
});

describe('a scan that stands out', () => {
  const usual = Array.from({ length: 12 }, (_, no) => finishedScan({ scanId: `s${no}` }));

  /** Tracks these and stops; gives whom it told of. */
  async function run(folder: string, scans: readonly FinishedScan[]): Promise<readonly Outlier[]> {
    const outliers: Outlier[] = [];
    const onOutlier = (outlier: Outlier) => void outliers.push(outlier);
    const tracker = start(folder, { levels: ONLY_OUTLIERS, onOutlier });
    await Promise.all(scans.map((scan) => tracker.track(scan)));
    await tracker.drain(60_000);
    return outliers;
  }

  test('is announced once, with what is known of it', async () => {
    const folder = await createFolder();
    const outliers = await run(folder, [...usual, costlyScan()]);
    expect(outliers).toMatchObject([
      { record: { scan_id: 'costly' }, triggers: ['cost'], reasons: ['retries', 'dense_pages'] },
    ]);
    expect(outliers[0]?.zScore).toBeCloseTo(3.46, 2);
    expect(await run(folder, [])).toEqual([]);
  });

  test('is announced at the next start if the process died before', async () => {
    const folder = await createFolder();
    expect(await run(folder, usual)).toEqual([]);
    const path = fileURLToPath(new URL('./outlier-process.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', path, folder], { stdio: 'pipe' });
    const [said, [, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect([said, signal]).toEqual(['', 'SIGKILL']);
    expect(await run(folder, [])).toMatchObject([{ record: { scan_id: 'costly' } }]);
    expect(await run(folder, [])).toEqual([]);
  });

  test('is left to the summaries where nobody looked for it before, or not for long', async () => {
    const folder = await createFolder();
    const tracker = start(folder);
    await Promise.all([...usual, costlyScan()].map((scan) => tracker.track(scan)));
    await tracker.drain(60_000);
    expect(await run(folder, [])).toEqual([]);
    const late = { ...costlyScan(), scanId: 'late', endedAt: '2026-02-01T09:00:00.000Z' };
    expect(await run(folder, [late])).toEqual([]);
  });
});

describe('a process that is killed', () => {
  const CHILD = fileURLToPath(new URL('./tracking-process.ts', import.meta.url));

  function startChild(folder: string): ChildProcess & { stdout: NodeJS.ReadableStream } {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  test('loses no scan that it had called tracked, blocks nobody, and leaves whole files', async () => {
    const folder = await createFolder();
    const told: string[] = [];
    for (const enough of [5, 40]) {
      const child = startChild(folder);
      const lines = createInterface(child.stdout);
      const exited = once(child, 'exit');
      lines.on('line', (line) => {
        told.push(line);
        if (told.length >= enough) child.kill('SIGKILL');
      });
      await exited;
    }
    const tracker = start(folder);
    const stats = await tracker.stats();
    for (const scanId of told) expect(stats.invoices(scanId)).toHaveLength(1);
    expect(stats.skipped().invoices).toBe(0);
    const calls = await linesIn(join(folder, 'ocr_calls.jsonl'));
    const callIds = calls.map((line) => JSON.parse(line).call_id);
    expect(new Set(callIds).size).toBe(callIds.length);
  });
});
