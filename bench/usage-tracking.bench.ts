/** What tracking adds to a user's path, and how soon what it keeps is on the disk. */
import { createHook } from 'node:async_hooks';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { openLedger } from '../src/durable/append-log/append-log.ts';
import type { FinishedScan } from '../src/usage/finished-scan.ts';
import { createTracker, type Tracker } from '../src/usage/tracker.ts';
import type { Bench } from './bench.ts';
import { type Figure, medianFigure } from './figures.ts';
import { calculatePercentile } from './statistics.ts';
import { createUsageOptions } from './usage/usage-options.ts';

const SECONDS = 4;
const IN_FLIGHT = 64;
const APPENDS = 20_000;
const NAIVE_APPENDS = 200;
/** One of each level. */
const LINES_PER_SCAN = 2;
const LINE = 'x'.repeat(700);

export const bench: Bench = {
  name: 'usage-tracking',
  about:
    'A tracker with every level on and fdatasync: track() itself, until a scan is on disk, the loop beside it, and appends against a write and a sync for each record',
  async run({ runs }) {
    const rounds: Round[] = [];
    while (rounds.length < runs) rounds.push(await withFolder(measureRound));
    const of = (pick: (round: Round) => number) => rounds.map(pick);
    const figures: Figure[] = [
      medianFigure({
        name: 'track() at 1,000 a second, p50',
        values: of(({ trackP50Us }) => trackP50Us),
        unit: 'µs',
        atMost: 5,
      }),
      medianFigure({
        name: 'track() at 200 a second from cold, p99',
        values: of(({ trackP99Us }) => trackP99Us),
        unit: 'µs',
        atMost: 100,
      }),
      medianFigure({
        name: 'Until on disk at 200 a second, p99',
        values: of(({ diskP99Ms }) => diskP99Ms),
        unit: 'ms',
        atMost: 20,
      }),
      medianFigure({
        name: 'Waiting at the end of 1,000 a second',
        values: of(({ backlog }) => backlog),
        unit: 'scans',
        atMost: 100,
      }),
      medianFigure({
        name: 'Loop delay p99 above tracking off',
        values: of(({ loopDelayMs }) => loopDelayMs),
        unit: 'ms',
        atMost: 1,
      }),
      medianFigure({
        name: 'File requests that track() makes before it returns',
        values: of(({ requests }) => requests),
        unit: 'requests',
        atMost: 0,
      }),
      medianFigure({
        name: 'Ledger appends, 64 lines in flight, against a write and a sync for each',
        values: of(({ ledgerRatio }) => ledgerRatio),
        unit: '×',
        atLeast: 20,
      }),
      medianFigure({
        name: 'Scans kept (priced, checked, appended, counted), 64 in flight, against a write and a sync for each record',
        values: of(({ appendRatio }) => appendRatio),
        unit: '×',
      }),
    ];
    return figures;
  },
};

interface Round {
  readonly trackP50Us: number;
  readonly trackP99Us: number;
  readonly diskP99Ms: number;
  readonly backlog: number;
  readonly loopDelayMs: number;
  readonly requests: number;
  readonly ledgerRatio: number;
  readonly appendRatio: number;
}

async function measureRound(folder: string): Promise<Round> {
  const tracker = createTracker(createUsageOptions(join(folder, 'paced'), () => new Date()));
  await tracker.opened;
  const off = await sendAtPace(200, () => Promise.resolve(true));
  const paced = await sendAtPace(200, tracker.track);
  const rush = await sendAtPace(1000, tracker.track, tracker);
  const requests = await countRequests(tracker);
  await tracker.drain(10_000);
  const naive = await measureNaive(join(folder, 'naive'));
  return {
    trackP50Us: calculatePercentile(rush.trackUs, 50),
    trackP99Us: calculatePercentile(paced.trackUs, 99),
    diskP99Ms: calculatePercentile(paced.diskMs, 99),
    backlog: rush.backlog,
    loopDelayMs: paced.loopP99Ms - off.loopP99Ms,
    requests,
    ledgerRatio: (await measureLedger(join(folder, 'ledger.jsonl'))) / (LINES_PER_SCAN * naive),
    appendRatio: (await measureAppends(join(folder, 'appends'))) / naive,
  };
}

async function sendAtPace(perSecond: number, track: Tracker['track'], tracker?: Tracker) {
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const trackUs: number[] = [];
  const diskMs: number[] = [];
  const kept: Promise<void>[] = [];
  const startMs = performance.now();
  loop.enable();
  for (let no = 0; no < perSecond * SECONDS; no++) {
    const waitMs = startMs + (no * 1000) / perSecond - performance.now();
    if (waitMs > 0) await delay(waitMs);
    const scan = createScan(`${perSecond}-${no}`);
    const askedMs = performance.now();
    const isKept = track(scan);
    trackUs.push((performance.now() - askedMs) * 1000);
    kept.push(isKept.then(() => void diskMs.push(performance.now() - askedMs)));
  }
  loop.disable();
  const backlog = tracker?.health().waiting ?? 0;
  await Promise.all(kept);
  return { trackUs, diskMs, backlog, loopP99Ms: loop.percentile(99) / 1e6 };
}

/** Whatever is asked of the file system while track() runs. */
async function countRequests(tracker: Tracker): Promise<number> {
  let isTracking = false;
  let requests = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (isTracking && /^(FSREQ|FILEHANDLE)/.test(type)) requests++;
    },
  }).enable();
  const kept: Promise<boolean>[] = [];
  for (let no = 0; no < 1000; no++) {
    const scan = createScan(`counted-${no}`);
    isTracking = true;
    kept.push(tracker.track(scan));
    isTracking = false;
  }
  await Promise.all(kept);
  hook.disable();
  return requests;
}

/** Lines a second that a ledger keeps, so many in each write and sync. */
async function measureLedger(path: string): Promise<number> {
  const ledger = await openLedger({ ...createUsageOptions('', () => new Date()), path });
  const lines = Array.from({ length: IN_FLIGHT }, () => LINE);
  const startMs = performance.now();
  for (let no = 0; no < APPENDS; no += IN_FLIGHT) await ledger.append(lines);
  const seconds = (performance.now() - startMs) / 1000;
  await ledger.close();
  return APPENDS / seconds;
}

/** Scans a second with so many in flight at any time. */
async function measureAppends(folder: string): Promise<number> {
  const tracker = createTracker(createUsageOptions(folder, () => new Date()));
  await tracker.opened;
  const startMs = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < APPENDS) await tracker.track(createScan(`append-${next++}`));
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const seconds = (performance.now() - startMs) / 1000;
  await tracker.drain(10_000);
  return APPENDS / seconds;
}

/** Scans a second whose lines, two each, are written and synced one by one. */
async function measureNaive(path: string): Promise<number> {
  const file = await open(path, 'a');
  const startMs = performance.now();
  for (let no = 0; no < NAIVE_APPENDS; no++) {
    for (let level = 0; level < LINES_PER_SCAN; level++) {
      await file.write(`${LINE}\n`);
      await file.datasync();
    }
  }
  const seconds = (performance.now() - startMs) / 1000;
  await file.close();
  return NAIVE_APPENDS / seconds;
}

function createScan(scanId: string): FinishedScan {
  const at = new Date().toISOString();
  const tokens = {
    promptTokens: 1800,
    cachedTokens: 0,
    outputTokens: 500,
    thinkingTokens: 0,
    totalTokens: 2300,
  };
  const call = {
    modelName: 'gemini-3.5-flash-lite',
    startedAt: at,
    processingTimeMs: 900,
    attempt: 1,
    tokens,
  } as const;
  return {
    ...{ scanId, invoiceNo: scanId, telegramUserId: 42, outcome: 'saved', endedAt: at, pageCount: 1 },
    ...{ processingTimeMs: 2800, hadCorrections: false, validationStatus: 'ok', confidenceAvg: 0.97 },
    calls: [
      { ...call, operation: 'ocr', pageNumber: 1, imageSizeBytes: 200_000, status: 'success' },
      { ...call, operation: 'parse_header', status: 'success' },
      { ...call, operation: 'parse_lines', status: 'success' },
    ],
  };
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-usage-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
