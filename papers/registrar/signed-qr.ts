/** The signed QR code of the drawn e-invoice, kept in a file so that drawing it again changes nothing. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import type { Invoice } from '../../src/invoice/invoice.ts';
import { createRegistrar, qrDataOf, signedPart } from './registrar.ts';

interface SignedQr {
  /** A compact JWS, RS256, of about 940 characters. */
  readonly jws: string;
}

export const SIGNED_QR_FILE = fileURLToPath(new URL('./signed-qr.json', import.meta.url));
const WRITER_WASM = fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm'));

/** The code in `SIGNED_QR_FILE`; a new one, kept there, if the invoice has changed. Its key is thrown away. */
export function readSignedQr(invoice: Invoice): string {
  const data = qrDataOf(invoice);
  if (existsSync(SIGNED_QR_FILE)) {
    const kept = JSON.parse(readFileSync(SIGNED_QR_FILE, 'utf8')) as SignedQr;
    if (payloadOf(kept.jws) === payloadOf(signedPart({}, data))) return kept.jws;
  }
  const made: SignedQr = { jws: createRegistrar().sign(data) };
  writeFileSync(SIGNED_QR_FILE, `${JSON.stringify(made, null, 2)}\n`);
  return made.jws;
}

/** As an SVG element without a size of its own. */
export async function drawQr(jws: string): Promise<string> {
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(WRITER_WASM)).buffer } });
  const { svg, error } = await writeBarcode(jws, { format: 'QRCode' });
  if (error !== '') throw new Error(error);
  return svg.slice(svg.indexOf('<svg')).replace(/width="(\d+)" height="(\d+)"/, 'viewBox="0 0 $1 $2"');
}

function payloadOf(jws: string): string | undefined {
  return jws.split('.')[1];
}
