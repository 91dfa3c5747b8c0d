/** Names for calls that are unique for ever, and the same when the same scan is tracked again. */
import { createHash } from 'node:crypto';
import type { ModelCall } from '../model-call.ts';

/**
 * `ocr_YYYYMMDD_HHMMSS_NNN_` and ten characters that stand for the scan; `parse_…` for all other calls. NNN counts the scan's calls
 * of that prefix from 1, in the order in which they are asked for.
 */
export function createCallIds(scanId: string): (call: Pick<ModelCall, 'operation' | 'startedAt'>) => string {
  const suffix = createHash('sha256').update(scanId).digest('hex').slice(0, 10);
  const counts = { ocr: 0, parse: 0 };
  return ({ operation, startedAt }) => {
    const prefix = operation === 'ocr' ? 'ocr' : 'parse';
    counts[prefix] += 1;
    const stamp = startedAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
    return `${prefix}_${stamp}_${String(counts[prefix]).padStart(3, '0')}_${suffix}`;
  };
}
