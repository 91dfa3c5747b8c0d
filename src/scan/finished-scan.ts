/** What usage tracking is told of a scan that has ended. */
import type { ValidationStatus } from '../invoice/validate.ts';
import type { FinishedScan, ScanOutcome, UsageValidationStatus } from '../usage/finished-scan.ts';
import { calculateProcessingMs, type Scan } from './value/scan.ts';
import { countPages } from './value/scan-files.ts';

const STATUSES = {
  OK: 'ok',
  WARNING: 'warning',
  ERROR: 'error',
} as const satisfies Record<ValidationStatus, UsageValidationStatus>;

export function toFinishedScan(scan: Scan): FinishedScan {
  const { scanId, owner, checked, fault, calls, sheetsTimeMs } = scan;
  const hadCorrections = (scan.corrections ?? []).length > 0;
  const endedAt = scan.endedAt ?? scan.touchedAt;
  return {
    scanId,
    telegramUserId: owner.userId,
    outcome: outcomeOf(scan),
    endedAt,
    pageCount: countPages(scan),
    calls,
    processingTimeMs: calculateProcessingMs(scan, new Date(endedAt)),
    hadCorrections,
    invoiceNo: checked?.invoice.header.Invoice_No,
    lineItemCount: checked?.invoice.lines.length,
    validationStatus: checked && (hadCorrections ? 'corrected' : STATUSES[checked.status]),
    confidenceAvg: checked?.confidence.average,
    errorCode: fault?.code,
    sheetsTimeMs,
  };
}

function outcomeOf({ state }: Scan): ScanOutcome {
  return state === 'saved' || state === 'duplicate' || state === 'cancelled' ? state : 'failed';
}
