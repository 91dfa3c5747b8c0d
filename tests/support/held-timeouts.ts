/** The platform's timeouts in the hand of a test: one runs out when the test says so, however fast the machine is. */
import { onTestFinished, vi } from 'vitest';

export interface HeldTimeouts {
  /** Lets every open `AbortSignal.timeout(timeoutMs)` run out. Throws if there is none. */
  runOut(timeoutMs: number): void;
}

/** From now to the end of the test, signals of `AbortSignal.timeout` wait for `runOut`. */
export function holdTimeouts(): HeldTimeouts {
  const open = new Map<number, AbortController[]>();
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((timeoutMs) => {
    const controller = new AbortController();
    open.set(timeoutMs, [...(open.get(timeoutMs) ?? []), controller]);
    return controller.signal;
  });
  onTestFinished(() => spy.mockRestore());
  return {
    runOut(timeoutMs) {
      const controllers = open.get(timeoutMs);
      if (!controllers) throw new Error(`Nobody waits for ${timeoutMs} ms, only for ${[...open.keys()]}`);
      open.delete(timeoutMs);
      const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
      for (const controller of controllers) controller.abort(reason);
    },
  };
}
