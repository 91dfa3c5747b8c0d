/** Pictures of single text rows, cut out of a page for the OCR engine. */
import type { Box, GrayImage } from './image/gray-image.ts';
import type { TextRow } from './image/text-rows.ts';

export interface RowPicture extends GrayImage {
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

export function cutRow(page: GrayImage, row: TextRow): RowPicture {
  const left = Math.max(0, row.left - MARGIN_PIXELS);
  const top = Math.max(0, row.top - MARGIN_PIXELS);
  const width = Math.min(page.width, row.right + MARGIN_PIXELS) - left;
  const height = Math.min(page.height, row.bottom + MARGIN_PIXELS) - top;
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = (top + y) * page.width + left;
    pixels.set(page.pixels.subarray(start, start + width), y * width);
  }
  const letters = row.components.map((letter) => moveBox(letter, { left: -left, top: -top }));
  return { left, top, width, height, pixels, letters };
}

/** A part of a row, from `left` to `right` in its pixels, with nothing but white around it. */
export function cutText(row: RowPicture, { left, right }: Pick<Box, 'left' | 'right'>): RowPicture {
  const width = right - left + 2 * MARGIN_PIXELS;
  const pixels = new Uint8Array(width * row.height).fill(255);
  // A pixel more on each side: the grey fringe of the letters.
  const [from, to] = [Math.max(0, left - 1), Math.min(row.width, right + 1)];
  for (let y = 0; y < row.height; y++) {
    const pixelRow = row.pixels.subarray(y * row.width + from, y * row.width + to);
    pixels.set(pixelRow, y * width + MARGIN_PIXELS - (left - from));
  }
  const letters = row.letters
    .filter((letter) => letter.left >= left && letter.right <= right)
    .map((letter) => moveBox(letter, { left: MARGIN_PIXELS - left, top: 0 }));
  return {
    left: row.left + left - MARGIN_PIXELS,
    top: row.top,
    width,
    height: row.height,
    pixels,
    letters,
  };
}

/** The row as it is on a page that was turned round. */
export function turnRowRound(row: RowPicture, page: Size): RowPicture {
  return {
    ...turnRound(boxOf(row), page),
    width: row.width,
    height: row.height,
    pixels: row.pixels.toReversed(),
    letters: row.letters.map((letter) => turnRound(letter, row)),
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

function boxOf({ left, top, width, height }: RowPicture): Box {
  return { left, top, right: left + width, bottom: top + height };
}

function turnRound({ left, top, right, bottom }: Box, { width, height }: Size): Box {
  return { left: width - right, top: height - bottom, right: width - left, bottom: height - top };
}
