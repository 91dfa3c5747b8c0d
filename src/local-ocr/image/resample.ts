/** Turns and scales a page, in the fewest steps that keep letters sharp. */
import { toGrayImage, toSharp } from './decode-image.ts';
import type { GrayImage } from './gray-image.ts';

/** Leaning less than this does not harm reading; turning would soften the letters. */
const MIN_TURN_DEGREES = 0.15;

export interface Resampling {
  /** Clockwise. What the turn uncovers is white. */
  readonly turnDegrees: number;
  readonly scale: number;
}

export async function resample(image: GrayImage, { turnDegrees, scale }: Resampling): Promise<GrayImage> {
  const scaled = scale === 1 ? image : await scaleBy(image, scale);
  if (Math.abs(turnDegrees) < MIN_TURN_DEGREES) return scaled;
  return toGrayImage(toSharp(scaled).rotate(turnDegrees, { background: 'white' }));
}

async function scaleBy(image: GrayImage, scale: number): Promise<GrayImage> {
  const width = Math.max(1, Math.round(image.width * scale));
  return toGrayImage(toSharp(image).resize(width, undefined, { kernel: 'cubic' }));
}
