/** Which way an invoice goes for the business whose books these are. */
import { canonicalGstin } from './gstin.ts';
import type { InvoiceHeader } from './invoice.ts';

export type Direction = 'purchase' | 'sale' | 'unknown';

/**
 * Own GSTIN as buyer is a purchase, as seller a sale (S-29). A transfer between two branches of one's own is a sale of
 * the one that made the document. Unknown where neither is one's own.
 */
export function determineDirection(header: InvoiceHeader, businessGstins: readonly string[]): Direction {
  const own = businessGstins.map(canonicalGstin);
  const isOwn = (gstin: string | undefined) => gstin !== undefined && own.includes(canonicalGstin(gstin));
  if (isOwn(header.Seller_GSTIN)) return 'sale';
  return isOwn(header.Buyer_GSTIN) ? 'purchase' : 'unknown';
}
