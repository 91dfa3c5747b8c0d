/** The pacer against a clock of our own. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPacer } from '../../src/google-sheets/pacer.ts';

function createClock() {
  let time = 0;
  return {
    now: () => time,
    sleep: async (ms: number) => {
      time += ms;
    },
  };
}

test('calls within the quota never wait', async () => {
  const clock = createClock();
  const pace = createPacer({ perMinute: 3, ...clock });
  await Promise.all([pace(), pace(), pace()]);
  expect(clock.now()).toBe(0);
});

test('the call after the quota waits until the oldest is a minute old', async () => {
  const clock = createClock();
  const pace = createPacer({ perMinute: 2, ...clock });
  await pace();
  await clock.sleep(10_000);
  await pace();
  await pace();
  expect(clock.now()).toBe(60_000);
  await pace();
  expect(clock.now()).toBe(70_000);
});

test('no window of 60 seconds ever holds more calls than allowed', async () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), gaps, async (perMinute, gapsMs) => {
      const clock = createClock();
      const pace = createPacer({ perMinute, ...clock });
      const starts: number[] = [];
      for (const gapMs of gapsMs) {
        await clock.sleep(gapMs);
        await pace();
        starts.push(clock.now());
      }
      starts.forEach((start, index) => {
        const before = starts[index - perMinute];
        if (before !== undefined) expect(start - before).toBeGreaterThanOrEqual(60_000);
      });
    }),
  );
});
