/** Every way in which an answer can end. */
import { describe, expect, test } from 'vitest';
import { type AnswerEnd, findFinishError } from '../../src/gemini/finish-reasons.ts';

const CASES: readonly (readonly [
  end: AnswerEnd,
  code: string | undefined,
  retryable: boolean | undefined,
])[] = [
  [{ finishReason: 'STOP' }, undefined, undefined],
  [{ finishReason: 'MAX_TOKENS' }, 'answer_too_long', false],
  [{ finishReason: 'SAFETY' }, 'answer_blocked', false],
  [{ finishReason: 'RECITATION' }, 'answer_blocked', false],
  [{ finishReason: 'LANGUAGE' }, 'answer_blocked', false],
  [{ finishReason: 'BLOCKLIST' }, 'answer_blocked', false],
  [{ finishReason: 'PROHIBITED_CONTENT' }, 'answer_blocked', false],
  [{ finishReason: 'SPII' }, 'answer_blocked', false],
  [{ finishReason: 'IMAGE_SAFETY' }, 'answer_blocked', false],
  [{ blockReason: 'OTHER' }, 'answer_blocked', false],
  [{ blockReason: 'SAFETY', finishReason: 'STOP' }, 'answer_blocked', false],
  [{ blockReason: 'NO_CANDIDATES' }, 'answer_blocked', false],
  [{ finishReason: 'OTHER' }, 'answer_invalid', true],
  [{ finishReason: 'MALFORMED_FUNCTION_CALL' }, 'answer_invalid', true],
  [{ finishReason: 'A_REASON_OF_NEXT_YEAR' }, 'answer_invalid', true],
  [{}, 'answer_invalid', true],
];

describe('findFinishError', () => {
  test.each(CASES)('%j', (end, code, retryable) => {
    const error = findFinishError(end);
    expect(error?.code).toBe(code);
    expect(error?.retryable).toBe(retryable);
    if (error) expect(error.message).toContain(end.blockReason ?? end.finishReason ?? 'no reason given');
  });
});
