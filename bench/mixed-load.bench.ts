/** An hour of a busy bot in minutes: a hundred people, two thousand invoices, and vendors that fail at one call in twenty. */

import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { drawPhoto } from '../papers/sent-files/pictures.ts';
import type { LocalUser } from '../src/local-telegram/user-actions.ts';
import type { Bench } from './bench.ts';
import type { Figure } from './figures.ts';
import { calculateMedian, calculatePercentile } from './statistics.ts';
import { askHelpDuring } from './world/help-asker.ts';
import { type World, withWorld } from './world/world.ts';

const CHATS = 100;
const INVOICES_PER_CHAT = 20;
const FAULTY_SHARE = 0.05;
const SCRAPE_INTERVAL_MS = 1000;
const TIMEOUT_MS = 300_000;

const PEOPLE: readonly LocalUser[] = Array.from({ length: CHATS }, (_, index) => ({
  id: 5001 + index,
  firstName: `User ${index + 1}`,
}));
/** Scans nothing: their questions wait for nobody's pages. */
const ASKER: LocalUser = { id: 6001, firstName: 'Asker' };

interface Reading {
  readonly heapBytes: number;
  readonly loopDelayP99Ms: number;
}

export const bench: Bench = {
  name: 'mixed-load',
  about: `${CHATS} chats, ${CHATS * INVOICES_PER_CHAT} invoices of one photo, ${100 * FAULTY_SHARE} % of the calls to each vendor fail; Gemini as in scan-latency, 100 calls at once`,
  async run() {
    const port = await findFreePort();
    const env = {
      ALLOWED_USER_IDS: [...PEOPLE, ASKER].map(({ id }) => id).join(','),
      GEMINI_CONCURRENCY: '100',
      ENABLE_USAGE_TRACKING: 'true',
      ENABLE_INVOICE_LEVEL_TRACKING: 'true',
      HEALTH_PORT: String(port),
    };
    return withWorld(env, async (world) => {
      world.gemini.failAtRandom(FAULTY_SHARE);
      const photo = await drawPhoto({ width: 960, height: 1280 });
      const photos = await Promise.all(
        PEOPLE.map((_, index) => drawPhoto({ width: 300 + index, height: 400 })),
      );
      const startedAt = performance.now();
      const work = Promise.all(PEOPLE.map((user, index) => scanAll(world, user, photos[index] ?? photo)));
      const breaking = breakVendors(world, work);
      const reading = readMetrics(port, work);
      const helpMs = await askHelpDuring(work, { telegram: world.telegram, users: [ASKER] });
      await Promise.all([work, breaking]);
      return summarize({
        world,
        helpMs,
        readings: await reading,
        seconds: (performance.now() - startedAt) / 1000,
      });
    });
  },
};

async function scanAll({ telegram }: World, user: LocalUser, photo: Buffer): Promise<void> {
  for (let scanned = 0; scanned < INVOICES_PER_CHAT; scanned++) {
    const sent = telegram.sendPhoto(user, photo);
    await telegram.waitForReply(user.id, '1 page received', { since: sent, timeoutMs: TIMEOUT_MS });
    const done = telegram.sendText(user, '/done');
    const { text = '' } = await telegram.waitForReply(user.id, /^(✅ Invoice saved|❌)/, {
      since: done,
      timeoutMs: TIMEOUT_MS,
    });
    if (!text.startsWith('✅')) throw new Error(`A scan failed: ${text}`);
  }
}

/** As many faults as make one call in twenty fail, for Telegram and Sheets each. */
async function breakVendors({ telegram, sheets }: World, work: Promise<unknown>): Promise<void> {
  let isOver = false;
  work.finally(() => (isOver = true)).catch(() => undefined);
  let [telegramFaults, sheetFaults] = [0, 0];
  while (!isOver) {
    const sentMessages = telegram.calls('sendMessage').length;
    for (; telegramFaults < sentMessages * FAULTY_SHARE; telegramFaults++) {
      telegram.injectFault('sendMessage', telegramFaults % 2 === 0 ? { status: 500 } : 'reset');
    }
    for (; sheetFaults < sheets.calls.length * FAULTY_SHARE; sheetFaults++) {
      sheets.fail(sheetFaults % 2 === 0 ? 'write' : 'read', { status: 503 });
    }
    await sleep(100);
  }
}

async function readMetrics(port: number, work: Promise<unknown>): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  let isOver = false;
  work.finally(() => (isOver = true)).catch(() => undefined);
  while (!isOver) {
    await sleep(SCRAPE_INTERVAL_MS);
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const metric = (name: string) => Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1] ?? 0);
    readings.push({
      heapBytes: metric('nodejs_heap_size_used_bytes'),
      loopDelayP99Ms: 1000 * metric('nodejs_eventloop_lag_p99_seconds'),
    });
  }
  return readings;
}

interface Outcome {
  readonly world: World;
  readonly helpMs: readonly number[];
  readonly readings: readonly Reading[];
  readonly seconds: number;
}

function summarize({ world: { sheets }, helpMs, readings, seconds }: Outcome): readonly Figure[] {
  const [header = [], ...rows] = sheets.rows('Invoice_Header') ?? [];
  const scanIds = rows.map((row) => row[header.indexOf('Scan_ID')]);
  const quarter = (number: number) => {
    const size = Math.floor(readings.length / 4);
    return calculateMedian(
      readings.slice((number - 1) * size, number * size).map(({ heapBytes }) => heapBytes),
    );
  };
  const wanted = CHATS * INVOICES_PER_CHAT;
  return [
    { name: 'Rows saved', value: rows.length, unit: 'rows', atLeast: wanted, atMost: wanted },
    { name: 'Rows that repeat one', value: rows.length - new Set(scanIds).size, unit: 'rows', atMost: 0 },
    {
      name: 'Heap, last quarter against the second',
      value: (100 * quarter(4)) / quarter(2) - 100,
      unit: '%',
      atMost: 10,
    },
    { name: 'Heap, median of the last quarter', value: quarter(4) / 1e6, unit: 'MB' },
    { name: '/help, 99th percentile', value: calculatePercentile(helpMs, 99), unit: 'ms', atMost: 200 },
    {
      name: 'Event loop delay, 99th percentile, median of the seconds',
      value: calculateMedian(readings.map(({ loopDelayP99Ms }) => loopDelayP99Ms)),
      unit: 'ms',
      atMost: 50,
    },
    { name: 'All of it', value: seconds, unit: 's' },
  ];
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  return address.port;
}
