/** Turns light print on dark bars, as in the heads of many tables, into dark print on white. */
import { type Component, findComponents } from './components.ts';
import type { Box, GrayImage, InkMask } from './gray-image.ts';

/** A bar is mostly ink, bold print is not. */
const MIN_INK_SHARE = 0.6;

/** In text heights. */
const TILE_SIDE = 0.5;
const MIN_BAR_WIDTH = 2.5;
const MIN_BAR_HEIGHT = 1.2;

/** Changes the page and its mask. `textHeight` in pixels: the usual height of a letter on this page. */
export function invertDarkBars(page: GrayImage, mask: InkMask, textHeight: number): void {
  for (const area of findDarkAreas(mask, textHeight)) {
    const bar = trimToInk(mask, area);
    const isLarge =
      bar.right - bar.left >= MIN_BAR_WIDTH * textHeight &&
      bar.bottom - bar.top >= MIN_BAR_HEIGHT * textHeight;
    if (isLarge) invert(page, mask, bar);
  }
}

/** Boxes around tiles that are dark together with their neighbours. */
function findDarkAreas(mask: InkMask, textHeight: number): Box[] {
  const side = Math.max(4, Math.round(TILE_SIDE * textHeight));
  const tiles = { width: Math.ceil(mask.width / side), height: Math.ceil(mask.height / side) };
  const shares = measureTiles(mask, side);
  const dark = new Uint8Array(tiles.width * tiles.height);
  for (let row = 0; row < tiles.height; row++) {
    for (let column = 0; column < tiles.width; column++) {
      const share = averageAround(shares, tiles, column, row);
      dark[row * tiles.width + column] = share >= MIN_INK_SHARE ? 1 : 0;
    }
  }
  return findComponents({ ...tiles, ink: dark }).map((area) => scaleUp(area, side, mask));
}

/** The share of ink in each tile. */
function measureTiles({ width, height, ink }: InkMask, side: number): Float32Array {
  const columns = Math.ceil(width / side);
  const shares = new Float32Array(columns * Math.ceil(height / side));
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / side) * columns;
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x] === 0) continue;
      const tile = row + Math.floor(x / side);
      shares[tile] = (shares[tile] ?? 0) + 1 / side ** 2;
    }
  }
  return shares;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function averageAround(shares: Float32Array, { width, height }: Size, column: number, row: number): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
      sum += shares[y * width + x] ?? 0;
      count++;
    }
  }
  return sum / count;
}

/** A tile more on each side: the neighbours' average hides the border. */
function scaleUp({ left, top, right, bottom }: Component, side: number, { width, height }: InkMask): Box {
  return {
    left: Math.max(0, (left - 1) * side),
    top: Math.max(0, (top - 1) * side),
    right: Math.min(width, (right + 1) * side),
    bottom: Math.min(height, (bottom + 1) * side),
  };
}

/** Cuts off rows and columns at the border that are not mostly ink. */
function trimToInk(mask: InkMask, area: Box): Box {
  let { left, top, right, bottom } = area;
  const isBarRow = (y: number) => shareOf(mask, { left, top: y, right, bottom: y + 1 }) >= MIN_INK_SHARE;
  while (top < bottom && !isBarRow(top)) top++;
  while (bottom > top && !isBarRow(bottom - 1)) bottom--;
  const isBarColumn = (x: number) => shareOf(mask, { left: x, top, right: x + 1, bottom }) >= MIN_INK_SHARE;
  while (left < right && !isBarColumn(left)) left++;
  while (right > left && !isBarColumn(right - 1)) right--;
  return { left, top, right, bottom };
}

function shareOf({ width, ink }: InkMask, { left, top, right, bottom }: Box): number {
  let count = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) count += ink[y * width + x] ?? 0;
  }
  return count / Math.max(1, (right - left) * (bottom - top));
}

/** The bar's own shade becomes white. */
function invert(page: GrayImage, mask: InkMask, { left, top, right, bottom }: Box): void {
  let sum = 0;
  let count = 0;
  forEachPixel(mask.width, { left, top, right, bottom }, (at) => {
    if (mask.ink[at] === 0) return;
    sum += page.pixels[at] ?? 0;
    count++;
  });
  const range = Math.max(1, 255 - sum / Math.max(1, count));
  forEachPixel(mask.width, { left, top, right, bottom }, (at) => {
    page.pixels[at] = Math.min(255, ((255 - (page.pixels[at] ?? 0)) * 255) / range);
    mask.ink[at] = mask.ink[at] === 1 ? 0 : 1;
  });
}

function forEachPixel(width: number, { left, top, right, bottom }: Box, visit: (at: number) => void): void {
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) visit(y * width + x);
  }
}
