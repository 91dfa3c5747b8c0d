/** Pictures of single text lines, cut out of a page for the OCR engine. */
import type { Box, GrayImage } from './image/gray-image.ts';
import type { TextLine } from './image/text-lines.ts';

export interface LineImage extends GrayImage {
  /** Where its top left pixel is on the page. */
  readonly left: number;
  readonly top: number;
  /** Boxes of its letters, in its own pixels. */
  readonly letters: readonly Box[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** White around the letters; engines trip over ink at the border. */
const MARGIN_PIXELS = 6;

export function cutLine(page: GrayImage, line: TextLine): LineImage {
  const left = Math.max(0, line.left - MARGIN_PIXELS);
  const top = Math.max(0, line.top - MARGIN_PIXELS);
  const width = Math.min(page.width, line.right + MARGIN_PIXELS) - left;
  const height = Math.min(page.height, line.bottom + MARGIN_PIXELS) - top;
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (top + y) * page.width + left;
    pixels.set(page.pixels.subarray(start, start + width), y * width);
  }
  const letters = line.components.map((letter) => moveBox(letter, { left: -left, top: -top }));
  return { left, top, width, height, pixels, letters };
}

/** A part of a line, from `left` to `right` in its pixels, with nothing but white around it. */
export function cutText(line: LineImage, { left, right }: Pick<Box, 'left' | 'right'>): LineImage {
  const width = right - left + 2 * MARGIN_PIXELS;
  const pixels = new Uint8Array(width * line.height).fill(255);
  // A pixel more on each side: the grey fringe of the letters.
  const [from, to] = [Math.max(0, left - 1), Math.min(line.width, right + 1)];
  for (let y = 0; y < line.height; y++) {
    const row = line.pixels.subarray(y * line.width + from, y * line.width + to);
    pixels.set(row, y * width + MARGIN_PIXELS - (left - from));
  }
  const letters = line.letters
    .filter((letter) => letter.left >= left && letter.right <= right)
    .map((letter) => moveBox(letter, { left: MARGIN_PIXELS - left, top: 0 }));
  return {
    left: line.left + left - MARGIN_PIXELS,
    top: line.top,
    width,
    height: line.height,
    pixels,
    letters,
  };
}

/** The line as it is on a page that was turned round. */
export function turnLineRound(line: LineImage, page: Size): LineImage {
  return {
    ...turnRound(boxOf(line), page),
    width: line.width,
    height: line.height,
    pixels: line.pixels.toReversed(),
    letters: line.letters.map((letter) => turnRound(letter, line)),
  };
}

export function moveBox(box: Box, by: { readonly left: number; readonly top: number }): Box {
  return {
    left: box.left + by.left,
    top: box.top + by.top,
    right: box.right + by.left,
    bottom: box.bottom + by.top,
  };
}

function boxOf({ left, top, width, height }: LineImage): Box {
  return { left, top, right: left + width, bottom: top + height };
}

function turnRound({ left, top, right, bottom }: Box, { width, height }: Size): Box {
  return { left: width - right, top: height - bottom, right: width - left, bottom: height - top };
}
