/** Google's quota of one service account, which all its spreadsheets share: a lane for each, and none waits for another's rush. */
import { setTimeout as sleepFor } from 'node:timers/promises';
import { createFairTurns } from './fair-turns.ts';
import { createPacer } from './pacer.ts';

/** Google counts reads and writes apart: https://developers.google.com/workspace/sheets/api/limits */
export type CountedCallKind = 'read' | 'write';

export interface SheetsQuotaOptions {
  /** Reads, and as many writes, in any 60 seconds. Google allows 60 to each service account, whatever the spreadsheet. */
  readonly perMinute: number;
  /** Milliseconds of any steady clock. Default: this machine's. */
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/**
 * The turns of one spreadsheet. A turn is given, not held: once a call may be made, nobody waits for its answer. Calls of
 * a lane get their turns in the order of asking.
 */
export interface SheetsQuotaLane {
  /** Resolves when the next read may be made; rejects with the signal's reason as soon as it fires. */
  read(signal?: AbortSignal): Promise<void>;
  /** Resolves when the next write may be made. */
  write(): Promise<void>;
  /**
   * Google answered 429: the account has made more calls than we know of, perhaps from another program. All lanes go on
   * at even distances, without a rush, for as long as they ask; none stops. How long Google wants this spreadsheet left
   * alone (`Retry-After`) is kept by its own save line (sheet/sheet-line.ts) and by nobody else: others hear it from
   * Google if it concerns them, a refused call changes nothing, and one customer's bad answers stop no other.
   */
  noteOverQuota(kind: CountedCallKind): void;
}

export interface SheetsQuota {
  /** Make one lane per spreadsheet. It costs nothing while nobody waits in it, and needs no end. */
  lane(): SheetsQuotaLane;
}

/**
 * Make one per service account. All lanes together keep the rate, and a lane alone has all of it.
 *
 * With g = 60 s / (perMinute − ⌊perMinute / 2⌋ + 1), the even distance (2.3 s at 50): the first call in a lane waits for
 * at most one turn of each other lane that waits, so (other lanes + 1) · g, however many calls they have waiting and
 * whatever they used of the rush. If its last turn is longer ago than theirs, it has the next turn: at most g.
 */
export function createSheetsQuota(options: SheetsQuotaOptions): SheetsQuota {
  const { perMinute, now = () => performance.now(), sleep = (ms) => sleepFor(ms) } = options;
  const pacers = { read: createPacer({ perMinute, now }), write: createPacer({ perMinute, now }) };
  const reads = createFairTurns({ pacer: pacers.read, sleep });
  const writes = createFairTurns({ pacer: pacers.write, sleep });
  return {
    lane: () => ({
      read: reads.lane(),
      write: writes.lane(),
      noteOverQuota: (kind) => pacers[kind].spendBurst(),
    }),
  };
}
