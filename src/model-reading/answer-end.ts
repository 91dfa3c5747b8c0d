/** What the end of an answer means for a scan. */
import { ScanError } from '../errors.ts';
import type { AnswerEnd } from './model-client.ts';

/** Undefined for the only end that leaves a whole answer. */
export function findEndError(end: AnswerEnd): ScanError | undefined {
  switch (end.kind) {
    case 'complete':
      return undefined;
    case 'too_long':
      return new ScanError('answer_too_long', end.reason);
    case 'blocked':
      return new ScanError('answer_blocked', end.reason);
    case 'broken_off':
      return new ScanError('answer_invalid', end.reason, { retryable: true });
  }
}
