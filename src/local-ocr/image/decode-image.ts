/** From a picture's file to grey pixels and back, with sharp. */
import sharp, { type Sharp } from 'sharp';
import type { GrayImage } from './gray-image.ts';

/** An A4 page at 240 dpi; more pixels cost time and show no more text. */
const MAX_PIXELS = 6_000_000;

// No picture comes twice, so libvips would keep what nobody asks for again.
sharp.cache(false);

/**
 * Upright by EXIF, transparent parts white, shrunk to at most about 6 megapixels. Rejects with sharp's error if the file
 * can't be decoded.
 */
export async function decodeImage(bytes: Uint8Array): Promise<GrayImage> {
  // How many pixels a file may have was checked when it came in.
  const image = sharp(bytes, { limitInputPixels: false }).autoOrient();
  const { width, height } = await image.metadata();
  const share = Math.min(1, Math.sqrt(MAX_PIXELS / (width * height)));
  const bounds = Math.max(1, Math.round(Math.max(width, height) * share));
  return toGrayImage(image.flatten({ background: 'white' }).resize(bounds, bounds, { fit: 'inside' }));
}

export async function toGrayImage(image: Sharp): Promise<GrayImage> {
  const { data, info } = await image.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    pixels: new Uint8Array(data.buffer, data.byteOffset, data.length),
  };
}

/** For sharp's own operations. */
export function toSharp({ width, height, pixels }: GrayImage): Sharp {
  return sharp(pixels, { raw: { width, height, channels: 1 } });
}
