/** Reads the signed QR code of an e-invoice, a compact JWS, and checks who signed it. */
import { compactVerify, errors } from 'jose';
import { z } from 'zod';
import { E_INVOICE_CODES } from '../law/document-types.ts';
import { normalizeField } from '../normalize.ts';
import { canonicalGstin } from '../parties/gstin.ts';
import { canonicalDecimal } from '../values/amounts.ts';
import { parseDate } from '../values/dates.ts';
import type { EInvoiceQr, QrState, QrValues } from './e-invoice-qr.ts';
import { canonicalKid, type Keyring } from './keyring.ts';

/** The most that a QR code holds. */
const MAX_CHARACTERS = 7089;
const ALGORITHM = 'RS256';
const COMPACT_JWS = /^(?<header>[\w-]+)\.(?<payload>[\w-]+)\.[\w-]*$/;

const HEADER = z.object({ alg: z.string(), kid: z.string().optional(), x5t: z.string().optional() });
const PAYLOAD = z.object({ data: z.string() });

const printed = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);
/** Names and forms are the e-invoice schema's; values of another form count as absent. */
const DATA = z.object({
  SellerGstin: printed,
  BuyerGstin: printed,
  DocNo: printed,
  DocTyp: z.enum(E_INVOICE_CODES).optional().catch(undefined),
  DocDt: printed,
  TotInvVal: printed,
  ItemCnt: z.coerce.number().int().positive().optional().catch(undefined),
  MainHsnCode: printed,
  Irn: printed,
  IrnDt: printed,
});

interface DecodedQr {
  readonly algorithm: string;
  readonly kid: string | undefined;
  readonly values: QrValues;
}

/**
 * Undefined for any other code, such as one to pay by. Takes RS256 with a key of the keyring and nothing else: `none` and
 * keyed hashes, which anybody can make, are invalid whatever they say. Rejects only on a fault of ours.
 */
export async function readSignedQr(code: string, keyring: Keyring): Promise<EInvoiceQr | undefined> {
  const decoded = decodeQr(code.trim());
  if (decoded === undefined) return undefined;
  const { algorithm, kid, values } = decoded;
  const state = await judgeSignature(code.trim(), decoded, keyring);
  return { state, algorithm, ...(kid !== undefined && { kid }), values };
}

/** True for a code that may be an e-invoice's, and for none to pay by. */
export function looksSigned(code: string): boolean {
  return code.length <= MAX_CHARACTERS && COMPACT_JWS.test(code.trim());
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

function decodeQr(code: string): DecodedQr | undefined {
  const parts = looksSigned(code) ? COMPACT_JWS.exec(code)?.groups : undefined;
  if (parts === undefined) return undefined;
  const header = HEADER.safeParse(jsonIn(parts.header ?? ''));
  const payload = PAYLOAD.safeParse(jsonIn(parts.payload ?? ''));
  const data = DATA.safeParse(payload.success ? parseJson(payload.data.data) : undefined);
  if (!header.success || !data.success) return undefined;
  const values = toValues(data.data);
  if (values.sellerGstin === undefined && values.irn === undefined) return undefined;
  return { algorithm: header.data.alg, kid: kidOf(header.data), values };
}

function kidOf({ kid, x5t }: z.infer<typeof HEADER>): string | undefined {
  if (kid !== undefined) return canonicalKid(kid);
  return x5t === undefined ? undefined : Buffer.from(x5t, 'base64url').toString('hex').toUpperCase();
}

function toValues(data: z.infer<typeof DATA>): QrValues {
  const values: { [Name in keyof QrValues]: QrValues[Name] | undefined } = {
    sellerGstin: data.SellerGstin && canonicalGstin(data.SellerGstin),
    buyerGstin: data.BuyerGstin && normalizeField('Buyer_GSTIN', data.BuyerGstin),
    docNo: data.DocNo?.trim(),
    docType: data.DocTyp,
    docDate: parseDate(data.DocDt ?? ''),
    totalValue: canonicalDecimal(data.TotInvVal ?? ''),
    itemCount: data.ItemCnt,
    mainHsn: data.MainHsnCode?.trim(),
    irn: /^[0-9a-f]{64}$/i.test(data.Irn ?? '') ? data.Irn?.toLowerCase() : undefined,
    irnDate: data.IrnDt?.trim(),
  };
  const known = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(known);
}

function jsonIn(base64Url: string): unknown {
  return parseJson(Buffer.from(base64Url, 'base64url').toString('utf8'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Any other code.
  }
}
