/** Every way in which an answer can end. */
import { describe, expect, test } from 'vitest';
import { type FinishReasons, toAnswerEnd } from '../../src/gemini/finish-reasons.ts';
import type { AnswerEnd } from '../../src/model-reading/model-client.ts';

const CASES: readonly (readonly [reasons: FinishReasons, kind: AnswerEnd['kind']])[] = [
  [{ finishReason: 'STOP' }, 'complete'],
  [{ finishReason: 'MAX_TOKENS' }, 'too_long'],
  [{ finishReason: 'SAFETY' }, 'blocked'],
  [{ finishReason: 'RECITATION' }, 'blocked'],
  [{ finishReason: 'LANGUAGE' }, 'blocked'],
  [{ finishReason: 'BLOCKLIST' }, 'blocked'],
  [{ finishReason: 'PROHIBITED_CONTENT' }, 'blocked'],
  [{ finishReason: 'SPII' }, 'blocked'],
  [{ finishReason: 'IMAGE_SAFETY' }, 'blocked'],
  [{ blockReason: 'OTHER' }, 'blocked'],
  [{ blockReason: 'SAFETY', finishReason: 'STOP' }, 'blocked'],
  [{ blockReason: 'NO_CANDIDATES' }, 'blocked'],
  [{ finishReason: 'OTHER' }, 'broken_off'],
  [{ finishReason: 'MALFORMED_FUNCTION_CALL' }, 'broken_off'],
  [{ finishReason: 'A_REASON_OF_NEXT_YEAR' }, 'broken_off'],
  [{}, 'broken_off'],
];

describe('toAnswerEnd', () => {
  test.each(CASES)('%j is %s', (reasons, kind) => {
    const end = toAnswerEnd(reasons);
    expect(end.kind).toBe(kind);
    if (end.kind === 'complete') return;
    expect(end.reason).toContain(reasons.blockReason ?? reasons.finishReason ?? 'no reason given');
  });
});
