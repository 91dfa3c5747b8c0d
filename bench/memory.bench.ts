/** How much memory the bot holds while it waits for work, and after some. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { medianFigure } from './figures.ts';
import { drawInvoice, sendPages, timeScan } from './world/invoices.ts';
import { USERS, withWorld } from './world/world.ts';

const MAX_IDLE_MB = 120;
/** Time for the process to settle before its memory is read. */
const SETTLE_MS = 3000;

export const bench: Bench = {
  name: 'memory',
  about: `Resident memory of the bot's process, read ${SETTLE_MS / 1000} s after its start and ${SETTLE_MS / 1000} s after a reply`,
  async run({ runs }) {
    const pages = await drawInvoice();
    const readings: { readonly idleMb: number; readonly scannedMb: number }[] = [];
    while (readings.length < runs) readings.push(await readMemory(pages));
    return [
      medianFigure({
        name: 'Idle after the start',
        values: readings.map(({ idleMb }) => idleMb),
        unit: 'MB',
        atMost: MAX_IDLE_MB,
      }),
      medianFigure({
        name: 'Idle after one invoice of 3 photos',
        values: readings.map(({ scannedMb }) => scannedMb),
        unit: 'MB',
      }),
    ];
  },
};

function readMemory(pages: readonly Buffer[]) {
  return withWorld({}, async ({ telegram, bot }) => {
    const [user = { id: 0, firstName: '' }] = USERS;
    await sleep(SETTLE_MS);
    const idleMb = await bot.readMemoryMb();
    await sendPages({ telegram, user }, pages);
    await timeScan({ telegram, user });
    await sleep(SETTLE_MS);
    return { idleMb, scannedMb: await bot.readMemoryMb() };
  });
}
