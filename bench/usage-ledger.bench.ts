/** What the usage ledger promises as it grows: starts, answers, memory; the same at ten times the size. */
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench } from './bench.ts';
import { type Figure, medianFigure } from './figures.ts';
import { calculateMedian } from './statistics.ts';
import { createRandom, drawLedger, drawLine } from './usage/ledger-generator.ts';
import type { LedgerProbe } from './usage/ledger-probe.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const QUICK_SIZES = SIZES.slice(0, 2);
const FULL_RUNS = 5;
const TAIL = 1000;
const PROBE = fileURLToPath(new URL('./usage/ledger-probe.ts', import.meta.url));

const run = promisify(execFile);

export const bench: Bench = {
  name: 'usage-ledger',
  about:
    'A ledger of 24 months and 200 customers: replay of the whole, start from a snapshot with 1,000 newer lines, answers, memory above an empty start; each start in a process of its own',
  async run({ runs }) {
    const sizes = runs < FULL_RUNS ? QUICK_SIZES : SIZES;
    const figures: Figure[] = [];
    const snapshotStarts: number[] = [];
    for (const count of sizes) {
      const measured = await measureSize(count, runs);
      snapshotStarts.push(measured.snapshotStartMs);
      figures.push(...measured.figures);
    }
    const [before = 1, last = 1] = snapshotStarts.slice(-2);
    const ratio = {
      name: 'Start from a snapshot, at ten times the ledger',
      value: last / before,
      unit: '×',
      atMost: 1.5,
    };
    return [...figures, ratio];
  },
};

async function measureSize(count: number, runs: number) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-usage-'));
  const empty = await mkdtemp(join(tmpdir(), 'bench-usage-'));
  try {
    const path = join(folder, 'invoice_usage.jsonl');
    const { costByMonth } = await drawLedger(path, count);
    const replays = await repeat(runs, () => probe(folder, count));
    const wcMs = await repeat(runs, () => timeWordCount(path));
    const emptyMb = (await probe(empty, count)).memoryMb;
    await probe(folder, count, 'snapshot');
    const random = createRandom(1);
    const tail = Array.from({ length: TAIL }, (_, no) => drawLine(count + no, count + TAIL, random).line);
    await appendFile(path, tail.join(''));
    const starts = await repeat(runs, () => probe(folder, count));
    checkExact(replays, costByMonth);
    return { snapshotStartMs: calculateMedian(starts.map(({ startMs }) => startMs)), figures: describe() };

    function describe(): Figure[] {
      const at = (name: string) => `${name}, ${count.toLocaleString('en')} invoices`;
      const of = (pick: (each: LedgerProbe) => number, from = replays) => from.map(pick);
      const replayMs = of(({ startMs }) => startMs);
      return [
        medianFigure({
          name: at('Start from a snapshot'),
          values: of(({ startMs }) => startMs, starts),
          unit: 'ms',
          atMost: 30,
        }),
        medianFigure({ name: at('Replay of the whole ledger'), values: replayMs, unit: 'ms' }),
        {
          name: at('Replay, against wc -l'),
          value: calculateMedian(replayMs) / calculateMedian(wcMs),
          unit: '×',
          atMost: 6,
        },
        medianFigure({ name: at('A day'), values: of(({ dayUs }) => dayUs), unit: 'µs', atMost: 50 }),
        medianFigure({
          name: at("A customer's month"),
          values: of(({ monthUs }) => monthUs),
          unit: 'µs',
          atMost: 50,
        }),
        medianFigure({
          name: at('History of 30 days'),
          values: of(({ historyUs }) => historyUs),
          unit: 'µs',
          atMost: 50,
        }),
        medianFigure({
          name: at('By number, hit, p50'),
          values: of(({ hit }) => hit.p50Us),
          unit: 'µs',
          atMost: 10,
        }),
        medianFigure({
          name: at('By number, hit, p99'),
          values: of(({ hit }) => hit.p99Us),
          unit: 'µs',
          atMost: 1000,
        }),
        medianFigure({
          name: at('By number, miss, p50'),
          values: of(({ miss }) => miss.p50Us),
          unit: 'µs',
          atMost: 10,
        }),
        medianFigure({
          name: at('By number, miss, p99'),
          values: of(({ miss }) => miss.p99Us),
          unit: 'µs',
          atMost: 1000,
        }),
        medianFigure({
          name: at('By number, hit, reads of the file'),
          values: of(({ readsPerHit }) => readsPerHit),
          unit: 'reads',
          atMost: 1.05,
        }),
        medianFigure({
          name: at('Index, for each record'),
          values: of(({ indexBytes }) => indexBytes),
          unit: 'B',
          // The first stretch is made for 50,000.
          ...(count >= 50_000 && { atMost: 25 }),
        }),
        medianFigure({
          name: at('Memory above an empty start'),
          values: of(({ memoryMb }) => memoryMb - emptyMb, starts),
          unit: 'MB',
          atMost: 60,
        }),
      ];
    }
  } finally {
    await Promise.all([folder, empty].map((each) => rm(each, { recursive: true, force: true })));
  }
}

async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  while (results.length < times) results.push(await work());
  return results;
}

async function probe(folder: string, count: number, keep = ''): Promise<LedgerProbe> {
  const args = ['--expose-gc', '--import', import.meta.resolve('tsx'), PROBE, folder, String(count), keep];
  const { stdout } = await run(process.execPath, args);
  return JSON.parse(stdout);
}

async function timeWordCount(path: string): Promise<number> {
  const startedAt = performance.now();
  await run('wc', ['-l', path]);
  return performance.now() - startedAt;
}

/** To the nano-dollar, against sums that were made while the ledger was drawn. */
function checkExact(probes: readonly LedgerProbe[], drawn: ReadonlyMap<string, number>): void {
  for (const { costByMonth } of probes) {
    for (const [month, costNanoUsd] of costByMonth) {
      if (costNanoUsd !== (drawn.get(month) ?? 0))
        throw new Error(`${month} costs ${costNanoUsd}, not ${drawn.get(month)}`);
    }
  }
}
