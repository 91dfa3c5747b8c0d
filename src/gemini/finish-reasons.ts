/** Gemini's finish and block reasons in the house's own terms. */
import type { AnswerEnd } from '../model-reading/model-client.ts';

/** The part of an answer that tells how it ended. */
export interface FinishReasons {
  /** Why the prompt was refused (`promptFeedback`), or `NO_CANDIDATES`. Absent if there is a candidate to look at. */
  readonly blockReason?: string | undefined;
  readonly finishReason?: string | undefined;
}

const BLOCKING = new Set([
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
]);

/**
 * `STOP` is the only end that leaves a whole answer. What is neither a block nor a length (`OTHER`, `MALFORMED_…`, a
 * reason that came after this list, none at all) was broken off.
 */
export function toAnswerEnd({ blockReason, finishReason }: FinishReasons): AnswerEnd {
  if (blockReason !== undefined) {
    return { kind: 'blocked', reason: `Gemini refused the prompt: ${blockReason}` };
  }
  if (finishReason === 'STOP') return { kind: 'complete' };
  if (finishReason === 'MAX_TOKENS') {
    return { kind: 'too_long', reason: 'Gemini stopped at its output limit: MAX_TOKENS' };
  }
  if (finishReason !== undefined && BLOCKING.has(finishReason)) {
    return { kind: 'blocked', reason: `Gemini withheld its answer: ${finishReason}` };
  }
  return { kind: 'broken_off', reason: `Gemini broke off its answer: ${finishReason ?? 'no reason given'}` };
}
