/** Knows a slash by its shape: OCR engines take it for a capital I in codes such as `SHT/456`. */
import { type Box, type GrayImage, INK_BELOW } from '../gray-image.ts';

/** Width in heights: an italic I is narrower. */
const MIN_WIDTH = 0.31;
const MAX_WIDTH = 0.8;

const MIN_HEIGHT_PIXELS = 12;

/** From its head to its foot the stroke's middle moves left by at least this share of the width. */
const MIN_SLIDE = 0.45;

export function isSlash(page: GrayImage, box: Box): boolean {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  if (height < MIN_HEIGHT_PIXELS || width < MIN_WIDTH * height || width > MAX_WIDTH * height) return false;
  let previous: number | undefined;
  let first: number | undefined;
  for (let y = box.top; y < box.bottom; y++) {
    const middle = findStroke(page, box, y);
    // One stroke that never turns back, give or take what the blur of an edge makes.
    if (middle === undefined || middle > (previous ?? middle) + 1) return false;
    first ??= middle;
    previous = middle;
  }
  return (first ?? 0) - (previous ?? 0) >= MIN_SLIDE * width;
}

/** The middle of the ink in a row, undefined if there is none, if it has a gap or if it is almost as wide as the box. */
function findStroke({ width, pixels }: GrayImage, { left, right }: Box, y: number): number | undefined {
  let first = -1;
  let last = -1;
  let count = 0;
  for (let x = left; x < right; x++) {
    if ((pixels[y * width + x] ?? 255) >= INK_BELOW) continue;
    if (first < 0) first = x;
    last = x;
    count++;
  }
  const isOneStroke = count > 0 && count === last - first + 1 && count <= 0.75 * (right - left);
  return isOneStroke ? (first + last) / 2 : undefined;
}
