/** Tells quickly where a page may carry a QR code: a square of black and white in even parts, denser than any text. */
import type { Box, GrayImage } from '../gray-image.ts';

/** Tiles along the longer side. */
const TILES = 160;

/** In a tile of a code, dark and bright are this far apart, and neither has less than this share. */
const MIN_CONTRAST = 50;
const MIN_SHARE = 0.28;

/** A code covers at least this many tiles each way. */
const SQUARE_TILES = 4;
const MIN_DENSE_TILES = 14;
const MARGIN_TILES = 3;

/** Around all dense squares, with a margin for the edge of a code that a tile cuts; undefined where there is none. */
export function findDenseArea(image: GrayImage): Box | undefined {
  const side = Math.max(6, Math.round(Math.max(image.width, image.height) / TILES));
  const columns = Math.floor(image.width / side);
  const rows = Math.floor(image.height / side);
  const dense = Uint8Array.from({ length: columns * rows }, (_, tile) => {
    const column = tile % columns;
    return isDense(image, { left: column * side, top: ((tile - column) / columns) * side, side }) ? 1 : 0;
  });
  const squares: Square[] = [];
  for (let row = 0; row + SQUARE_TILES <= rows; row++) {
    for (let column = 0; column + SQUARE_TILES <= columns; column++) {
      if (countSquare(dense, row * columns + column, columns) >= MIN_DENSE_TILES)
        squares.push({ row, column });
    }
  }
  return squares.length === 0 ? undefined : boxAround(squares, { side, image });
}

/** By the tile in its top left corner. */
interface Square {
  readonly row: number;
  readonly column: number;
}

function boxAround(
  squares: readonly Square[],
  { side, image }: { readonly side: number; readonly image: GrayImage },
): Box {
  const first = (name: keyof Square) =>
    squares.reduce((least, square) => Math.min(least, square[name]), Infinity);
  const last = (name: keyof Square) => squares.reduce((most, square) => Math.max(most, square[name]), 0);
  return {
    left: Math.max(0, (first('column') - MARGIN_TILES) * side),
    top: Math.max(0, (first('row') - MARGIN_TILES) * side),
    right: Math.min(image.width, (last('column') + SQUARE_TILES + MARGIN_TILES) * side),
    bottom: Math.min(image.height, (last('row') + SQUARE_TILES + MARGIN_TILES) * side),
  };
}

interface Tile {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

function isDense({ width, pixels }: GrayImage, { left, top, side }: Tile): boolean {
  let darkest = 255;
  let brightest = 0;
  for (let y = top; y < top + side; y++) {
    for (let at = y * width + left; at < y * width + left + side; at++) {
      const value = pixels[at] ?? 0;
      if (value < darkest) darkest = value;
      if (value > brightest) brightest = value;
    }
  }
  if (brightest - darkest < MIN_CONTRAST) return false;
  const middle = (darkest + brightest) / 2;
  let dark = 0;
  for (let y = top; y < top + side; y++) {
    for (let at = y * width + left; at < y * width + left + side; at++)
      if ((pixels[at] ?? 0) < middle) dark++;
  }
  const share = dark / side ** 2;
  return share >= MIN_SHARE && share <= 1 - MIN_SHARE;
}

function countSquare(dense: Uint8Array, first: number, columns: number): number {
  let count = 0;
  for (let row = 0; row < SQUARE_TILES; row++) {
    for (let column = 0; column < SQUARE_TILES; column++) count += dense[first + row * columns + column] ?? 0;
  }
  return count;
}
