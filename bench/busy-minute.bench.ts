/** Whether a busy minute stays as quick as its first seconds: quotas that run out show only then. */
import type { Bench } from './bench.ts';
import { medianFigure, worstFigure } from './figures.ts';
import { CHATS, calculateMaxReplyS, SCANNING_USERS } from './world/crowd.ts';
import { drawInvoice, sendPages, timeScan } from './world/invoices.ts';
import { withWorld } from './world/world.ts';

const CONCURRENCY = 16;
/** Enough saves to come near Google's quota of 60 writes a minute. */
const MIN_INVOICES_PER_CHAT = 4;

export const bench: Bench = {
  name: 'busy-minute',
  about: `${CHATS} chats at once, one invoice of 3 photos after another in each, GEMINI_CONCURRENCY ${CONCURRENCY}; Gemini as in scan-latency`,
  run: ({ runs }) =>
    withWorld({ GEMINI_CONCURRENCY: String(CONCURRENCY) }, async ({ telegram }) => {
      const pages = await drawInvoice();
      const slowestS: number[] = [];
      while (slowestS.length < Math.max(MIN_INVOICES_PER_CHAT, runs)) {
        await Promise.all(SCANNING_USERS.map((user) => sendPages({ telegram, user }, pages)));
        const replyMs = await Promise.all(SCANNING_USERS.map((user) => timeScan({ telegram, user })));
        slowestS.push(Math.max(...replyMs) / 1000);
      }
      const slowest = { values: slowestS, unit: 's', atMost: calculateMaxReplyS(CONCURRENCY) };
      return [
        medianFigure({ name: `Slowest of ${CHATS} replies, median round`, ...slowest }),
        worstFigure({ name: `Slowest of ${CHATS} replies, worst round`, ...slowest }),
      ];
    }),
};
