/** Pictures of single text lines, cut out of a page for the OCR engine. */
import type { PageLayout, Word } from '../scan/ports.ts';
import type { GrayImage } from './image/gray-image.ts';
import type { TextLine } from './image/text-lines.ts';

export interface LineImage extends GrayImage {
  /** Where its top left pixel is on the page. */
  readonly left: number;
  readonly top: number;
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
  return { left, top, width, height, pixels };
}

/** Words of a line in the coordinates of its page. */
export function placeWords({ left, top }: LineImage, words: readonly Word[]): Word[] {
  return words.map((word) => ({
    ...word,
    left: word.left + left,
    top: word.top + top,
    right: word.right + left,
    bottom: word.bottom + top,
  }));
}

/** The line as it is on a page that was turned round. */
export function turnLineRound(line: LineImage, page: Pick<PageLayout, 'width' | 'height'>): LineImage {
  return {
    left: page.width - line.left - line.width,
    top: page.height - line.top - line.height,
    width: line.width,
    height: line.height,
    pixels: line.pixels.toReversed(),
  };
}
