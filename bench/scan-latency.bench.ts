/** How long one person waits for one invoice. */
import type { Bench } from './bench.ts';
import { type Figure, medianFigure } from './figures.ts';
import { calculateMedian } from './statistics.ts';
import { PAGE_MS, PARSE_MS } from './world/gemini-stub.ts';
import { drawInvoice, PAGES_PER_INVOICE, sendPages, timeScan } from './world/invoices.ts';
import { USERS, type World, withWorld } from './world/world.ts';

const MAX_REPLY_S = 3;
const MAX_AHEAD_REPLY_S = 1.7;

export const bench: Bench = {
  name: 'scan-latency',
  about: `One invoice of 3 photos; Gemini takes ${PAGE_MS} ms a page and ${PARSE_MS} ms a parse, Sheets and Telegram no time`,
  async run({ runs }) {
    const pages = await drawInvoice();
    const readAtDone = await withWorld({}, async (world) => {
      const replyMs = await timeScans(world, { pages, runs: runs + 1, beforeDone: async () => {} });
      return summarize(replyMs, world.gemini);
    });
    const readAhead = await withWorld({ ENABLE_READ_AHEAD: 'true' }, async (world) => {
      const beforeDone = (scans: number) => world.gemini.waitForPages(scans * PAGES_PER_INVOICE);
      const [, ...laterMs] = await timeScans(world, { pages, runs: runs + 1, beforeDone });
      return medianFigure({
        name: '/done to reply, pages read ahead',
        values: laterMs.map((ms) => ms / 1000),
        unit: 's',
        atMost: MAX_AHEAD_REPLY_S,
      });
    });
    return [...readAtDone, readAhead];
  },
};

interface Scans {
  readonly pages: readonly Buffer[];
  readonly runs: number;
  /** When the pages of the first, second … scan are there. */
  readonly beforeDone: (scans: number) => Promise<void>;
}

async function timeScans(
  { telegram }: World,
  { pages, runs, beforeDone }: Scans,
): Promise<readonly number[]> {
  const [user = { id: 0, firstName: '' }] = USERS;
  const replyMs: number[] = [];
  while (replyMs.length < runs) {
    await sendPages({ telegram, user }, pages);
    await beforeDone(replyMs.length + 1);
    replyMs.push(await timeScan({ telegram, user }));
  }
  return replyMs;
}

interface StubTimes {
  readonly pageMs: readonly number[];
  readonly parseMs: readonly number[];
}

/** The first scan of a process makes the tabs and fetches a token, so it is a figure of its own. */
function summarize(replyMs: readonly number[], stub: StubTimes): readonly Figure[] {
  const [firstMs = 0, ...laterMs] = replyMs;
  const oneByOneMs = PAGES_PER_INVOICE * calculateMedian(stub.pageMs) + 2 * calculateMedian(stub.parseMs);
  return [
    medianFigure({
      name: '/done to reply',
      values: laterMs.map((ms) => ms / 1000),
      unit: 's',
      atMost: MAX_REPLY_S,
    }),
    {
      name: '/done to reply, first scan of a process',
      value: firstMs / 1000,
      unit: 's',
      atMost: MAX_REPLY_S,
    },
    medianFigure({
      name: `Overhead that is ours (reply − ${PAGE_MS} − ${PARSE_MS} ms)`,
      values: laterMs.map((ms) => ms - PAGE_MS - PARSE_MS),
      unit: 'ms',
    }),
    { name: 'One call after another, computed from the next two', value: oneByOneMs / 1000, unit: 's' },
    medianFigure({ name: 'Gemini stub: a page', values: stub.pageMs, unit: 'ms' }),
    medianFigure({ name: 'Gemini stub: a parse', values: stub.parseMs, unit: 'ms' }),
  ];
}
