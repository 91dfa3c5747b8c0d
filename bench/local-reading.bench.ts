/** Whether anyone waits for an answer to a command while pages are read on this machine, and how long a page takes then. */
import { readFile } from 'node:fs/promises';
import type { Bench } from './bench.ts';
import { medianFigure } from './figures.ts';
import { askHelpDuring, helpFigures } from './help-asker.ts';
import { timeScan } from './invoices.ts';
import { readDrawnInvoice } from './ocr/invoices/drawn.ts';
import { USERS, type World, withWorld } from './world.ts';

/** As many as are read at once with two threads, and as many again that wait. */
const SCANNING_USERS = USERS.slice(0, 4);
const OTHER_USERS = USERS.slice(4);
const INVOICE = readDrawnInvoice('tally');

interface Round {
  readonly aloneMs: number;
  readonly helpMs: readonly number[];
  readonly memoryMb: number;
}

export const bench: Bench = {
  name: 'local-reading',
  about: `One page read alone without Gemini, from /done to the reply; then ${SCANNING_USERS.length} chats that scan one each, while others ask for /help`,
  async run({ runs }) {
    const [picture = ''] = INVOICE.pictures;
    const page = await readFile(picture);
    const rounds: Round[] = [];
    while (rounds.length < runs)
      rounds.push(await withWorld({ GEMINI_API_KEY: '' }, (world) => runRound(world, page)));
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

async function runRound({ telegram, bot }: World, page: Buffer): Promise<Round> {
  const scan = async (index: number) => {
    const user = USERS[index] ?? USERS[0];
    if (user === undefined) throw new Error('Nobody is there to scan.');
    // One copy each: the same file twice in a chat is one page, and the same invoice twice is no second row.
    const since = telegram.sendPhoto(user, Buffer.concat([page, Buffer.of(index)]));
    await telegram.waitForReply(user.id, '1 page received', { since });
    return timeScan({ telegram, user });
  };
  // The engine is loaded with the first page; whoever comes next finds it there.
  await scan(0);
  const aloneMs = await scan(0);
  const scans = Promise.all(SCANNING_USERS.map((_user, index) => scan(index)));
  const helpMs = await askHelpDuring(scans, { telegram, users: OTHER_USERS });
  await scans;
  return { aloneMs, helpMs, memoryMb: await bot.readMemoryMb() };
}
