/** Measures by how much the rows of text on a page lean. */
import type { Box } from './gray-image.ts';

/** What is known beforehand is at most this wrong. */
const MAX_ERROR_DEGREES = 8;
const COARSE_STEP_DEGREES = 0.5;
const FINE_STEP_DEGREES = 0.05;

/** More letters than this make the measure no better. */
const MAX_LETTERS = 4000;

/**
 * Degrees by which rows run down to the right (negative: up), near `aroundDegrees`. Upright rows pile the feet of
 * their letters up on few rows, so the angle with the sharpest piles is theirs.
 */
export function measureSkew(letters: readonly Box[], aroundDegrees: number): number {
  const stride = Math.max(1, Math.floor(letters.length / MAX_LETTERS));
  const feet = letters.filter((_, index) => index % stride === 0);
  if (feet.length < 2) return aroundDegrees;
  const coarse = findSharpest(feet, {
    middle: aroundDegrees,
    reach: MAX_ERROR_DEGREES,
    step: COARSE_STEP_DEGREES,
  });
  return findSharpest(feet, { middle: coarse, reach: COARSE_STEP_DEGREES, step: FINE_STEP_DEGREES });
}

interface Angles {
  readonly middle: number;
  readonly reach: number;
  readonly step: number;
}

function findSharpest(letters: readonly Box[], { middle, reach, step }: Angles): number {
  const steps = Math.round(reach / step);
  let best = middle;
  let bestSharpness = -1;
  for (let index = -steps; index <= steps; index++) {
    const angle = middle + index * step;
    const sharpness = measureSharpness(letters, (angle * Math.PI) / 180);
    // Of equals, the one nearest to the middle.
    if (
      sharpness > bestSharpness ||
      (sharpness === bestSharpness && Math.abs(angle - middle) < Math.abs(best - middle))
    ) {
      best = angle;
      bestSharpness = sharpness;
    }
  }
  return best;
}

/** Sum of squares of how many letters stand on each row, if the page were turned back by `angle` radians. */
function measureSharpness(letters: readonly Box[], angle: number): number {
  const sin = Math.sin(angle);
  const cos = Math.cos(angle);
  const rows = new Map<number, number>();
  let sharpness = 0;
  for (const { left, right, bottom } of letters) {
    const row = Math.floor((bottom * cos - ((left + right) / 2) * sin) / 2);
    const count = (rows.get(row) ?? 0) + 1;
    rows.set(row, count);
    sharpness += 2 * count - 1;
  }
  return sharpness;
}
