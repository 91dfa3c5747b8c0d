/** Draws charts beside the bot: in a worker thread that is started with the first chart and ended when none is wanted. */
import { extname } from 'node:path';
import type { Piscina } from 'piscina';
import type { UsageChart } from '../usage/usage-chart.ts';

export interface ChartDrawer {
  /** A PNG, the same for the same chart. Rejects if it can't be drawn, or not in time. */
  draw(chart: UsageChart): Promise<Uint8Array>;
  close(): Promise<void>;
}

const IDLE_MS = 30_000;
const TIMEOUT_MS = 20_000;

export function createChartDrawer(): ChartDrawer {
  let loading: Promise<Piscina> | undefined;

  async function loadPool(): Promise<Piscina> {
    const { Piscina: Pool } = await import('piscina');
    const isSource = extname(import.meta.url) === '.ts';
    const pool = new Pool({
      filename: new URL(isSource ? './draw-chart.ts' : './draw-chart.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
      // Sources are run by tsx, also in a thread; what is built needs nothing.
      ...(isSource && { execArgv: ['--import', 'tsx'] }),
    });
    // A thread that dies without a task is nobody's loss.
    pool.on('error', () => undefined);
    return pool;
  }

  return {
    async draw(chart) {
      loading ??= loadPool();
      return (await loading).run(chart, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    },
    async close() {
      const closing = loading;
      loading = undefined;
      await (await closing)?.destroy();
    },
  };
}
