/** The orderly stop: no more updates, scans end or stop where they can go on, what is being written is written. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Reception } from '../bot/updates/reception.ts';

/** What is written and told when the time to stop is over has this long to get through. */
const LAST_STEPS_MS = 1000;

interface Drained {
  /** Begins nothing more, and resolves at the latest after `graceMs`. */
  drain(graceMs: number): Promise<void>;
}

export interface AppParts {
  readonly reception: Reception;
  /** Resolves when nothing is being dropped any more. */
  readonly expiry: { stop(): Promise<void> };
  /** What began at the start and may still be under way. */
  readonly background: Promise<void>;
  readonly queue: Drained;
  /** In the order in which one may still give work to the next. */
  readonly tellers: readonly Drained[];
  readonly kept: readonly { settle(): Promise<void> }[];
  readonly closables: readonly { close(): Promise<void> }[];
}

/** Resolves within about `graceMs`, whoever does not answer. Throws the first error of those that could not be closed. */
export async function stopApp(parts: AppParts, graceMs: number): Promise<void> {
  const { reception, expiry, background, queue, tellers, kept, closables } = parts;
  const deadlineMs = Date.now() + graceMs;
  const leftMs = (leastMs: number) => Math.max(leastMs, deadlineMs - Date.now());
  const swept = expiry.stop();
  await reception.stop(deadlineMs);
  await Promise.race([Promise.all([swept, background]), delay(leftMs(0), undefined, { ref: false })]);
  await queue.drain(leftMs(0));
  for (const teller of tellers) await teller.drain(leftMs(LAST_STEPS_MS));
  // Whoever opens the folder next must not meet a write that is still on its way.
  for (const store of kept) await store.settle();
  await closeAll(closables);
}

async function closeAll(closables: AppParts['closables']): Promise<void> {
  const errors: unknown[] = [];
  for (const part of closables) await part.close().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
