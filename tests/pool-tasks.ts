/** Tasks of the worker pool's tests: one that answers, one that throws, one that never ends, one that dies. */
import { threadId } from 'node:worker_threads';

export function warmUp(): void {}

export function answer(value: number): { doubled: number; threadId: number } {
  return { doubled: value * 2, threadId };
}

export function fail(): never {
  throw new Error('out of paper');
}

export function spin(): never {
  for (;;) {
    // Busy for ever: only the end of the thread ends it.
  }
}

export function die(): never {
  process.exit(3);
}
