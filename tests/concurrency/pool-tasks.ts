/** Tasks of the worker pool's tests: one that answers, one that looks at its thread, one that throws, one that never ends, one that dies. */
import { threadId } from 'node:worker_threads';

export function warmUp(): void {}

export function answer(value: number): { doubled: number; threadId: number } {
  return { doubled: value * 2, threadId };
}

/** Whether this thread's require() takes ES modules. */
export function requiresModules(): boolean {
  return process.features.require_module === true;
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
