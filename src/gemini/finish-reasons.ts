/** What Gemini's finish and block reasons mean for a scan. */
import { ScanError } from '../errors.ts';

/** The part of an answer that tells how it ended. */
export interface AnswerEnd {
  /** Why the prompt was refused (`promptFeedback`), or `NO_CANDIDATES`. Absent if there is a candidate to look at. */
  readonly blockReason?: string;
  readonly finishReason?: string;
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
 * Undefined for `STOP`, the only end that leaves a whole answer. What is neither a block nor a length (`OTHER`,
 * `MALFORMED_…`, a reason that came after this list, none at all) is `answer_invalid`: asking again may help.
 */
export function findFinishError({ blockReason, finishReason }: AnswerEnd): ScanError | undefined {
  if (blockReason !== undefined) {
    return new ScanError('answer_blocked', `Gemini refused the prompt: ${blockReason}`);
  }
  if (finishReason === 'STOP') return undefined;
  if (finishReason === 'MAX_TOKENS') {
    return new ScanError('answer_too_long', 'Gemini stopped at its output limit: MAX_TOKENS');
  }
  if (finishReason !== undefined && BLOCKING.has(finishReason)) {
    return new ScanError('answer_blocked', `Gemini withheld its answer: ${finishReason}`);
  }
  return new ScanError(
    'answer_invalid',
    `Gemini broke off its answer: ${finishReason ?? 'no reason given'}`,
    {
      retryable: true,
    },
  );
}
