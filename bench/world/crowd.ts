/** Twenty people who scan at once, one who only asks, and what may be expected of the bot then. */
import { PAGE_MS, PARSE_MS } from './gemini-stub.ts';
import { calculateIdealEndsMs } from './ideal-schedule.ts';
import { PAGES_PER_INVOICE } from './invoices.ts';
import { USERS } from './world.ts';

export const CHATS = 20;
export const SCANNING_USERS = USERS.slice(0, CHATS);
/** Those who send pages wait for their own, since a chat's updates are handled in order. */
export const OTHER_USERS = USERS.slice(CHATS);

/** What one invoice alone may take beyond its calls, in seconds: 3.0 less a page and a parse. */
const ALLOWED_OVERHEAD_S = 3 - (PAGE_MS + PARSE_MS) / 1000;

/** When the twenty would have their replies if nothing but Gemini took time, in seconds. */
export function calculateIdealRepliesS(concurrency: number): readonly number[] {
  const calls = { invoices: CHATS, pagesPerInvoice: PAGES_PER_INVOICE, pageMs: PAGE_MS, parseMs: PARSE_MS };
  return calculateIdealEndsMs({ ...calls, concurrency }).map((ms) => ms / 1000);
}

/** The aim for the slowest of the twenty, in seconds: none waits for another beyond Gemini's concurrency. */
export function calculateMaxReplyS(concurrency: number): number {
  return Math.max(...calculateIdealRepliesS(concurrency)) + ALLOWED_OVERHEAD_S;
}
