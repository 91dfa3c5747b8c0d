/** Takes the QR code of an e-invoice apart, a compact JWS: what it says, and which key it names. */
import { z } from 'zod';
import { E_INVOICE_CODES } from '../law/document-types.ts';
import { normalizeField } from '../normalize.ts';
import { canonicalGstin } from '../parties/gstin.ts';
import { canonicalDecimal } from '../values/amounts.ts';
import { parseDate } from '../values/dates.ts';
import type { QrValues } from './e-invoice-qr.ts';
import { canonicalKid } from './keyring.ts';

/** The most that a QR code holds. */
const MAX_CHARACTERS = 7089;
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

/** What a code says, whoever signed it. */
export interface DecodedQr {
  /** As the code names it. */
  readonly algorithm: string;
  /** Of the key, in upper-case hex. */
  readonly kid: string | undefined;
  readonly values: QrValues;
}

/** True for a code that may be an e-invoice's, and for none to pay by. */
export function looksSigned(code: string): boolean {
  return code.length <= MAX_CHARACTERS && COMPACT_JWS.test(code.trim());
}

/**
 * Undefined for any other code, such as one to pay by. Nothing is verified here: what it says is a witness, never a
 * source.
 */
export function decodeQr(code: string): DecodedQr | undefined {
  const bare = code.trim();
  const parts = looksSigned(bare) ? COMPACT_JWS.exec(bare)?.groups : undefined;
  if (parts === undefined) return undefined;
  const header = HEADER.safeParse(jsonIn(parts.header ?? ''));
  const payload = PAYLOAD.safeParse(jsonIn(parts.payload ?? ''));
  const data = DATA.safeParse(payload.success ? parseJson(payload.data.data) : undefined);
  if (!header.success || !data.success) return undefined;
  return { algorithm: header.data.alg, kid: kidOf(header.data), values: toValues(data.data) };
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
