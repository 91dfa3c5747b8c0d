/** Which way an invoice goes for the business whose books these are. */

import type { InvoiceHeader } from '../invoice.ts';
import { canonicalGstin } from './gstin.ts';

export type Direction = 'purchase' | 'sale' | 'unknown';

/**
 * Own GSTIN as buyer is a purchase, as seller a sale. A transfer between two branches of one's own is a sale of
 * the one that made the document; a self-invoice under reverse charge is a purchase (CGST Act, section 31(3)(f)).
 * Unknown where neither is one's own.
 */
export function determineDirection(header: InvoiceHeader, businessGstins: readonly string[]): Direction {
  const isOwnPurchase = isOwnGstin(header.Buyer_GSTIN, businessGstins);
  if (isOwnPurchase && isSelfInvoice(header)) return 'purchase';
  if (isOwnGstin(header.Seller_GSTIN, businessGstins)) return 'sale';
  return isOwnPurchase ? 'purchase' : 'unknown';
}

/** Whatever spaces and letter case either is written with. */
export function isOwnGstin(gstin: string | undefined, businessGstins: readonly string[]): boolean {
  return gstin !== undefined && businessGstins.map(canonicalGstin).includes(canonicalGstin(gstin));
}

function isSelfInvoice({ Seller_GSTIN, Buyer_GSTIN, Reverse_Charge }: InvoiceHeader): boolean {
  return Reverse_Charge === 'Yes' && canonicalGstin(Seller_GSTIN ?? '') === canonicalGstin(Buyer_GSTIN ?? '');
}
