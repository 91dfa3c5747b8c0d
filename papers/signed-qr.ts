/** The signed QR code of an e-invoice as a registrar would make it, with a key that is generated and thrown away. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import type { Invoice } from '../src/invoice/invoice.ts';
import { financialYearOf } from '../src/invoice/values/dates.ts';
import { dayFirst } from './formats.ts';

export interface SignedQr {
  /** A compact JWS, RS256, of about 940 characters. */
  readonly jws: string;
  readonly publicKeyPem: string;
}

const WRITER_WASM = fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm'));

/** SHA-256 over seller, financial year, document type and number. Source: the e-invoice schema. */
export function calculateIrn({ header }: Invoice): string {
  const year = financialYearOf(header.Invoice_Date ?? '');
  const key = `${header.Seller_GSTIN}${year}INV${header.Invoice_No?.toUpperCase()}`;
  return createHash('sha256').update(key).digest('hex');
}

/** The code in `file`, or a new one where there is none or the invoice has changed: drawing twice changes nothing. */
export function signedQrIn(file: string, invoice: Invoice): SignedQr {
  const payload = payloadOf(invoice);
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SignedQr) : undefined;
  if (kept?.jws.split('.')[1] === base64Url(payload)) return kept;
  const made = signQr(payload);
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

/** As an SVG element without a size of its own. */
export async function drawQr(jws: string): Promise<string> {
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(WRITER_WASM)).buffer } });
  const { svg, error } = await writeBarcode(jws, { format: 'QRCode' });
  if (error !== '') throw new Error(error);
  return svg.slice(svg.indexOf('<svg')).replace(/width="(\d+)" height="(\d+)"/, 'viewBox="0 0 $1 $2"');
}

function signQr(payload: string): SignedQr {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const thumbprint = createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
  const kid = thumbprint.toString('hex').toUpperCase();
  const header = JSON.stringify({ alg: 'RS256', kid, x5t: thumbprint.toString('base64url'), typ: 'JWT' });
  const signed = `${base64Url(header)}.${base64Url(payload)}`;
  const signature = sign('sha256', Buffer.from(signed), privateKey).toString('base64url');
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { jws: `${signed}.${signature}`, publicKeyPem };
}

function payloadOf(invoice: Invoice): string {
  const { header, lines } = invoice;
  const data = {
    SellerGstin: header.Seller_GSTIN,
    BuyerGstin: header.Buyer_GSTIN,
    DocNo: header.Invoice_No,
    DocTyp: 'INV',
    DocDt: dayFirst('/')(header.Invoice_Date ?? ''),
    TotInvVal: Number(header.Invoice_Value),
    ItemCnt: lines.length,
    MainHsnCode: lines[0]?.HSN,
    Irn: calculateIrn(invoice),
    IrnDt: `${header.Invoice_Date} 11:24:00`,
  };
  return JSON.stringify({ data: JSON.stringify(data), iss: 'NIC' });
}

function base64Url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
