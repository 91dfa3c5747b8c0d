/** Whether anyone waits for an answer to a command while pages are read on this machine, and how long a page takes then. */
import { readFile } from 'node:fs/promises';
import { readDrawnInvoice } from '../papers/drawn-invoices.ts';
import type { LocalUser } from '../src/local-telegram/user-actions.ts';
import type { Bench } from './bench.ts';
import { medianFigure } from './figures.ts';
import { askHelpDuring, helpFigures } from './world/help-asker.ts';
import { timeScan } from './world/invoices.ts';
import { USERS, type World, withWorld } from './world/world.ts';

/** As many as are read at once with two threads, and as many again that wait. */
const SCANNING_USERS = USERS.slice(0, 4);
const OTHER_USERS = USERS.slice(4);
/** One more for the first page, with which the engine is loaded, and one that is read alone. */
const INVOICES = ['modern', 'tally', 'letterhead', 'two-columns', 'inter-state', 'bilingual'];

interface Round {
  readonly aloneMs: number;
  readonly helpMs: readonly number[];
  readonly memoryMb: number;
}

export const bench: Bench = {
  name: 'local-reading',
  about: `One page read alone without Gemini, from /done to the reply; then ${SCANNING_USERS.length} chats that scan one each, while others ask for /help`,
  async run({ runs }) {
    const pages = await Promise.all(INVOICES.map(readPage));
    const rounds: Round[] = [];
    while (rounds.length < runs) {
      rounds.push(await withWorld({ GEMINI_API_KEY: '' }, (world) => runRound(world, pages)));
    }
    const of = (pick: (round: Round) => number) => rounds.map(pick);
    return [
      medianFigure({
        name: '/done to reply, one page alone',
        values: of(({ aloneMs }) => aloneMs),
        unit: 'ms',
        atMost: 3000,
      }),
      ...helpFigures(
        '/help while pages are read',
        rounds.flatMap(({ helpMs }) => helpMs),
      ),
      medianFigure({
        name: 'Memory after the last page',
        values: of(({ memoryMb }) => memoryMb),
        unit: 'MB',
      }),
    ];
  },
};

function readPage(slug: string): Promise<Buffer> {
  const [picture = ''] = readDrawnInvoice(slug).pictures;
  return readFile(picture);
}

async function runRound({ telegram, bot }: World, pages: readonly Buffer[]): Promise<Round> {
  const scan = async (user: LocalUser | undefined, page: Buffer | undefined) => {
    if (user === undefined || page === undefined)
      throw new Error('There are fewer people or pages than scans.');
    const since = telegram.sendPhoto(user, page);
    await telegram.waitForReply(user.id, '1 page received', { since });
    return timeScan({ telegram, user });
  };
  const [first, alone, ...others] = pages;
  await scan(SCANNING_USERS[0], first);
  const aloneMs = await scan(SCANNING_USERS[0], alone);
  const scans = Promise.all(SCANNING_USERS.map((user, index) => scan(user, others[index])));
  const helpMs = await askHelpDuring(scans, { telegram, users: OTHER_USERS });
  await scans;
  return { aloneMs, helpMs, memoryMb: await bot.readMemoryMb() };
}
