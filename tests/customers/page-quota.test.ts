import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPageQuota, type PageQuotaOptions } from '../../src/customers/page-quota.ts';
import { createLogger } from '../../src/logger.ts';
import { createFolder } from '../support/folders.ts';
import { createTestStorage } from '../support/test-storage.ts';

const log = createLogger({ level: 'silent', secrets: [], isTerminal: false });

async function createOptions(time: { now: string }, folder?: string): Promise<PageQuotaOptions> {
  const dataDir = folder ?? (await createFolder());
  return {
    storage: createTestStorage(dataDir),
    maxPagesPerDay: 10,
    isExempt: (userId) => userId === 1,
    timeZone: 'Asia/Kolkata',
    now: () => new Date(time.now),
    log,
  };
}

test('a day begins at midnight of the report time zone', async () => {
  const time = { now: '2026-02-06T18:29:59Z' };
  const quota = await openPageQuota(await createOptions(time));
  quota.add(42, 7);
  expect(quota.left(42)).toBe(3);
  time.now = '2026-02-06T18:30:00Z';
  expect(quota.left(42)).toBe(10);
  await quota.settle();
});

test('counts of the same day are found again, those of another are not', async () => {
  const time = { now: '2026-02-06T10:00:00Z' };
  const options = await createOptions(time);
  const quota = await openPageQuota(options);
  for (let file = 0; file < 5; file++) quota.add(42, 1);
  await quota.settle();
  expect((await openPageQuota(options)).left(42)).toBe(5);
  time.now = '2026-02-07T10:00:00Z';
  expect((await openPageQuota(options)).left(42)).toBe(10);
});

test('a damaged file counts nobody out', async () => {
  const folder = await createFolder();
  const options = await createOptions({ now: '2026-02-06T10:00:00Z' }, folder);
  await writeFile(join(folder, 'page-quota.json'), '{"version":1,"day":"2026-02');
  expect((await openPageQuota(options)).left(42)).toBe(10);
});

test('who runs the bot has no limit', async () => {
  const quota = await openPageQuota(await createOptions({ now: '2026-02-06T10:00:00Z' }));
  expect(quota.left(1)).toBe(Number.POSITIVE_INFINITY);
});
