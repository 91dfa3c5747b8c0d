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
