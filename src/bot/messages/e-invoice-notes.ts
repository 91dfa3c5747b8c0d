/** What the user is told of the QR code on an e-invoice. */
import type { Scan, ScanState } from '../../scan/value/scan.ts';
import { findUnreadableQr } from '../../scan/value/scan-files.ts';
import { isEInvoiceVerified } from '../../scan/value/scan-steps.ts';

/** How a better picture still gets to the invoice. */
const WISHES: { readonly [State in ScanState]?: string } = {
  collecting: 'To have an e-invoice verified, send this page as a file too (📎 → File).',
  reviewing:
    'To have an e-invoice verified, send this page as a file (📎 → File) and press “Belongs to the invoice before”.',
};
const LATER = 'To have e-invoices verified, send such pages as files (📎 → File).';

/** Undefined where there is no code that can be believed. */
export function eInvoiceFact(scan: Scan): string | undefined {
  if (isEInvoiceVerified(scan)) return '✔ e-invoice verified';
  const isUnverified = scan.parse?.eInvoice?.state === 'decoded-not-verified';
  return isUnverified ? 'E-invoice code read, signature not verified' : undefined;
}

/** Asks for the picture as it was taken, where a code on it was seen in vain. */
export function unreadableQrNote(scan: Scan): string | undefined {
  const pageNumber = findUnreadableQr(scan);
  if (pageNumber === undefined) return undefined;
  return `🔍 The QR code on page ${pageNumber} is too small or too blurred in this picture. ${WISHES[scan.state] ?? LATER} Photos lose their detail on the way.`;
}
