/** Draws charts beside the bot: in a worker thread that is started with the first chart and ended when none is wanted. */
import { createTaskPool, findTasks } from '../concurrency/task-pool.ts';
import type { UsageChart } from '../usage/stats/usage-chart.ts';

export interface ChartDrawer {
  /** A PNG, the same for the same chart. Rejects if it can't be drawn, or not in time. */
  draw(chart: UsageChart): Promise<Uint8Array>;
  close(): Promise<void>;
}

const IDLE_MS = 30_000;
const TIMEOUT_MS = 20_000;
const UNTIL_CLOSED = new AbortController().signal;

export function createChartDrawer(): ChartDrawer {
  const pool = createTaskPool({
    tasks: findTasks('draw-chart', import.meta.url),
    maxThreads: 1,
    idleMs: IDLE_MS,
    taskTimeoutMs: TIMEOUT_MS,
  });
  return {
    draw: (chart) => pool.run('drawChart', chart, UNTIL_CLOSED),
    close: () => pool.close(),
  };
}
