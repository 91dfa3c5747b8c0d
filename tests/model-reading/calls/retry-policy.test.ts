/** When a failed call is tried again. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScanError } from '../../../src/errors.ts';
import { calculateRetryWaitMs } from '../../../src/model-reading/calls/retry-policy.ts';

const POLICY = { maxAttempts: 4, maxTotalMs: 120_000 };
const UNAVAILABLE = new ScanError('reader_unavailable', '503', { retryable: true });
const FAILED = { error: UNAVAILABLE, attempt: 1, elapsedMs: 0, random: 1 };

function askedToWait(retryAfterMs: number): ScanError {
  return new ScanError('reader_unavailable', '429', { retryable: true, retryAfterMs });
}

describe('calculateRetryWaitMs', () => {
  test.each([
    [1, 500, 1_000],
    [2, 1_000, 2_000],
    [3, 2_000, 4_000],
  ])('doubles the backoff after try %i and varies it by half', (attempt, least, most) => {
    expect(calculateRetryWaitMs({ ...FAILED, attempt, random: 0 }, POLICY)).toBe(least);
    expect(calculateRetryWaitMs({ ...FAILED, attempt, random: 1 }, POLICY)).toBe(most);
  });

  test.each([
    ['what is not retryable', { error: new ScanError('reader_access_denied', '403') }],
    ['what is no ScanError', { error: new TypeError('a bug') }],
    ['the last try', { attempt: 4 }],
    [
      'a second invalid answer',
      { attempt: 2, error: new ScanError('answer_invalid', '', { retryable: true }) },
    ],
    ['a call whose time is used up', { elapsedMs: 119_500 }],
    ['a call that is asked to wait longer than is left', { error: askedToWait(17_500), elapsedMs: 102_501 }],
  ])('gives up on %s', (_name, change) => {
    expect(calculateRetryWaitMs({ ...FAILED, ...change }, POLICY)).toBeUndefined();
  });

  test('asks once more after an invalid answer', () => {
    const error = new ScanError('answer_invalid', 'no JSON', { retryable: true });
    expect(calculateRetryWaitMs({ ...FAILED, error }, POLICY)).toBe(1_000);
    expect(calculateRetryWaitMs({ ...FAILED, error }, { ...POLICY, maxAttempts: 1 })).toBeUndefined();
  });

  test('waits as long as it is asked to, and a little longer so that not all come back at once', () => {
    const error = askedToWait(17_500);
    expect(calculateRetryWaitMs({ ...FAILED, error, random: 0 }, POLICY)).toBe(17_500);
    expect(calculateRetryWaitMs({ ...FAILED, error, random: 1 }, POLICY)).toBe(18_500);
  });

  test('neither comes back early nor waits beyond its time', () => {
    const asked = fc.option(fc.nat(200_000), { nil: undefined });
    const random = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(asked, fc.nat(130_000), fc.integer({ min: 1, max: 3 }), random, (retryAfterMs, ...rest) => {
        const [elapsedMs, attempt, chance] = rest;
        const error = retryAfterMs === undefined ? UNAVAILABLE : askedToWait(retryAfterMs);
        const waitMs = calculateRetryWaitMs({ error, elapsedMs, attempt, random: chance }, POLICY);
        if (waitMs === undefined) return;
        expect(waitMs).toBeGreaterThanOrEqual(retryAfterMs ?? 500);
        expect(elapsedMs + waitMs).toBeLessThanOrEqual(POLICY.maxTotalMs);
      }),
    );
  });
});
