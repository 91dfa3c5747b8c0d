/** Finds the e-invoice's signed code among all QR codes of a scan. */
import type { EInvoiceQr, QrState } from '../../invoice/e-invoice/e-invoice-qr.ts';

/** Undefined for any other code. */
export type ReadSignedCode = (text: string) => Promise<EInvoiceQr | undefined>;

/** A forgery matters more than a code of which nobody knows the key. */
const BEST_FIRST: readonly QrState[] = ['verified', 'invalid', 'decoded-not-verified'];

export async function findSignedCode(
  texts: readonly string[],
  read: ReadSignedCode,
): Promise<EInvoiceQr | undefined> {
  const codes = await Promise.all(texts.map(read));
  return BEST_FIRST.map((wanted) => codes.find((code) => code?.state === wanted)).find(
    (code) => code !== undefined,
  );
}
