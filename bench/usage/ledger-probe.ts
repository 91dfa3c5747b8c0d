/** A process of its own that opens a ledger, asks it questions, and prints what that took as one line of JSON. */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { createInvoiceIndex } from '../../src/usage/projections/invoice-index.ts';
import { hashKey } from '../../src/usage/projections/key-hash.ts';
import type { UsageStats } from '../../src/usage/stats/stats.ts';
import { openUsageDesk } from '../../src/usage/usage-desk.ts';
import { calculatePercentile } from '../statistics.ts';
import { createRandom, DAYS, FIRST_DAY_MS } from './ledger-generator.ts';
import { createUsageOptions } from './usage-options.ts';

export interface LedgerProbe {
  readonly startMs: number;
  /** Resident after a collection of garbage. */
  readonly memoryMb: number;
  readonly dayUs: number;
  readonly monthUs: number;
  readonly historyUs: number;
  readonly hit: { readonly p50Us: number; readonly p99Us: number };
  readonly miss: { readonly p50Us: number; readonly p99Us: number };
  /** Reads of the file that a number takes which is there. */
  readonly readsPerHit: number;
  /** What the index holds for each record. */
  readonly indexBytes: number;
  readonly costByMonth: readonly (readonly [string, number])[];
}

const QUESTIONS = 2000;
const LAST_DAY = new Date(FIRST_DAY_MS + (DAYS - 1) * 86_400_000);

const [folder = '', count = '0', keep = ''] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await probe(folder, Number(count), keep === 'snapshot'))}\n`);
process.exit();

async function probe(from: string, invoices: number, savesSnapshot: boolean): Promise<LedgerProbe> {
  const startedAt = performance.now();
  const { store, stats } = await openUsageDesk(createUsageOptions(from, () => LAST_DAY));
  const startMs = performance.now() - startedAt;
  await store.settle();
  await store.modelsSettled();
  globalThis.gc?.();
  const memoryMb = process.memoryUsage.rss() / 1e6;
  const random = createRandom(7);
  const anyNumber = () => `INV/${Math.floor(random() * invoices)}`;
  const answers = {
    dayUs: time(() => stats.day(dayOf(random))).p50Us,
    monthUs: time(() => stats.month(dayOf(random).slice(0, 7), 'CUST007')).p50Us,
    historyUs: time(() => stats.history(30)).p50Us,
    hit: time(() => stats.invoices(anyNumber())),
    miss: time(() => stats.invoices(`NO/${random()}`)),
    readsPerHit: countReads(() => stats.invoices(anyNumber())),
    indexBytes: measureIndex(invoices),
    costByMonth: costByMonth(stats),
  };
  if (savesSnapshot) await store.saveSnapshot();
  return { startMs, memoryMb, ...answers };
}

function time(ask: () => unknown): { readonly p50Us: number; readonly p99Us: number } {
  const times: number[] = [];
  for (let question = 0; question < QUESTIONS; question++) {
    const startedAt = performance.now();
    ask();
    times.push((performance.now() - startedAt) * 1000);
  }
  return { p50Us: calculatePercentile(times, 50), p99Us: calculatePercentile(times, 99) };
}

/** On average over many questions. */
function countReads(ask: () => unknown): number {
  const { readSync } = fs;
  let reads = 0;
  fs.readSync = ((...args: Parameters<typeof readSync>) => {
    reads += 1;
    return readSync(...args);
  }) as typeof readSync;
  syncBuiltinESMExports();
  for (let question = 0; question < QUESTIONS; question++) ask();
  fs.readSync = readSync;
  syncBuiltinESMExports();
  return reads / QUESTIONS;
}

/** Bytes of its arrays for each of so many records. */
function measureIndex(records: number): number {
  const index = createInvoiceIndex();
  index.expect(records);
  for (let no = 0; no < records; no++) {
    index.add({ position: no * 600, invoiceId: `INV/${no}` }, hashKey(`scan_${no}`));
  }
  const arrays = [...index.full(), index.growing()].flatMap((segment) => Object.values(segment));
  const bytes = arrays.map((array) => (ArrayBuffer.isView(array) ? array.byteLength : 0));
  return bytes.reduce((sum, each) => sum + each, 0) / records;
}

function dayOf(random: () => number): string {
  return new Date(FIRST_DAY_MS + Math.floor(random() * DAYS) * 86_400_000).toISOString().slice(0, 10);
}

function costByMonth(stats: UsageStats): (readonly [string, number])[] {
  const months = Array.from({ length: 24 }, (_, index) =>
    new Date(Date.UTC(2024, index, 1)).toISOString().slice(0, 7),
  );
  return months.map((month) => [month, stats.month(month).figures.costNanoUsd]);
}
