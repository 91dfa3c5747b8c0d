/** What the queue promises when things happen at once: every end is told once, no scan is left standing. */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { ScanStore } from '../../src/scan/kept/scan-store.ts';
import { createPageExpiry } from '../../src/scan/page-expiry.ts';
import { createScanEndings, type ScanEndingsDeps } from '../../src/scan/scan-endings.ts';
import { createScanQueue, type ScanQueue, type ScanQueueDeps } from '../../src/scan/scan-queue.ts';
import type { Scan } from '../../src/scan/value/scan.ts';
import { addCall, beginReading, failScan, saveScan } from '../../src/scan/value/scan-steps.ts';
import type { ModelCall } from '../../src/usage/model-call.ts';
import { createFolder } from '../support/folders.ts';
import { createDraft, openTestScans, toSaving } from './scans.ts';

const log = pino({ level: 'silent' });
const now = () => new Date();
const FAULT = { code: 'reader_unavailable' } as const;

async function createStore(...scanIds: readonly string[]): Promise<ScanStore & { readonly dataDir: string }> {
  const dataDir = await createFolder();
  const store = await openTestScans(dataDir);
  for (const scanId of scanIds) {
    await store.create(createDraft(scanId, now()));
  }
  return { ...store, dataDir };
}

async function fail(store: ScanStore, scanId: string): Promise<void> {
  await store.update(scanId, beginReading);
  await store.update(scanId, (scan) => failScan(scan, { fault: FAULT, now: now() }));
}

async function save(store: ScanStore, scanId: string): Promise<void> {
  await store.update(scanId, (scan) => toSaving(scan, now()));
  await store.update(scanId, (scan) => saveScan(scan, { now: now(), sheetsTimeMs: 0 }));
}

/** Resolves with the first `count` ends that were told. */
function createTold(count: number) {
  const told: string[] = [];
  let finish = (_told: string[]) => {};
  const all = new Promise<string[]>((resolve) => {
    finish = resolve;
  });
  const tell = (scan: Scan) => {
    told.push(scan.state === 'cancelled' ? scan.end.reason : scan.state);
    if (told.length === count) finish(told);
  };
  return { all, tell };
}

/** Nothing is read ahead here. */
const reads = { readAhead: () => {}, move: () => {}, stop: async () => {}, idle: async () => {} };
const readsAhead = false;

function createQueue(
  deps: Pick<ScanEndingsDeps, 'store' | 'tellEnd'> & Pick<ScanQueueDeps, 'scanner'>,
): ScanQueue {
  const { store, scanner, tellEnd } = deps;
  const endings = createScanEndings({ store, tellEnd, now, log });
  return createScanQueue({ store, scanner, reads, readsAhead, endings, now, log });
}

test('an end that could not be told is not told any more once its user has asked for another try', async () => {
  const store = await createStore('a');
  const { all, tell } = createTold(1);
  let runs = 0;
  let tries = 0;
  const scanner = { run: (scanId: string) => (runs++ === 0 ? fail(store, scanId) : save(store, scanId)) };
  const tellEnd = async (scan: Scan) => {
    if (tries++ === 0) {
      await queue.enqueue('a', 1); // /done again, while Telegram has lost the answer
      throw new Error('the line broke');
    }
    tell(scan);
  };
  const queue = createQueue({ store, scanner, tellEnd });
  await queue.enqueue('a', 1);
  expect(await all).toEqual(['saved']);
  await queue.drain(60_000);
  expect(tries).toBe(2);
});

test('a scan that is queued on a full disk runs all the same, and fails with words', async () => {
  const store = await createStore('b');
  let runs = 0;
  const scanner = {
    run: async () => {
      runs += 1;
    },
  };
  const queue = createQueue({ store, scanner, tellEnd: async () => {} });
  await rename(join(store.dataDir, 'scans', 'b'), join(store.dataDir, 'gone'));
  await queue.enqueue('b', 1);
  expect(runs).toBe(1);
});

test('another try that comes while the failure is being written is not forgotten', async () => {
  const store = await createStore('c');
  const { all, tell } = createTold(1);
  let runs = 0;
  let isAsked = false;
  const scanner = {
    run: async (scanId: string) => {
      if (runs++ > 0) return save(store, scanId);
      await store.update(scanId, beginReading);
      void store.update(scanId, (scan) => addCall(scan, {} as ModelCall)); // a write is under way
      await store.update(scanId, (scan) => failScan(scan, { fault: FAULT, now: now() }));
    },
  };
  const queue = createQueue({ store, scanner, tellEnd: async (scan) => tell(scan) });
  store.subscribe((scan) => {
    if (scan.state !== 'failed' || isAsked) return;
    isAsked = true;
    queueMicrotask(() => void queue.enqueue('c', 1));
  });
  await queue.enqueue('c', 1);
  expect(await all).toEqual(['saved']);
});

test('a drain ends after its grace, whoever does not answer', async () => {
  const store = await createStore('d');
  const scanner = { run: (scanId: string) => fail(store, scanId) };
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const tellEnd = () => {
    reach();
    return new Promise<void>(() => {}); // Telegram hangs
  };
  const queue = createQueue({ store, scanner, tellEnd });
  await queue.enqueue('d', 1);
  await reached;
  // That it ends at all is what is shown: what it would wait for never comes.
  await queue.drain(50);
});

test('what nobody finished is dropped in its time, but not what its user has just queued', async () => {
  const store = await createStore('old', 'queued');
  const { all, tell } = createTold(1);
  const later = () => new Date(Date.now() + 48 * 3_600_000);
  const scanner = { run: (scanId: string) => fail(store, scanId) };
  const options = { store, now: later, log };
  const queue = createQueue({ store, scanner, tellEnd: async (scan) => tell(scan) });
  const expiry = createPageExpiry({ ...options, queue, ttlMs: 24 * 3_600_000, remind: async () => {} });
  const sweep = expiry.sweep();
  await queue.enqueue('queued', 1);
  await sweep;
  expect(await all).toHaveLength(1);
  await queue.drain(60_000);
  expect(store.get('old')).toBeUndefined();
  expect(store.get('queued')).toMatchObject({ state: 'failed' });
});
