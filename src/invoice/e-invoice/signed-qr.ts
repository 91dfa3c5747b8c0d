/** Reads the signed QR code of an e-invoice, and checks who signed it. */
import { compactVerify, errors } from 'jose';
import { type DecodedQr, decodeQr } from './decode-qr.ts';
import type { EInvoiceQr, QrState } from './e-invoice-qr.ts';
import type { Keyring } from './keyring.ts';

/** Registrars sign with no other. */
const ALGORITHM = 'RS256';

/**
 * Undefined for any other code, such as one to pay by. Takes RS256 with a key of the keyring and nothing else: `none` and
 * keyed hashes, which anybody can make, are invalid whatever they say. Rejects only on a fault of ours.
 */
export async function readSignedQr(code: string, keyring: Keyring): Promise<EInvoiceQr | undefined> {
  const decoded = decodeQr(code);
  if (decoded === undefined || !isOfEInvoice(decoded)) return undefined;
  const { algorithm, kid, values } = decoded;
  const state = await judgeSignature(code.trim(), decoded, keyring);
  return { state, algorithm, ...(kid !== undefined && { kid }), values };
}

/** Other signed codes have data, too; a registrar names the seller or the IRN. */
function isOfEInvoice({ values }: DecodedQr): boolean {
  return values.sellerGstin !== undefined || values.irn !== undefined;
}

async function judgeSignature(
  code: string,
  { algorithm, kid = '' }: DecodedQr,
  keyring: Keyring,
): Promise<QrState> {
  if (algorithm !== ALGORITHM) return 'invalid';
  const key = keyring.get(kid);
  if (key === undefined) return 'decoded-not-verified';
  try {
    await compactVerify(code, key, { algorithms: [ALGORITHM] });
    return 'verified';
  } catch (error) {
    if (error instanceof errors.JOSEError) return 'invalid';
    throw error;
  }
}
