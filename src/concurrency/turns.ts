/** Waiting for a turn in a line of work, in a way that lets who waits leave and who works finish. */
import type PQueue from 'p-queue';

export interface Turn {
  readonly signal: AbortSignal;
  /** Higher goes first. Default 0. */
  readonly priority?: number;
}

/** Who waits leaves at once when the signal aborts; what runs keeps its turn until it has really ended. */
export async function takeTurn<T>(
  queue: PQueue,
  run: () => Promise<T>,
  { signal, priority = 0 }: Turn,
): Promise<T> {
  signal.throwIfAborted();
  const waiting = new AbortController();
  const leave = () => waiting.abort(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  const start = () => {
    signal.removeEventListener('abort', leave);
    return run();
  };
  return await queue.add(start, { priority, signal: waiting.signal });
}
