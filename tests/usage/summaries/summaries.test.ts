/** The summary files: written when a period closes, again when it changes, and the same when all are rebuilt. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FinishedScan } from '../../../src/usage/finished-scan.ts';
import { loadPriceTable } from '../../../src/usage/pricing/price-table.ts';
import { buildUsageRecords } from '../../../src/usage/records/build-records.ts';
import { openUsageDesk, type UsageDesk } from '../../../src/usage/usage-desk.ts';
import { createFolder } from '../../support/folders.ts';
import { anyScan, context, finishedScan, modelCall } from '../finished-scans.ts';
import { createMemoryLog } from '../memory-log.ts';

/** A desk whose clock the test sets. */
async function openDesk(folder: string, clock: { now: string }): Promise<UsageDesk> {
  return openUsageDesk({
    folder,
    timeZone: 'Asia/Kolkata',
    defaultCustomer: { id: 'CUST001', name: 'Default Customer' },
    customerName: (id) => `Customer ${id}`,
    prices: { flat: {}, table: loadPriceTable() },
    levels: { ocrCalls: true, invoices: true, customers: true, summaries: true, outliers: true },
    useActualTokens: true,
    outlierThresholds: { costZScore: 1.5, pages: 10, tokenPercentile: 95 },
    isSynced: false,
    now: () => new Date(clock.now),
    log: createMemoryLog(),
  });
}

async function track(desk: UsageDesk, ...scans: readonly FinishedScan[]): Promise<void> {
  await desk.store.append(scans.flatMap((scan) => buildUsageRecords(scan, context) ?? []));
  await desk.store.settle();
  await desk.summaries.update();
}

async function linesOf(folder: string, file: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const daysOf = (folder: string) => linesOf(folder, 'daily_summaries.jsonl');
const monthsOf = (folder: string) => linesOf(folder, 'monthly_summaries.jsonl');

/** The last line for a key wins; one of nothing but zeros says that nothing is left. */
async function finalLines(folder: string, file: string): Promise<unknown> {
  const lines = await linesOf(folder, file);
  const last = new Map(lines.map((line) => [`${line.date ?? line.month} ${line.customer_id}`, line]));
  return new Map(
    [...last].filter(([, line]) => line.total_tokens !== 0 || line.invoices_processed !== 0).sort(),
  );
}

async function customersOf(folder: string) {
  const { generated_at: _at, ...rest } = JSON.parse(
    await readFile(join(folder, 'customer_usage_summary.json'), 'utf8'),
  );
  return rest;
}

describe('a day', () => {
  test('has its line when it has closed in the report zone, and not before', async () => {
    const folder = await createFolder();
    const clock = { now: '2026-02-06T18:29:59.999Z' };
    const desk = await openDesk(folder, clock);
    const cancelled = finishedScan({ scanId: 's2', outcome: 'cancelled' });
    await track(
      desk,
      finishedScan(),
      cancelled,
      finishedScan({ scanId: 's3', outcome: 'failed', confidenceAvg: undefined }),
    );
    expect(await daysOf(folder)).toEqual([]);
    clock.now = '2026-02-06T18:30:00.000Z';
    await desk.summaries.update();
    expect(await daysOf(folder)).toEqual([
      {
        version: 1,
        date: '2026-02-06',
        customer_id: 'CUST001',
        invoices_processed: 2,
        pages_processed: 4,
        total_tokens: 22_800,
        total_cost_usd: 0.0174,
        success_rate: 0.5,
        avg_confidence: 0.91,
        unpriced_scans: 0,
        high_cost_invoices: [
          { invoice_id: 'INV-2026-1', cost_usd: 0.0058, pages: 2 },
          { invoice_id: 'INV-2026-1', cost_usd: 0.0058, pages: 2 },
        ],
        outliers: [],
      },
    ]);
    await desk.summaries.update();
    expect(await daysOf(folder)).toHaveLength(1);
    await desk.store.close();
  });

  test('names its outliers', async () => {
    const folder = await createFolder();
    const desk = await openDesk(folder, { now: '2026-02-08T09:00:00.000Z' });
    const usual = Array.from({ length: 10 }, (_, no) =>
      finishedScan({ scanId: `s${no}`, endedAt: `2026-01-2${no}T09:00:00.000Z` }),
    );
    const costly = finishedScan({
      scanId: 'c',
      invoiceNo: 'INV-C',
      pageCount: 11,
      calls: Array.from({ length: 9 }, () => modelCall()),
    });
    await track(desk, ...usual, costly);
    const [line] = (await daysOf(folder)).slice(-1);
    expect(line?.outliers).toEqual([
      {
        invoice_id: 'INV-C',
        cost_usd: 0.01305,
        pages: 11,
        tokens: 17_100,
        triggers: ['cost', 'pages'],
        z_score: 3.162278,
        reasons: ['many_pages'],
      },
    ]);
    await desk.store.close();
  });

  test('that closed while nothing ran is caught up with, once', async () => {
    const folder = await createFolder();
    const clock = { now: '2026-02-06T10:00:00.000Z' };
    for (const now of ['2026-02-06T10:00:00.000Z', '2026-02-20T10:00:00.000Z', '2026-03-02T10:00:00.000Z']) {
      clock.now = now;
      const desk = await openDesk(folder, clock);
      if (now.startsWith('2026-02-06')) await track(desk, finishedScan());
      await desk.store.settle();
      await desk.summaries.update();
      await desk.store.saveSnapshot();
      await desk.store.close();
    }
    expect(await daysOf(folder)).toHaveLength(1);
    expect(await monthsOf(folder)).toHaveLength(1);
  });
});

test('a month has averages over processed scans and its most expensive invoices', async () => {
  const folder = await createFolder();
  const desk = await openDesk(folder, { now: '2026-03-01T00:00:00.000Z' });
  const unpriced = finishedScan({ scanId: 's3', pageCount: 6, calls: [modelCall({ modelName: 'unknown' })] });
  const cancelled = finishedScan({ scanId: 's2', outcome: 'cancelled' });
  await track(desk, finishedScan(), cancelled, unpriced);
  expect(await monthsOf(folder)).toEqual([
    {
      version: 1,
      month: '2026-02',
      customer_id: 'CUST001',
      invoices_processed: 2,
      pages_processed: 8,
      total_tokens: 7600 * 2 + 1900,
      total_cost_usd: 0.0116,
      success_rate: 1,
      avg_confidence: 0.91,
      unpriced_scans: 1,
      avg_cost_per_day: 0.000414286,
      avg_cost_per_invoice: 0.0058,
      avg_pages_per_invoice: 4,
      top_invoices: [{ invoice_id: 'INV-2026-1', cost_usd: 0.0058, pages: 2 }],
    },
  ]);
  await desk.store.close();
});

test('the file of customers has their months and their lifetime', async () => {
  const folder = await createFolder();
  const desk = await openDesk(folder, { now: '2026-03-01T00:00:00.000Z' });
  await track(
    desk,
    finishedScan({ customerId: 'B' }),
    finishedScan({
      scanId: 's2',
      customerId: 'B',
      endedAt: '2026-01-31T18:29:59Z',
      outcome: 'duplicate',
      pageCount: 1,
    }),
  );
  const month = { customer_id: 'B', customer_name: 'Customer B', total_cost_usd: 0.0058, success_rate: 1 };
  expect(await customersOf(folder)).toMatchObject({
    version: 1,
    customers: [
      {
        customer_id: 'B',
        customer_name: 'Customer B',
        lifetime: {
          total_invoices: 2,
          total_pages: 3,
          total_cost_usd: 0.0116,
          period_start: '2026-01-01',
          period_end: '2026-02-28',
          avg_pages_per_invoice: 1.5,
        },
        months: [
          { ...month, period_start: '2026-01-01', period_end: '2026-01-31', total_pages: 1 },
          {
            ...month,
            period_start: '2026-02-01',
            period_end: '2026-02-28',
            max_cost_invoice: { invoice_id: 'INV-2026-1', cost_usd: 0.0058, pages: 2 },
          },
        ],
      },
    ],
  });
  await desk.store.close();
});

describe('late and corrected records', () => {
  test('change the lines of periods that had closed, and of the outliers that depend on them', async () => {
    const folder = await createFolder();
    const desk = await openDesk(folder, { now: '2026-03-10T09:00:00.000Z' });
    await track(
      desk,
      finishedScan({ outcome: 'failed' }),
      finishedScan({ scanId: 's2', endedAt: '2026-02-07T09:00:00.000Z' }),
    );
    expect(await daysOf(folder)).toHaveLength(2);
    await track(desk, finishedScan({ endedAt: '2026-02-08T09:00:00.000Z' }));
    const lines = await daysOf(folder);
    expect(lines.slice(2).map(({ date, invoices_processed }) => [date, invoices_processed])).toEqual(
      expect.arrayContaining([
        ['2026-02-06', 0],
        ['2026-02-07', 1],
        ['2026-02-08', 1],
      ]),
    );
    expect((await monthsOf(folder)).at(-1)).toMatchObject({
      month: '2026-02',
      success_rate: 1,
      invoices_processed: 2,
    });
    await desk.store.close();
  });

  test('leave files that a rebuild makes the same', async () => {
    const groups = fc.array(fc.array(anyScan, { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(groups, fc.boolean(), async (sequence, restarts) => {
        const folder = await createFolder();
        // The clock runs through the months in which the scans are.
        const days = ['2026-02-01', '2026-02-20', '2026-03-02', '2026-04-01'];
        const clock = { now: '' };
        const setClock = (index: number) => {
          clock.now = `${days[index]}T09:00:00.000Z`;
        };
        setClock(0);
        let desk = await openDesk(folder, clock);
        for (const [index, scans] of sequence.entries()) {
          setClock(index);
          if (restarts) {
            await desk.store.saveSnapshot();
            await desk.store.close();
            desk = await openDesk(folder, clock);
          }
          await track(desk, ...scans);
        }
        const names = ['daily_summaries.jsonl', 'monthly_summaries.jsonl'];
        const before = [
          await Promise.all(names.map((name) => finalLines(folder, name))),
          await customersOf(folder),
        ];
        for (const name of [...names, 'customer_usage_summary.json'])
          await rm(join(folder, name), { force: true });
        await desk.summaries.rebuild();
        const after = [
          await Promise.all(names.map((name) => finalLines(folder, name))),
          await customersOf(folder),
        ];
        expect(after).toEqual(before);
        await desk.store.close();
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});
