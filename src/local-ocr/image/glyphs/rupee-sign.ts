/** Knows the rupee sign by its shape: an English OCR engine takes it for a digit, and then an amount is wrong. */
import { type Box, type GrayImage, INK_BELOW } from '../gray-image.ts';

/** Narrower or lower, the two bars can't be told apart. */
const MIN_SIDE_PIXELS = 9;

/**
 * Two bars across the top third or so, nothing at the lower left, one leg that ends at the lower right. No letter or digit
 * of the Latin script has that; Devanagari letters have one bar.
 */
export function isRupeeSign(page: GrayImage, box: Box): boolean {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  if (Math.min(width, height) < MIN_SIDE_PIXELS || width > height || width < 0.45 * height) return false;
  const bars = findBars(page, box);
  const [first, second] = bars;
  if (bars.length !== 2 || first === undefined || second === undefined) return false;
  const isTop = first.top <= 0.08 * height;
  const isNear = second.top >= 0.18 * height && second.bottom <= 0.55 * height;
  return isTop && isNear && endsInLeg(page, box);
}

interface Bar {
  /** Rows of the box; `bottom` is the first one below. */
  readonly top: number;
  readonly bottom: number;
}

/** Rows that are ink almost from side to side, in runs. */
function findBars(page: GrayImage, box: Box): Bar[] {
  const bars: { top: number; bottom: number }[] = [];
  for (let y = box.top; y < box.bottom; y++) {
    if (measureInk(page, { ...box, top: y, bottom: y + 1 }) < 0.72) continue;
    const row = y - box.top;
    const last = bars.at(-1);
    if (last?.bottom === row) last.bottom = row + 1;
    else bars.push({ top: row, bottom: row + 1 });
  }
  return bars;
}

/** In the lowest rows there is ink, and none of it in the left third. */
function endsInLeg(page: GrayImage, box: Box): boolean {
  const top = Math.round(box.bottom - 0.14 * (box.bottom - box.top));
  const third = Math.round(box.left + 0.3 * (box.right - box.left));
  const foot = { ...box, top };
  return (
    measureInk(page, { ...foot, right: third }) < 0.08 && measureInk(page, { ...foot, left: third }) > 0.12
  );
}

function measureInk({ width, pixels }: GrayImage, { left, top, right, bottom }: Box): number {
  let count = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) if ((pixels[y * width + x] ?? 255) < INK_BELOW) count++;
  }
  return count / Math.max(1, (right - left) * (bottom - top));
}
