/** Usage tracking by itself, as another program would use it. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  createTracker,
  parsePriceTable,
  rebuildUsageSummaries,
  type UsageOptions,
} from '../../src/usage/library.ts';
import { createFolder } from '../support/folders.ts';
import { createMemoryLog } from './memory-log.ts';

const table = parsePriceTable(
  JSON.stringify([
    {
      model: 'house-model',
      prices: [
        { from: '2026-01-01', inputUsdPer1M: '1', outputUsdPer1M: '2', cachedUsdPer1M: '0', source: 'us' },
      ],
    },
  ]),
);

async function options(): Promise<UsageOptions> {
  return {
    folder: await createFolder(),
    timeZone: 'UTC',
    defaultCustomer: { id: 'me', name: 'Me' },
    prices: { flat: {}, table },
    levels: { ocrCalls: true, invoices: true, customers: true, summaries: true, outliers: false },
    useActualTokens: true,
    outlierThresholds: { costZScore: 2, pages: 10, tokenPercentile: 95 },
    isSynced: true,
    now: () => new Date('2026-02-07T00:00:00.000Z'),
    log: createMemoryLog(),
  };
}

const tokens = {
  promptTokens: 1000,
  cachedTokens: 0,
  outputTokens: 500,
  thinkingTokens: 0,
  totalTokens: 1500,
};

test('a program with a model of its own tracks a call, asks what it cost, and rebuilds its summaries', async () => {
  const given = await options();
  const tracker = createTracker(given);
  const kept = await tracker.track({
    scanId: 'letter-1',
    telegramUserId: 1,
    outcome: 'saved',
    endedAt: '2026-02-06T10:00:00.000Z',
    pageCount: 1,
    calls: [
      {
        operation: 'ocr',
        modelName: 'house-model',
        startedAt: '2026-02-06T09:59:58.000Z',
        processingTimeMs: 1800,
        attempt: 1,
        status: 'success',
        tokens,
      },
    ],
    processingTimeMs: 2000,
    hadCorrections: false,
  });
  expect(kept).toBe(true);
  expect((await tracker.stats()).day('2026-02-06').figures.costNanoUsd).toBe(2_000_000);
  await tracker.drain(60_000);

  const daily = join(given.folder, 'daily_summaries.jsonl');
  const written = await readFile(daily, 'utf8');
  await rm(daily);
  expect(await rebuildUsageSummaries(given)).toEqual({ scans: 1, skipped: 0, examples: [] });
  expect(await readFile(daily, 'utf8')).toBe(written);
});

test('summaries are not rebuilt under a program that tracks', async () => {
  const given = await options();
  const tracker = createTracker(given);
  await tracker.opened;
  await expect(rebuildUsageSummaries(given)).rejects.toThrow(/already tracked/);
  await tracker.drain(60_000);
});
