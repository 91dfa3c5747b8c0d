/** Names for OCR calls that are unique for ever, and the same when the same scan is tracked again. */
import { createHash } from 'node:crypto';

/**
 * `ocr_YYYYMMDD_HHMMSS_NNN_` and ten characters that stand for the scan. `startedAt` is ISO 8601, UTC; `callNo` counts the scan's
 * OCR calls from 1.
 */
export function createCallIds(scanId: string): (startedAt: string, callNo: number) => string {
  const suffix = createHash('sha256').update(scanId).digest('hex').slice(0, 10);
  return (startedAt, callNo) => {
    const stamp = startedAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
    return `ocr_${stamp}_${String(callNo).padStart(3, '0')}_${suffix}`;
  };
}
