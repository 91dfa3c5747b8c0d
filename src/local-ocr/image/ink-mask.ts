/** Tells ink from paper on a page whose light is even. */
import { countValues, type GrayImage, type InkMask } from './gray-image.ts';

/** Grey print must still count as ink, tinted table rows must not. */
const MIN_THRESHOLD = 140;
const MAX_THRESHOLD = 190;

export function createInkMask({ width, height, pixels }: GrayImage): InkMask {
  const threshold = Math.min(MAX_THRESHOLD, Math.max(MIN_THRESHOLD, findOtsuThreshold(countValues(pixels))));
  const ink = new Uint8Array(pixels.length);
  for (let at = 0; at < ink.length; at++) ink[at] = (pixels[at] ?? 255) < threshold ? 1 : 0;
  return { width, height, ink };
}

/** The value that parts the pixels into the two most distinct classes (Otsu, 1979). */
export function findOtsuThreshold(counts: Uint32Array): number {
  let total = 0;
  let totalSum = 0;
  counts.forEach((count, value) => {
    total += count;
    totalSum += count * value;
  });
  let best = 0;
  let bestSpread = -1;
  let dark = 0;
  let darkSum = 0;
  counts.forEach((count, value) => {
    dark += count;
    darkSum += count * value;
    if (dark === 0 || dark === total) return;
    const difference = darkSum / dark - (totalSum - darkSum) / (total - dark);
    const spread = dark * (total - dark) * difference ** 2;
    if (spread <= bestSpread) return;
    bestSpread = spread;
    best = value + 1;
  });
  return best;
}
