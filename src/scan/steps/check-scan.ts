/** Makes of what was read the invoice as it will be saved: normal form, signed values, corrections, findings, confidence. */
import { ScanError } from '../../errors.ts';
import type { CheckedInvoice } from '../../invoice/checked-invoice.ts';
import { completeInvoice } from '../../invoice/complete.ts';
import { findDoubtfulFields, scoreInvoice } from '../../invoice/confidence/confidence.ts';
import { applyCorrections } from '../../invoice/corrections.ts';
import { findCreditHints } from '../../invoice/credit-hints.ts';
import { type AppliedQr, applyVerifiedQr } from '../../invoice/e-invoice/apply-verified-qr.ts';
import { type ExtraFields, NO_EXTRA_FIELDS, normalizeExtraFields } from '../../invoice/extra-fields.ts';
import { calculateFingerprint } from '../../invoice/fingerprint.ts';
import { hasInvoiceContent, normalizeInvoice } from '../../invoice/normalize.ts';
import { findBankAccounts } from '../../invoice/parties/bank-accounts.ts';
import { determineDirection } from '../../invoice/parties/direction.ts';
import type { FindParty } from '../../invoice/parties/known-party.ts';
import { applyRepairs } from '../../invoice/repair.ts';
import { calculateStatus, validateInvoice } from '../../invoice/validate.ts';
import type { Scan } from '../value/scan.ts';

export interface CheckContext {
  /** `YYYY-MM-DD` where the business is. */
  readonly today: string;
  /** BUSINESS_GSTINS: purchases name one of them as buyer, sales as seller. */
  readonly businessGstins: readonly string[];
  /** CONFIDENCE_THRESHOLD_REVIEW, 0 to 1: a key field below it is doubtful. */
  readonly doubtfulBelow: number;
  /** Default: none. */
  readonly extraFields?: ExtraFields;
  /** What earlier invoices said of a business. */
  readonly findParty?: FindParty;
}

/** When a checked invoice is shown to its user before it is saved (S-25). */
export type ReviewMode = 'auto' | 'always' | 'never';

/** Throws `no_invoice_found`. */
export function checkScan(scan: Scan, context: CheckContext): CheckedInvoice {
  const { invoice: read, changes: qrChanges } = readInvoice(scan, context);
  const { eInvoice: qr, corrections: confirmed = [] } = scan.parse ?? {};
  const invoice = applyCorrections(completeInvoice(read), confirmed);
  const pageTexts = scan.files.map(({ reading }) => reading?.text ?? '');
  const bankAccounts = findBankAccounts(pageTexts);
  const findings = validateInvoice(invoice, { ...context, qr, qrChanges, bankAccounts });
  const confidence = scoreInvoice({ invoice, pageTexts, findings, confirmed, qr });
  return {
    invoice,
    findings,
    status: calculateStatus(findings),
    confidence,
    doubtful: findDoubtfulFields(confidence, context.doubtfulBelow),
    fingerprint: calculateFingerprint(invoice.header),
    direction: determineDirection(invoice.header, context.businessGstins),
    creditHints: findCreditHints({ invoice, ...context }),
    bankAccounts,
  };
}

/** What was signed wins over what was read, and what was read at a second look over the first. */
function readInvoice({ parse = {} }: Scan, { extraFields = NO_EXTRA_FIELDS }: CheckContext): AppliedQr {
  const { header = {}, lines = [], repairs = [], eInvoice } = parse;
  const read = normalizeExtraFields(normalizeInvoice({ header, lines }), extraFields);
  if (!hasInvoiceContent(read)) {
    throw new ScanError('no_invoice_found', 'the pages have text, but none of what makes an invoice');
  }
  return applyVerifiedQr(applyRepairs(read, repairs), eInvoice);
}

export function needsReview({ status, doubtful }: CheckedInvoice, mode: ReviewMode): boolean {
  if (mode !== 'auto') return mode === 'always';
  return status === 'ERROR' || doubtful.length > 0;
}
