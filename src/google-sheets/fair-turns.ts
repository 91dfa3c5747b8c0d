/** Shares a pace between lanes: a turn goes to the lane that has waited for one the longest, not to who asks the most. */
import type { Pacer } from './pacer.ts';

export interface FairTurnsOptions {
  readonly pacer: Pacer;
  readonly sleep: (ms: number) => Promise<unknown>;
}

export interface FairTurns {
  /**
   * A function whose promise resolves when the lane's next call may be made, in the order of asking. Who waits leaves
   * as soon as the signal aborts, and takes no turn.
   */
  lane(): (signal?: AbortSignal) => Promise<void>;
}

interface Lane {
  /** Those who wait, in the order of asking. */
  readonly waiting: Set<() => void>;
  /** Counts the turns of all lanes; 0 for a lane that had none. */
  lastTurn: number;
}

/**
 * Who gets a turn is decided when it is there, not when it is asked for: of the lanes that wait, the one whose last
 * turn is the longest ago. Lanes that always wait so go round robin, and one that was quiet goes first.
 */
export function createFairTurns({ pacer, sleep }: FairTurnsOptions): FairTurns {
  const waitingLanes = new Set<Lane>();
  let turns = 0;
  let isGiving = false;

  async function giveTurns(): Promise<void> {
    if (isGiving) return;
    isGiving = true;
    while (waitingLanes.size > 0) {
      const waitMs = pacer.waitMs();
      if (waitMs > 0) await sleep(waitMs);
      giveTurn();
    }
    isGiving = false;
  }

  function giveTurn(): void {
    const lane = findNext(waitingLanes);
    const [begin] = lane?.waiting ?? [];
    // All may have left while the turn was waited for: it stays free.
    if (lane === undefined || begin === undefined) return;
    pacer.take();
    lane.lastTurn = ++turns;
    leave(lane, begin);
    begin();
  }

  function enter(lane: Lane, begin: () => void): void {
    lane.waiting.add(begin);
    waitingLanes.add(lane);
    void giveTurns();
  }

  function leave(lane: Lane, begin: () => void): void {
    lane.waiting.delete(begin);
    if (lane.waiting.size === 0) waitingLanes.delete(lane);
  }

  function waitIn(lane: Lane, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const begin = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        leave(lane, begin);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      enter(lane, begin);
    });
  }

  return {
    lane: () => {
      const lane: Lane = { waiting: new Set(), lastTurn: 0 };
      return (signal) => waitIn(lane, signal);
    },
  };
}

function findNext(lanes: Iterable<Lane>): Lane | undefined {
  const [first, ...others] = lanes;
  return others.reduce((next, lane) => (next && next.lastTurn <= lane.lastTurn ? next : lane), first);
}
