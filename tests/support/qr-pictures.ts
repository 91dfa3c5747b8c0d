/** Pages with a QR code on them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

const WRITER_WASM = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm');

/** A PNG, 1000 × 1300 pixels, with the code in its upper right corner. */
export async function drawQrPage(text: string, codePixels = 500): Promise<Buffer> {
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(WRITER_WASM)).buffer } });
  const { svg, error } = await writeBarcode(text, { format: 'QRCode' });
  if (error !== '') throw new Error(error);
  const code = await sharp(Buffer.from(svg), { density: 400 })
    .resize(codePixels, codePixels)
    .png()
    .toBuffer();
  const paper = { width: 1000, height: 1300, channels: 3 as const, background: 'white' };
  return sharp({ create: paper })
    .composite([{ input: code, left: 960 - codePixels, top: 40 }])
    .png()
    .toBuffer();
}
