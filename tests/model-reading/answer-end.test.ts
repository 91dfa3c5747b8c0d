/** What each end of an answer means for a scan. */
import { expect, test } from 'vitest';
import { findEndError } from '../../src/model-reading/answer-end.ts';

test.each([
  ['too_long', 'answer_too_long', false],
  ['blocked', 'answer_blocked', false],
  ['broken_off', 'answer_invalid', true],
] as const)('%s is %s, and tells the reason', (kind, code, retryable) => {
  const reason = 'the vendor said: LENGTH';
  expect(findEndError({ kind, reason })).toMatchObject({ code, retryable, message: reason });
});

test('a complete answer is no fault', () => {
  expect(findEndError({ kind: 'complete' })).toBeUndefined();
});
