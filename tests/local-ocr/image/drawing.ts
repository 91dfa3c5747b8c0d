/** Draws pages for the tests of single clean-up steps. */
import sharp from 'sharp';
import { drawPhoto } from '../../../papers/sent-files/pictures.ts';
import { toGrayImage } from '../../../src/local-ocr/image/decode-image.ts';
import type { GrayImage, InkMask } from '../../../src/local-ocr/image/gray-image.ts';

/** Shapes of SVG on white. */
export function drawSvg(width: number, height: number, shapes: string): Promise<GrayImage> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">
    <rect width="100%" height="100%" fill="white"/>${shapes}</svg>`;
  return toGrayImage(sharp(Buffer.from(svg)).flatten({ background: 'white' }));
}

/** Sixteen lines of an invoice. */
export async function drawPage(width = 900, height = 1200): Promise<GrayImage> {
  return toGrayImage(sharp(await drawPhoto({ width, height, format: 'png' })));
}

export function createGray(
  width: number,
  height: number,
  valueAt: (x: number, y: number) => number,
): GrayImage {
  const pixels = Uint8Array.from({ length: width * height }, (_, at) =>
    valueAt(at % width, Math.floor(at / width)),
  );
  return { width, height, pixels };
}

/** `#` is ink. */
export function parseMask(...rows: readonly string[]): InkMask {
  const ink = Uint8Array.from(rows.join(''), (character) => (character === '#' ? 1 : 0));
  return { width: rows[0]?.length ?? 0, height: rows.length, ink };
}

export function valueAt({ width, pixels }: GrayImage, x: number, y: number): number {
  return pixels[y * width + x] ?? -1;
}
