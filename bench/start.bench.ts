/** How soon the bot listens. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Bench } from './bench.ts';
import { medianFigure } from './figures.ts';
import { withWorld } from './world/world.ts';

const MAX_START_MS = 1000;

export const bench: Bench = {
  name: 'start',
  about:
    'From the spawn of `node dist/main.js` to its first getUpdates at the Bot API server, files in the page cache',
  async run({ runs }) {
    const startMs: number[] = [];
    const emptyMs: number[] = [];
    while (startMs.length < runs) {
      startMs.push(await withWorld({}, async ({ bot }) => bot.startMs));
      emptyMs.push(await timeEmptyScript());
    }
    return [
      medianFigure({ name: 'Spawn to first poll', values: startMs, unit: 'ms', atMost: MAX_START_MS }),
      medianFigure({ name: 'Node with an empty script, spawn to exit', values: emptyMs, unit: 'ms' }),
    ];
  },
};

async function timeEmptyScript(): Promise<number> {
  const startedAt = performance.now();
  await promisify(execFile)(process.execPath, ['--eval', ''], { env: {} });
  return performance.now() - startedAt;
}
