/** The law of the projections: whatever is snapshotted, and when, the answers are those of folding everything. */
import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FinishedScan } from '../../src/usage/finished-scan.ts';
import { buildUsageRecords, type UsageRecords } from '../../src/usage/records/build-records.ts';
import { NO_FIGURES } from '../../src/usage/stats/figures.ts';
import { createUsageStats } from '../../src/usage/stats/stats.ts';
import { openUsageStore, type UsageStore } from '../../src/usage/usage-store.ts';
import { createFolder } from '../support/folders.ts';
import { anyScan, context, finishedScan, modelCall } from './finished-scans.ts';
import { createMemoryLog } from './memory-log.ts';
import { localDate, readNaively, sumNaively } from './naive-figures.ts';

const TIME_ZONE = 'Asia/Kolkata';
const now = () => new Date('2026-03-10T12:00:00.000Z');
const CUSTOMERS = [undefined, 'CUST001', 'CUST002', 'CUST003'] as const;

function openStore(folder: string, log = createMemoryLog()): Promise<UsageStore> {
  const flags = { hasOcrCalls: true, hasInvoices: true, isSynced: false };
  return openUsageStore({ folder, timeZone: TIME_ZONE, ...flags, now, log });
}

async function withStore<T>(folder: string, work: (store: UsageStore) => Promise<T>): Promise<T> {
  const store = await openStore(folder);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

function recordsOf(scans: readonly FinishedScan[]): UsageRecords[] {
  return scans.flatMap((scan) => buildUsageRecords(scan, context) ?? []);
}

const ledgerOf = (folder: string) => join(folder, 'invoice_usage.jsonl');
const callsOf = (folder: string) => join(folder, 'ocr_calls.jsonl');
const linesIn = async (path: string) =>
  (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');

/** All that can be asked. */
async function answers(store: UsageStore) {
  await store.settle();
  const stats = createUsageStats({ store, now });
  const ofCustomer = async (customerId: string | undefined) => ({
    history: stats.history(80, customerId),
    months: ['2026-01', '2026-02', '2026-03'].map((month) => stats.month(month, customerId)),
    lifetime: stats.lifetime(customerId).figures,
    models: await Promise.all(
      ['2026-01', '2026-02', '2026-03'].map((month) => stats.models(month, customerId)),
    ),
    numbers: ['INV-1', 'INV-2', '17/2026', 'बिल-३', 'A"1\\'].map((number) =>
      stats.invoices(number, customerId),
    ),
  });
  return {
    customers: await Promise.all(CUSTOMERS.map(ofCustomer)),
    scans: Array.from({ length: 25 }, (_, index) => stats.invoices(`scan_${index + 1}`)),
    hours: await stats.hours('2026-02-06'),
  };
}

describe('any scans, tracked in any groups with snapshots and restarts between', () => {
  const groups = fc.array(
    fc.record({
      scans: fc.array(anyScan, { minLength: 1, maxLength: 8 }),
      after: fc.constantFrom('go on', 'snapshot', 'snapshot and restart', 'restart', 'damage the index'),
    }),
    { minLength: 1, maxLength: 6 },
  );

  async function trackAll(folder: string, sequence: Parameters<typeof replayGroups>[1]) {
    let store = await openStore(folder);
    store = await replayGroups(store, sequence, folder);
    const result = await answers(store);
    await store.close();
    return result;
  }

  async function replayGroups(
    first: UsageStore,
    sequence: readonly { scans: readonly FinishedScan[]; after: string }[],
    folder: string,
  ): Promise<UsageStore> {
    let store = first;
    for (const { scans, after } of sequence) {
      await store.append(recordsOf(scans));
      if (after.includes('snapshot') || after.includes('damage')) await store.saveSnapshot();
      if (after === 'go on' || after === 'snapshot') continue;
      await store.close();
      if (after.includes('damage')) await damageIndex(folder);
      store = await openStore(folder);
    }
    return store;
  }

  async function damageIndex(folder: string): Promise<void> {
    const snapshots = join(folder, '.usage-snapshot');
    for (const name of await readdir(snapshots)) {
      if (name.startsWith('index-')) await writeFile(join(snapshots, name), 'damaged');
    }
  }

  test('give the answers of one fold over the whole ledger', async () => {
    await fc.assert(
      fc.asyncProperty(groups, async (sequence) => {
        const folder = await createFolder();
        const pieceByPiece = await trackAll(folder, sequence);
        await rm(join(folder, '.usage-snapshot'), { recursive: true, force: true });
        const atOnce = await withStore(folder, answers);
        expect(pieceByPiece).toEqual(atOnce);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  test('give figures that are exact to the nano-dollar', async () => {
    await fc.assert(
      fc.asyncProperty(groups, async (sequence) => {
        const folder = await createFolder();
        const { customers } = await trackAll(folder, sequence);
        const records = (await readNaively(ledgerOf(folder))).map((record) => ({
          ...record,
          date: localDate(record, TIME_ZONE),
        }));
        CUSTOMERS.forEach((customerId, index) => {
          const own = records.filter(
            (record) => customerId === undefined || record.customer_id === customerId,
          );
          expect(customers[index]?.lifetime).toEqual(sumNaively(own));
          for (const { date, figures } of customers[index]?.history ?? []) {
            expect(figures).toEqual(sumNaively(own.filter((record) => record.date === date)));
          }
          for (const { month, figures, topInvoices } of customers[index]?.months ?? []) {
            const ofMonth = own.filter((record) => record.date.startsWith(month));
            expect(figures).toEqual(sumNaively(ofMonth));
            const costs = ofMonth
              .filter(({ outcome }) => outcome !== 'cancelled')
              .flatMap(({ total_cost_usd }) => total_cost_usd ?? []);
            expect(topInvoices.map(({ record }) => record.total_cost_usd)).toEqual(
              costs.sort((a, b) => b - a).slice(0, 3),
            );
          }
        });
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});

describe('a scan', () => {
  test('that is tracked again as before changes nothing, not even a file', async () => {
    const folder = await createFolder();
    await withStore(folder, async (store) => {
      await store.append(recordsOf([finishedScan()]));
      await store.append(recordsOf([finishedScan(), finishedScan()]));
    });
    expect(await linesIn(ledgerOf(folder))).toHaveLength(1);
    expect(await linesIn(callsOf(folder))).toHaveLength(2);
  });

  test('that failed and then was saved counts once, as saved, with all its calls', async () => {
    const folder = await createFolder();
    const failed = finishedScan({ outcome: 'failed', invoiceNo: undefined, calls: [modelCall()] });
    const calls = [modelCall(), modelCall({ attempt: 2 }), modelCall({ operation: 'parse_lines' })];
    await withStore(folder, async (store) => {
      await store.append(recordsOf([failed]));
      await store.append(recordsOf([finishedScan({ calls })]));
      const stats = createUsageStats({ store, now });
      expect(stats.lifetime().figures).toMatchObject({ saved: 1, failed: 0, tokens: 3 * 1900 });
      expect(stats.invoices('scan_1')).toMatchObject([
        { record: { outcome: 'saved', invoice_id: 'INV-2026-1' } },
      ]);
      const models = await stats.models('2026-02');
      expect(models.map(({ operation, calls: count, retries }) => [operation, count, retries])).toEqual([
        ['ocr', 2, 1],
        ['parse_lines', 1, 0],
      ]);
    });
    expect(await linesIn(callsOf(folder))).toHaveLength(2);
    expect(await linesIn(ledgerOf(folder))).toHaveLength(2);
  });

  test('with models of one name from two providers counts them apart, and names them so', async () => {
    const call = modelCall({ operation: 'parse_lines' });
    const calls = [modelCall(), modelCall({ provider: 'local' }), { ...call, provider: 'local' }];
    const other = modelCall({ modelName: 'gemini-2.5-pro', provider: 'gemini' });
    await withStore(await createFolder(), async (store) => {
      await store.append(recordsOf([finishedScan({ calls: [...calls, other] })]));
      const rows = await createUsageStats({ store, now }).models('2026-02');
      expect(rows.map(({ modelName, provider, operation }) => [modelName, provider, operation])).toEqual([
        ['gemini-2.5-pro', 'gemini', 'ocr'],
        ['gemini:gemini-3.5-flash-lite', 'gemini', 'ocr'],
        ['local:gemini-3.5-flash-lite', 'local', 'ocr'],
        ['local:gemini-3.5-flash-lite', 'local', 'parse_lines'],
      ]);
    });
  });

  test('whose calls were written before the process died gets its line, and no call twice', async () => {
    const folder = await createFolder();
    const [records] = recordsOf([finishedScan()]);
    await appendFile(callsOf(folder), `${JSON.stringify(records?.ocrCalls[0])}\n`);
    await withStore(folder, (store) => store.append(recordsOf([finishedScan()])));
    expect(await linesIn(callsOf(folder))).toHaveLength(2);
    expect(await linesIn(ledgerOf(folder))).toHaveLength(1);
  });

  test('whose line could not be written is written on the next try, and no call twice', async () => {
    const folder = await createFolder();
    await withStore(folder, async (store) => {
      await rm(ledgerOf(folder));
      await mkdir(ledgerOf(folder));
      const records = recordsOf([finishedScan()]);
      await expect(store.append(records)).rejects.toMatchObject({ code: 'EISDIR' });
      await rm(ledgerOf(folder), { recursive: true });
      await store.append(records);
    });
    expect(await linesIn(callsOf(folder))).toHaveLength(2);
    expect(await linesIn(ledgerOf(folder))).toHaveLength(1);
  });

  test('of a number that several share is found with all of them, newest first, in any case of letters', async () => {
    await withStore(await createFolder(), async (store) => {
      const scans = [1, 2, 3].map((no) =>
        finishedScan({ scanId: `s${no}`, invoiceNo: no === 2 ? 'inv-7' : 'INV-7' }),
      );
      await store.append(recordsOf(scans));
      const stats = createUsageStats({ store, now });
      expect(stats.invoices(' Inv-7 ').map(({ scanId }) => scanId)).toEqual(['s3', 's2', 's1']);
      expect(stats.newestInvoice()?.scanId).toBe('s3');
      expect(stats.invoices('INV-8')).toEqual([]);
      expect(stats.invoices('INV-7', 'CUST002')).toEqual([]);
    });
  });
});

describe('lines of the plain shape', () => {
  test('all count, and each is found by its place', async () => {
    const folder = await createFolder();
    const [records] = recordsOf([finishedScan()]);
    const {
      version: _version,
      scan_id: _scanId,
      outcome: _outcome,
      parsing_calls: _calls,
      ...plain
    } = records?.invoice ?? {};
    await writeFile(ledgerOf(folder), `${JSON.stringify(plain)}\n${JSON.stringify(plain)}\n`);
    await withStore(folder, async (store) => {
      const stats = createUsageStats({ store, now });
      expect(stats.lifetime().figures.saved).toBe(2);
      const found = stats.invoices('INV-2026-1');
      expect(found).toHaveLength(2);
      expect(stats.invoices(found[1]?.scanId ?? '')).toEqual([found[1]]);
    });
  });
});

describe('a snapshot', () => {
  async function storeWithSnapshot() {
    const folder = await createFolder();
    await withStore(folder, async (store) => {
      await store.append(recordsOf([finishedScan(), finishedScan({ scanId: 'scan_2' })]));
      await store.saveSnapshot();
    });
    return folder;
  }

  test('is not believed when its ledger was deleted, shortened or changed', async () => {
    const folder = await storeWithSnapshot();
    const content = await readFile(ledgerOf(folder), 'utf8');
    for (const changed of [
      '',
      content.slice(0, content.indexOf('\n') + 1),
      content.replace('scan_2', 'scan_1'),
    ]) {
      await writeFile(ledgerOf(folder), changed);
      const saved = changed === '' ? 0 : 1;
      expect(
        await withStore(folder, async (store) => createUsageStats({ store, now }).lifetime().figures.saved),
      ).toBe(saved);
    }
  });

  test('is thrown away when it is damaged, or of another time zone', async () => {
    const folder = await storeWithSnapshot();
    const state = join(folder, '.usage-snapshot', 'state.bin');
    const bytes = await readFile(state);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 5) ^ 1, bytes.length - 5);
    await writeFile(state, bytes);
    expect((await withStore(folder, answers)).customers[0]?.lifetime.saved).toBe(2);
  });

  test('still fits after its ledger was rotated', async () => {
    const folder = await storeWithSnapshot();
    await rename(ledgerOf(folder), `${ledgerOf(folder)}.1`);
    const store = await openStore(folder);
    onTestFinished(() => store.close());
    await store.append(
      recordsOf([finishedScan({ scanId: 'scan_3' }), finishedScan({ scanId: 'scan_1', pageCount: 9 })]),
    );
    const stats = createUsageStats({ store, now });
    expect(stats.lifetime().figures).toMatchObject({ saved: 3, pages: 2 + 2 + 9 });
    expect(stats.invoices('scan_2')).toHaveLength(1);
  });
});

describe('a large ledger', () => {
  const COUNT = 60_000;

  async function largeFolder(): Promise<string> {
    const folder = await createFolder();
    const [records] = recordsOf([finishedScan({ calls: [] })]);
    const line = JSON.stringify(records?.invoice);
    const lines = Array.from({ length: COUNT }, (_, no) =>
      line.replace('scan_1', `scan_${no}`).replace('INV-2026-1', `INV-${no}`),
    );
    await writeFile(ledgerOf(folder), `${lines.join('\n')}\n`);
    await withStore(folder, (store) => store.saveSnapshot());
    return folder;
  }

  test('keeps the index of its old scans in files of their own, and makes them anew if they are damaged', async () => {
    const folder = await largeFolder();
    const snapshots = join(folder, '.usage-snapshot');
    const names = (await readdir(snapshots)).filter((name) => name.startsWith('index-'));
    expect(names).toHaveLength(1);
    for (const damage of [false, true]) {
      if (damage) await writeFile(join(snapshots, names[0] ?? ''), 'damaged');
      const store = await openStore(folder);
      await store.append(recordsOf([finishedScan({ scanId: 'scan_77', pageCount: damage ? 8 : 7 })]));
      const stats = createUsageStats({ store, now });
      expect(stats.lifetime().figures).toMatchObject({ saved: COUNT, pages: 2 * COUNT + (damage ? 6 : 5) });
      expect(stats.invoices('inv-59999')).toHaveLength(1);
      expect(stats.invoices('scan_77')).toMatchObject([{ record: { page_count: damage ? 8 : 7 } }]);
      await store.close();
    }
  });
});

describe('damaged lines', () => {
  test('are counted per ledger and named; all others count', async () => {
    const folder = await createFolder();
    await withStore(folder, (store) => store.append(recordsOf([finishedScan()])));
    await appendFile(ledgerOf(folder), `\0\0\n{"half`);
    await appendFile(callsOf(folder), '[]\n');
    const log = createMemoryLog();
    const store = await openStore(folder, log);
    onTestFinished(() => store.close());
    await store.append(recordsOf([finishedScan({ scanId: 'scan_2' })]));
    await store.modelsSettled();
    expect(createUsageStats({ store, now }).lifetime().figures.saved).toBe(2);
    expect(store.skipped()).toMatchObject({
      invoices: 1,
      ocrCalls: 1,
      examples: [
        { path: ledgerOf(folder), line: 2 },
        { path: callsOf(folder), line: 3 },
      ],
    });
    expect(log.messages('warn')).toContain('A usage record is damaged and does not count');
    await store.saveSnapshot();
    await store.close();
    expect((await withStore(folder, async (next) => next.skipped())).invoices).toBe(1);
  });
});

test('nothing at all is there at first', async () => {
  await withStore(await createFolder(), async (store) => {
    const stats = createUsageStats({ store, now });
    expect(stats.day('2026-02-06').figures).toEqual(NO_FIGURES);
    expect(stats.month('2026-02')).toMatchObject({ figures: NO_FIGURES, days: 28, topInvoices: [] });
    expect(stats.month('2026-03').days).toBe(10);
    expect(stats.newestInvoice()).toBeUndefined();
    expect(await stats.models('2026-02')).toEqual([]);
  });
});
