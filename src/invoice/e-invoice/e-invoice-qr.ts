/** What the signed QR code of an e-invoice says, and how far it can be trusted. Plain JSON, fit to be kept. */
import type { EInvoiceCode } from '../law/document-types.ts';

/**
 * - `verified`: signed by a registrar whose key is known;
 * - `invalid`: edited, or not signed in the one way that registrars sign;
 * - `decoded-not-verified`: the key that it names is not known.
 */
export type QrState = 'verified' | 'invalid' | 'decoded-not-verified';

/** Canonical, as in the fields of an invoice; absent where the code doesn't say it or can't be understood. */
export interface QrValues {
  readonly sellerGstin?: string;
  /** Absent for a buyer without registration (`URP`). */
  readonly buyerGstin?: string;
  readonly docNo?: string;
  readonly docType?: EInvoiceCode;
  /** `YYYY-MM-DD`. */
  readonly docDate?: string;
  /** Rupees, an exact decimal. */
  readonly totalValue?: string;
  readonly itemCount?: number;
  readonly mainHsn?: string;
  /** 64 hex digits, lower case. */
  readonly irn?: string;
  /** `YYYY-MM-DD HH:MM:SS`, as the registrar wrote it. */
  readonly irnDate?: string;
}

export interface EInvoiceQr {
  readonly state: QrState;
  /** As the code names it: `RS256` on every honest one. */
  readonly algorithm: string;
  /** Upper-case hex; absent where the code names no key. */
  readonly kid?: string;
  readonly values: QrValues;
}
