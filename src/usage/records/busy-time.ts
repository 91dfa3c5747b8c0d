/** How long at least one of several calls was under way. */
import type { ModelCall } from '../model-call.ts';

/** Milliseconds; calls side by side count once, waits between them don't count. */
export function calculateBusyMs(calls: readonly ModelCall[]): number {
  const spans = calls
    .map(({ startedAt, processingTimeMs }) => ({ fromMs: Date.parse(startedAt), lengthMs: processingTimeMs }))
    .sort((a, b) => a.fromMs - b.fromMs);
  let busyMs = 0;
  let coveredToMs = Number.NEGATIVE_INFINITY;
  for (const { fromMs, lengthMs } of spans) {
    const toMs = fromMs + lengthMs;
    busyMs += Math.max(0, toMs - Math.max(fromMs, coveredToMs));
    coveredToMs = Math.max(coveredToMs, toMs);
  }
  return busyMs;
}
