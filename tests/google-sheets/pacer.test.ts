/** The pace of a lane that is alone, against a clock of our own. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSheetsQuota } from '../../src/google-sheets/sheets-quota.ts';

function createClock() {
  let time = 0;
  return {
    now: () => time,
    sleep: async (ms: number) => {
      time += ms;
    },
  };
}

function createPace(perMinute: number, clock: ReturnType<typeof createClock>) {
  return createSheetsQuota({ perMinute, now: clock.now, sleep: clock.sleep }).lane().write;
}

test('after a quiet time a few calls do not wait, and those behind them come at even distances', async () => {
  const clock = createClock();
  const pace = createPace(50, clock);
  const starts: number[] = [];
  for (let call = 0; call < 60; call++) {
    await pace();
    starts.push(clock.now());
  }
  for (const start of starts.slice(0, 25)) expect(start).toBeCloseTo(0, 6);
  const gaps = starts.slice(25).map((start, index) => start - (starts[index + 24] ?? 0));
  for (const gap of gaps) expect(gap).toBeCloseTo(60_000 / 26, 6);
});

test('a quota of one is one a minute', async () => {
  const clock = createClock();
  const pace = createPace(1, clock);
  for (let call = 0; call < 3; call++) await pace();
  expect(clock.now()).toBe(120_000);
});

test('nobody waits longer than a fair share of the minute, however many came before', async () => {
  const clock = createClock();
  const pace = createPace(50, clock);
  for (let call = 0; call < 200; call++) {
    const askedAt = clock.now();
    await pace();
    expect(clock.now() - askedAt).toBeLessThan(2400);
  }
});

test('no window of 60 seconds ever holds more calls than allowed', async () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), gaps, async (perMinute, gapsMs) => {
      const clock = createClock();
      const pace = createPace(perMinute, clock);
      const starts: number[] = [];
      for (const gapMs of gapsMs) {
        await clock.sleep(gapMs);
        await pace();
        starts.push(clock.now());
      }
      starts.forEach((start, index) => {
        const before = starts[index - perMinute];
        if (before !== undefined) expect(start - before).toBeGreaterThan(59_999.999);
      });
    }),
  );
});
