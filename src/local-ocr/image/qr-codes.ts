/** Finds the QR codes on a page, and paints them over: to an OCR engine they are noise. The only importer of ZXing. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ReadResult } from 'zxing-wasm/reader';
import { toGrayImage, toSharp } from './decode-image.ts';
import { hasDenseArea } from './dense-areas.ts';
import { countValues, findPercentile, type GrayImage } from './gray-image.ts';

/** E-invoices carry one; some papers another one for payment. */
const MAX_CODES = 4;

/** A dense code needs some pixels per module: smaller pictures get a second look at double size. */
const MAX_PIXELS_TO_DOUBLE = 3_500_000;

/** The highest byte of a pixel is its opacity. */
const OPAQUE = 0xff_00_00_00;

type ReadCodes = (image: GrayImage) => Promise<readonly ReadResult[]>;

let reader: Promise<ReadCodes> | undefined;

/** Their texts. Changes `image` where codes stand. */
export async function takeQrCodes(image: GrayImage): Promise<readonly string[]> {
  reader ??= loadReader();
  const readCodes = await reader;
  const codes = await readCodes(image);
  if (codes.length === 0) {
    const isSmall = image.width * image.height <= MAX_PIXELS_TO_DOUBLE;
    return isSmall && hasDenseArea(image) ? takeDoubled(image, readCodes) : [];
  }
  for (const code of codes) paintOver(image, code, 1);
  return codes.map(({ text }) => text);
}

async function takeDoubled(image: GrayImage, readCodes: ReadCodes): Promise<readonly string[]> {
  const doubled = await toGrayImage(toSharp(image).resize(image.width * 2, undefined, { kernel: 'cubic' }));
  const codes = await readCodes(doubled);
  for (const code of codes) paintOver(image, code, 2);
  return codes.map(({ text }) => text);
}

/** Given its WebAssembly, since it would fetch that from a CDN. */
async function loadReader(): Promise<ReadCodes> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader');
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const bytes = await readFile(path);
  const wasmBinary = new Uint8Array(bytes).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  return async (image) => {
    const codes = await readBarcodes(toImageData(image), {
      formats: ['QRCode'],
      maxNumberOfSymbols: MAX_CODES,
    });
    return codes.filter(({ isValid }) => isValid);
  };
}

/** Grey as opaque RGBA, four bytes at a time; all machines that Node runs on put the lowest byte first. */
function toImageData({ width, height, pixels }: GrayImage) {
  const words = new Uint32Array(pixels.length);
  for (let at = 0; at < words.length; at++) words[at] = OPAQUE | ((pixels[at] ?? 0) * 0x01_01_01);
  return { data: new Uint8ClampedArray(words.buffer), width, height, colorSpace: 'srgb' } as const;
}

/** With the brightness of the paper in the code itself. */
function paintOver({ width, height, pixels }: GrayImage, { position }: ReadResult, scale: number): void {
  const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
  const xs = corners.map(({ x }) => x / scale);
  const ys = corners.map(({ y }) => y / scale);
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const right = Math.min(width, Math.ceil(Math.max(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const bottom = Math.min(height, Math.ceil(Math.max(...ys)));
  const inside = new Uint8Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y++) {
    inside.set(pixels.subarray(y * width + left, y * width + right), (y - top) * (right - left));
  }
  const paper = findPercentile(countValues(inside), 0.9);
  for (let y = top; y < bottom; y++) pixels.fill(paper, y * width + left, y * width + right);
}
