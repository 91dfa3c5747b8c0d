/** Finds the QR codes on a page, and paints them over: to an OCR engine they are noise. The only importer of ZXing. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Sharp } from 'sharp';
import type { ReadResult } from 'zxing-wasm/reader';
import type { QrSearch } from '../../../reader/invoice-reader.ts';
import { toGrayImage, toSharp } from '../decode-image.ts';
import { type Box, countValues, findPercentile, type GrayImage } from '../gray-image.ts';
import { findDenseArea } from './dense-areas.ts';

/** E-invoices carry one; some papers another one for payment. */
const MAX_CODES = 4;

/** The highest byte of a pixel is its opacity. */
const OPAQUE = 0xff_00_00_00;

/** How a dense area is looked at again, one way after the other: a dense code needs some pixels per module, and edges. */
const SECOND_LOOKS: readonly ((image: GrayImage) => Sharp)[] = [
  double,
  (image) => double(image).sharpen({ sigma: 2, m1: 2, m2: 3 }),
];
const SECOND_LOOK_SCALE = 2;

type ReadCodes = (image: GrayImage) => Promise<readonly ReadResult[]>;

let reader: Promise<ReadCodes> | undefined;

/**
 * Changes `image` where codes stand. What is left and looks like a code is looked at again, larger and sharper; if the
 * marks of a code are seen then but its text can't be made out, it is `isUnreadable`.
 */
export async function takeQrCodes(image: GrayImage): Promise<QrSearch> {
  reader ??= loadReader();
  const readCodes = await reader;
  const texts: string[] = [];
  let isUnreadable = take(await readCodes(image), { image, texts, toPage: (point) => point });
  for (const look of SECOND_LOOKS) {
    const area = findDenseArea(image);
    if (!area) return { texts, isUnreadable: false };
    const toPage = ({ x, y }: Point) => ({
      x: area.left + x / SECOND_LOOK_SCALE,
      y: area.top + y / SECOND_LOOK_SCALE,
    });
    const codes = await readCodes(await toGrayImage(look(cutOut(image, area))));
    isUnreadable = take(codes, { image, texts, toPage }) || (isUnreadable && codes.length === 0);
  }
  return { texts, isUnreadable: isUnreadable && findDenseArea(image) !== undefined };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Taking {
  readonly image: GrayImage;
  readonly texts: string[];
  /** From a point of the picture that was looked at to one of the page. */
  readonly toPage: (point: Point) => Point;
}

/** True if a code was seen that can't be read. */
function take(codes: readonly ReadResult[], { image, texts, toPage }: Taking): boolean {
  for (const { isValid, text, position } of codes) {
    if (!isValid) continue;
    texts.push(text);
    const { topLeft, topRight, bottomRight, bottomLeft } = position;
    paintOver(image, [topLeft, topRight, bottomRight, bottomLeft].map(toPage));
  }
  return codes.some(({ isValid }) => !isValid);
}

function double(image: GrayImage): Sharp {
  return toSharp(image).resize(image.width * SECOND_LOOK_SCALE, undefined, { kernel: 'cubic' });
}

/** Given its WebAssembly, since it would fetch that from a CDN. */
async function loadReader(): Promise<ReadCodes> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader');
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const bytes = await readFile(path);
  const wasmBinary = new Uint8Array(bytes).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  return (image) =>
    readBarcodes(toImageData(image), {
      formats: ['QRCode'],
      maxNumberOfSymbols: MAX_CODES,
      returnErrors: true,
    });
}

/** Grey as opaque RGBA, four bytes at a time; all machines that Node runs on put the lowest byte first. */
function toImageData({ width, height, pixels }: GrayImage) {
  const words = new Uint32Array(pixels.length);
  for (let at = 0; at < words.length; at++) words[at] = OPAQUE | ((pixels[at] ?? 0) * 0x01_01_01);
  return { data: new Uint8ClampedArray(words.buffer), width, height, colorSpace: 'srgb' } as const;
}

/** With the brightness of the paper in the code itself. */
function paintOver(image: GrayImage, corners: readonly Point[]): void {
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const right = Math.min(image.width, Math.ceil(Math.max(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const bottom = Math.min(image.height, Math.ceil(Math.max(...ys)));
  const inside = cutOut(image, { left, right, top, bottom });
  const paper = findPercentile(countValues(inside.pixels), 0.9);
  for (let y = top; y < bottom; y++)
    image.pixels.fill(paper, y * image.width + left, y * image.width + right);
}

function cutOut({ width, pixels }: GrayImage, { left, right, top, bottom }: Box): GrayImage {
  const size = { width: right - left, height: bottom - top };
  const inside = new Uint8Array(size.width * size.height);
  for (let y = top; y < bottom; y++) {
    inside.set(pixels.subarray(y * width + left, y * width + right), (y - top) * size.width);
  }
  return { ...size, pixels: inside };
}
