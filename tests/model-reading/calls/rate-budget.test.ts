import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRateBudget } from '../../../src/model-reading/calls/rate-budget.ts';

const MINUTE_MS = 60_000;

describe('a budget', () => {
  test('without limits never makes anybody wait', () => {
    const budget = createRateBudget({});
    for (let call = 0; call < 1000; call++) budget.spend(0, 1_000_000);
    expect(budget.waitMs(0)).toBe(0);
  });

  test('lets a call that is larger than the whole minute pass, and then none until it has aged', () => {
    const budget = createRateBudget({ tokensPerMinute: 1000 });
    expect(budget.waitMs(0)).toBe(0);
    budget.spend(0, 5000);
    expect(budget.waitMs(10_000)).toBe(50_000);
    expect(budget.waitMs(MINUTE_MS)).toBe(0);
  });

  test('goes by what was counted as soon as that is known', () => {
    const budget = createRateBudget({ tokensPerMinute: 1000 });
    const spending = budget.spend(0, 1332);
    expect(budget.waitMs(1)).toBeGreaterThan(0);
    spending.promptTokens = 400;
    expect(budget.waitMs(1)).toBe(0);
  });

  test('that is kept never has more calls than allowed in any 60 seconds, nor starts one when the tokens are spent', () => {
    const call = fc.record({ afterMs: fc.nat(20_000), tokens: fc.integer({ min: 1, max: 900 }) });
    fc.assert(
      fc.property(
        fc.array(call, { maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (calls, requestsPerMinute) => {
          const limits = { requestsPerMinute, tokensPerMinute: 1000 };
          const started = runAtOnce(calls, limits);
          for (const { atMs } of started) {
            const before = started.filter((other) => other.atMs <= atMs && other.atMs > atMs - MINUTE_MS);
            const tokens = before.slice(0, -1).reduce((sum, { promptTokens }) => sum + promptTokens, 0);
            expect(before.length).toBeLessThanOrEqual(requestsPerMinute);
            expect(tokens).toBeLessThan(limits.tokensPerMinute);
          }
        },
      ),
    );
  });
});

/** Each call starts as soon as it has come and the budget allows it. */
function runAtOnce(
  calls: readonly { readonly afterMs: number; readonly tokens: number }[],
  limits: { readonly requestsPerMinute: number; readonly tokensPerMinute: number },
) {
  const budget = createRateBudget(limits);
  let nowMs = 0;
  return calls.map(({ afterMs, tokens }) => {
    nowMs += afterMs;
    nowMs += budget.waitMs(nowMs);
    return { ...budget.spend(nowMs, tokens) };
  });
}
