/** Makes of what was read the invoice as it will be saved: normal form, corrections, findings, confidence, fingerprint. */
import { ScanError } from '../errors.ts';
import { completeInvoice } from '../invoice/complete.ts';
import { findDoubtfulFields, scoreInvoice } from '../invoice/confidence/confidence.ts';
import { applyCorrections } from '../invoice/corrections.ts';
import { determineDirection } from '../invoice/direction.ts';
import { calculateFingerprint } from '../invoice/fingerprint.ts';
import { hasInvoiceContent, normalizeInvoice } from '../invoice/normalize.ts';
import { calculateStatus, validateInvoice } from '../invoice/validate.ts';
import type { CheckedInvoice, Scan } from './scan.ts';

export interface CheckContext {
  /** `YYYY-MM-DD` where the business is. */
  readonly today: string;
  /** BUSINESS_GSTINS: purchases name one of them as buyer, sales as seller. */
  readonly businessGstins: readonly string[];
  /** CONFIDENCE_THRESHOLD_REVIEW, 0 to 1: a key field below it is doubtful. */
  readonly doubtfulBelow: number;
}

/** When a checked invoice is shown to its user before it is saved (S-25). */
export type ReviewMode = 'auto' | 'always' | 'never';

/** Throws `no_invoice_found`. */
export function checkScan(scan: Scan, context: CheckContext): CheckedInvoice {
  const read = completeInvoice(normalizeInvoice({ header: scan.header ?? {}, lines: scan.lines ?? [] }));
  if (!hasInvoiceContent(read)) {
    throw new ScanError('no_invoice_found', 'the pages have text, but none of what makes an invoice');
  }
  const confirmed = scan.corrections ?? [];
  const invoice = applyCorrections(read, confirmed);
  const findings = validateInvoice(invoice, context);
  const pageTexts = scan.pages.map(({ reading }) => reading?.text ?? '');
  const confidence = scoreInvoice({ invoice, pageTexts, findings, confirmed });
  return {
    invoice,
    findings,
    status: calculateStatus(findings),
    confidence,
    doubtful: findDoubtfulFields(confidence, context.doubtfulBelow),
    fingerprint: calculateFingerprint(invoice.header),
    direction: determineDirection(invoice.header, context.businessGstins),
  };
}

export function needsReview({ status, doubtful }: CheckedInvoice, mode: ReviewMode): boolean {
  if (mode !== 'auto') return mode === 'always';
  return status === 'ERROR' || doubtful.length > 0;
}
