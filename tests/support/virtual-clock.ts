/** A clock that stands still until everybody sleeps, and then goes to whoever wakes first: hours in no time, always alike. */

export interface VirtualClock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Resolves when nobody sleeps any more. Whoever wakes has done its work before the next one wakes. */
  run(): Promise<void>;
}

interface Sleeper {
  readonly wakeMs: number;
  readonly wake: () => void;
}

export function createVirtualClock(): VirtualClock {
  let timeMs = 0;
  let sleepers: Sleeper[] = [];

  function takeFirst(): Sleeper | undefined {
    const wakeMs = Math.min(...sleepers.map((sleeper) => sleeper.wakeMs));
    const first = sleepers.find((sleeper) => sleeper.wakeMs === wakeMs);
    sleepers = sleepers.filter((sleeper) => sleeper !== first);
    return first;
  }

  return {
    now: () => timeMs,
    sleep: (ms) => new Promise((wake) => sleepers.push({ wakeMs: timeMs + ms, wake })),
    async run() {
      await settle();
      for (let first = takeFirst(); first; first = takeFirst()) {
        timeMs = first.wakeMs;
        first.wake();
        await settle();
      }
    },
  };
}

/** Until all promises that could go on have done so. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
