/** What usage tracking is told of a scan that has ended. */
import type { ValidationStatus } from '../invoice/validate.ts';
import type { FinishedScan, UsageValidationStatus } from '../usage/finished-scan.ts';
import type { EndedScan } from './value/scan.ts';
import { countPages } from './value/scan-files.ts';
import { calculateProcessingMs } from './value/scan-steps.ts';

const STATUSES = {
  OK: 'ok',
  WARNING: 'warning',
  ERROR: 'error',
} as const satisfies Record<ValidationStatus, UsageValidationStatus>;

export function toFinishedScan(scan: EndedScan): FinishedScan {
  const { scanId, customerId, owner, calls } = scan;
  const { checked, corrections = [] } = scan.parse ?? {};
  const hadCorrections = corrections.length > 0;
  const endedAt = scan.end.at;
  return {
    scanId,
    customerId,
    telegramUserId: owner.userId,
    outcome: scan.state,
    endedAt,
    pageCount: countPages(scan),
    calls,
    processingTimeMs: calculateProcessingMs(scan, new Date(endedAt)),
    hadCorrections,
    invoiceNo: checked?.invoice.header.Invoice_No,
    lineItemCount: checked?.invoice.lines.length,
    validationStatus: checked && (hadCorrections ? 'corrected' : STATUSES[checked.status]),
    confidenceAvg: checked?.confidence.average,
    errorCode: scan.state === 'failed' ? scan.end.fault.code : undefined,
    sheetsTimeMs: scan.state === 'saved' || scan.state === 'duplicate' ? scan.end.sheetsTimeMs : undefined,
  };
}
