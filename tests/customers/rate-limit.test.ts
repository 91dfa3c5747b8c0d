import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRateLimit } from '../../src/customers/rate-limit.ts';

test('whoever is let through has written less often than allowed in the minute before', () => {
  const message = fc.record({ afterMs: fc.nat(40_000), userId: fc.integer({ min: 1, max: 3 }) });
  fc.assert(
    fc.property(fc.array(message), fc.integer({ min: 1, max: 5 }), (messages, perMinute) => {
      let nowMs = 0;
      const limit = createRateLimit({ perMinute, now: () => nowMs });
      const taken: { readonly atMs: number; readonly userId: number }[] = [];
      for (const { afterMs, userId } of messages) {
        nowMs += afterMs;
        const recent = taken.filter((other) => other.userId === userId && other.atMs > nowMs - 60_000);
        const waitMs = limit.take(userId);
        expect(waitMs === 0).toBe(recent.length < perMinute);
        if (waitMs === 0) taken.push({ atMs: nowMs, userId });
        else expect(waitMs).toBe((recent[0]?.atMs ?? 0) + 60_000 - nowMs);
      }
    }),
  );
});

test('no limit lets everything through', () => {
  const limit = createRateLimit({ perMinute: undefined, now: () => 0 });
  expect(Array.from({ length: 1000 }, () => limit.take(1))).not.toContain(1);
});
