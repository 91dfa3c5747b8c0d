/** One quota, many lanes, against a clock of our own: who has which turn, and when. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSheetsQuota, type SheetsQuotaLane } from '../../src/google-sheets/sheets-quota.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

/** The even distance at 50 a minute. */
const GAP_MS = 60_000 / 26;
const BURST = 25;

interface Ask {
  readonly lane: number;
  readonly atMs: number;
}

interface Turn {
  readonly lane: number;
  /** Which of its lane's asks it answers, from 0. */
  readonly no: number;
  readonly askedMs: number;
  /** How many turns there had been when it was asked for. */
  readonly askedAfter: number;
  readonly atMs: number;
}

interface WatchOptions {
  readonly perMinute?: number;
  /** When Google answers 429. */
  readonly refusalsMs?: readonly number[];
}

/** Lets lanes ask, and notes every turn in the order of turns. */
async function watch(asks: readonly Ask[], { perMinute = 50, refusalsMs = [] }: WatchOptions = {}) {
  const clock = createVirtualClock();
  const quota = createSheetsQuota({ perMinute, now: clock.now, sleep: clock.sleep });
  const lanes = new Map<number, SheetsQuotaLane>();
  const turns: Turn[] = [];
  const counts = new Map<number, number>();
  const laneOf = (no: number) => {
    const lane = lanes.get(no) ?? quota.lane();
    lanes.set(no, lane);
    return lane;
  };
  for (const { lane, atMs } of asks) {
    void clock.sleep(atMs).then(async () => {
      const no = counts.get(lane) ?? 0;
      counts.set(lane, no + 1);
      const asked = { lane, no, askedMs: clock.now(), askedAfter: turns.length };
      await laneOf(lane).read();
      turns.push({ ...asked, atMs: clock.now() });
    });
  }
  for (const atMs of refusalsMs) void clock.sleep(atMs).then(() => laneOf(0).noteOverQuota('read'));
  await clock.run();
  return turns;
}

function ofLane(turns: readonly Turn[], lane: number): Turn[] {
  return turns.filter((turn) => turn.lane === lane);
}

/** The turns of others between the moment when a call was the first in its lane, and its turn. */
function othersBefore(turns: readonly Turn[], turn: Turn): Turn[] {
  const index = turns.indexOf(turn);
  const ownBefore = turns.findLastIndex((other, at) => at < index && other.lane === turn.lane);
  return turns.slice(Math.max(turn.askedAfter, ownBefore + 1), index);
}

/** When a call was the first in its lane. */
function firstSinceMs(turns: readonly Turn[], { lane, no, askedMs }: Turn): number {
  const before = turns.find((turn) => turn.lane === lane && turn.no === no - 1);
  return Math.max(askedMs, before?.atMs ?? 0);
}

const PER_MINUTE = fc.integer({ min: 1, max: 60 });
/** Floods, pauses, and lanes that come and go. */
const ASKS = fc.array(
  fc.record({
    lane: fc.integer({ min: 0, max: 4 }),
    atMs: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 200_000 })),
  }),
  { maxLength: 120 },
);
const REFUSALS = fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 40 });

function holds(check: (turns: readonly Turn[], asks: readonly Ask[], perMinute: number) => unknown) {
  return fc.assert(
    fc.asyncProperty(PER_MINUTE, ASKS, async (perMinute, asks) => {
      await check(await watch(asks, { perMinute }), asks, perMinute);
    }),
  );
}

describe('whatever lanes ask for', () => {
  test('no window of 60 seconds ever holds more calls of all lanes than allowed', () =>
    holds((turns, _asks, perMinute) => {
      turns.forEach(({ atMs }, index) => {
        const before = turns[index - perMinute];
        if (before) expect(atMs - before.atMs).toBeGreaterThan(59_999.999);
      });
    }));

  test('turns come when they would come to a lane alone: nobody waits while quota is free', () =>
    holds(async (turns, asks, perMinute) => {
      const alone = await watch(
        asks.map(({ atMs }) => ({ lane: 0, atMs })),
        { perMinute },
      );
      expect(turns).toHaveLength(asks.length);
      turns.forEach(({ atMs }, index) => {
        expect(atMs).toBeCloseTo(alone[index]?.atMs ?? Number.NaN, 3);
      });
    }));

  test('the calls of a lane get their turns in the order of asking', () =>
    holds((turns) => {
      for (const lane of [0, 1, 2, 3, 4]) {
        expect(ofLane(turns, lane).map(({ no }) => no)).toEqual(ofLane(turns, lane).map((_, no) => no));
      }
    }));

  test('while the first call of a lane waits, each other lane has one turn at most', () =>
    holds((turns) => {
      for (const turn of turns) {
        const others = othersBefore(turns, turn).map(({ lane }) => lane);
        expect(new Set(others).size).toBe(others.length);
      }
    }));

  test('so it waits for at most (others + 1) even distances', () =>
    holds((turns, _asks, perMinute) => {
      const gapMs = 60_000 / (perMinute - Math.max(1, Math.floor(perMinute / 2)) + 1);
      for (const turn of turns) {
        const waitedMs = turn.atMs - firstSinceMs(turns, turn);
        const others = othersBefore(turns, turn).length;
        expect(waitedMs).toBeLessThanOrEqual((others + 1) * gapMs + 0.001);
      }
    }));
});

describe('a flood of one lane', () => {
  const FLOOD = Array.from({ length: 2000 }, () => ({ lane: 0, atMs: 0 }));

  test('has the whole quota while it is alone', async () => {
    const turns = await watch(FLOOD);
    expect(turns).toHaveLength(2000);
    expect(turns[BURST - 1]?.atMs).toBe(0);
    expect(turns.at(-1)?.atMs).toBeCloseTo((2000 - BURST) * GAP_MS, 3);
  });

  test('that took the whole rush leaves the very next turn to a lane that was quiet', async () => {
    const turns = await watch([...FLOOD, { lane: 1, atMs: 10 }, { lane: 2, atMs: 20 }]);
    expect(ofLane(turns, 1)[0]?.atMs).toBeCloseTo(GAP_MS, 6);
    expect(ofLane(turns, 2)[0]?.atMs).toBeCloseTo(2 * GAP_MS, 6);
  });

  test('goes round robin with other floods', async () => {
    const flood = (lane: number) => Array.from({ length: 100 }, () => ({ lane, atMs: 0 }));
    const turns = await watch([...flood(0), ...flood(1), ...flood(2)]);
    const lanes = turns.slice(BURST, BURST + 9).map(({ lane }) => lane);
    expect(lanes).toEqual([1, 2, 0, 1, 2, 0, 1, 2, 0]);
  });

  test('of reads keeps no write waiting', async () => {
    const clock = createVirtualClock();
    const quota = createSheetsQuota({ perMinute: 50, now: clock.now, sleep: clock.sleep });
    const lane = quota.lane();
    for (let read = 0; read < 100; read++) void lane.read();
    await lane.write();
    expect(clock.now()).toBe(0);
  });
});

describe('who leaves while waiting', () => {
  test('hears the reason at once, and takes no turn', async () => {
    const clock = createVirtualClock();
    const quota = createSheetsQuota({ perMinute: 50, now: clock.now, sleep: clock.sleep });
    const [flood, other] = [quota.lane(), quota.lane()];
    const callers = Array.from({ length: 500 }, () => new AbortController());
    const asked = callers.map(({ signal }) => flood.read(signal));
    const reason = new Error('cancelled');
    for (const caller of callers) caller.abort(reason);
    const outcomes = await Promise.allSettled(asked);
    expect(clock.now()).toBe(0);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(BURST);
    expect(outcomes.at(-1)).toEqual({ status: 'rejected', reason });
    await expect(flood.read(AbortSignal.abort(reason))).rejects.toBe(reason);
    const stays: number[] = [];
    for (let call = 0; call < 3; call++) void other.read().then(() => stays.push(clock.now()));
    await clock.run();
    expect(stays.map((atMs) => Math.round(atMs / GAP_MS))).toEqual([1, 2, 3]);
  });

  test('the turn that all of them waited for stays free', async () => {
    const clock = createVirtualClock();
    const lane = createSheetsQuota({ perMinute: 1, now: clock.now, sleep: clock.sleep }).lane();
    await lane.read();
    const caller = new AbortController();
    const left = lane.read(caller.signal);
    caller.abort();
    await expect(left).rejects.toThrow();
    await clock.run();
    expect(clock.now()).toBe(60_000);
    await lane.read();
    expect(clock.now()).toBe(60_000);
  });
});

describe('after a 429', () => {
  test('no lane may rush: the next call goes out, and those behind it come at even distances', async () => {
    const asks = [1, 2, 3, 4].map((lane) => ({ lane, atMs: 5 }));
    const turns = await watch(asks, { refusalsMs: [1] });
    expect(turns.map(({ atMs }) => Math.round((atMs - 5) / GAP_MS))).toEqual([0, 1, 2, 3]);
  });

  test('a quiet minute later lanes may rush again', async () => {
    const asks = Array.from({ length: BURST }, (_, lane) => ({ lane, atMs: 61_000 }));
    const turns = await watch(asks, { refusalsMs: [1] });
    expect(turns.map(({ atMs }) => Math.round(atMs))).toEqual(asks.map(({ atMs }) => atMs));
  });

  test('however many there are, nobody waits longer than for the even distances of those before', async () => {
    await fc.assert(
      fc.asyncProperty(ASKS, REFUSALS, async (asks, refusalsMs) => {
        const turns = await watch(asks, { refusalsMs });
        expect(turns).toHaveLength(asks.length);
        for (const turn of turns) {
          const others = othersBefore(turns, turn).length;
          const waitedMs = turn.atMs - firstSinceMs(turns, turn);
          expect(waitedMs).toBeLessThanOrEqual((others + 1) * GAP_MS + 0.001);
        }
      }),
    );
  });
});
