/** Evens the light on a photographed page: divides by the paper's own brightness, so that shadows go and ink stays. */
import { countValues, findPercentile, type GrayImage } from './gray-image.ts';

/** The light is measured on about this many tiles along the longer side. */
const TILES = 160;
const MIN_TILE_PIXELS = 8;

/** Dark things up to this many tiles on each side of their middle are print, not shadow. */
const PRINT_RADIUS_TILES = 4;
const BLUR_RADIUS_TILES = 1;

/** In a tile the paper is brighter than this share of the pixels. */
const PAPER_PERCENTILE = 0.9;

/** Paper in shadow is taken to be no darker than this share of the page's brightest paper: what is, is printed dark. */
const DARKEST_SHADOW = 0.35;

/** Paper becomes white wherever it was in shadow; print keeps its darkness relative to the paper around it. */
export function flattenLight(image: GrayImage): GrayImage {
  const { width, height, pixels } = image;
  const light = measureLight(image);
  const flat = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) {
    const row = interpolateRow(light, (y + 0.5) / light.tile - 0.5);
    for (let x = 0; x < width; x++) {
      const at = (x + 0.5) / light.tile - 0.5;
      const left = Math.max(0, Math.floor(at));
      const share = Math.max(0, at - left);
      const from = row[left] ?? 255;
      const paper = from + ((row[left + 1] ?? from) - from) * share;
      flat[y * width + x] = Math.min(255, ((pixels[y * width + x] ?? 0) * 255) / paper);
    }
  }
  return { width, height, pixels: flat };
}

interface LightMap {
  readonly columns: number;
  readonly rows: number;
  /** Side of a tile in pixels. */
  readonly tile: number;
  readonly values: Float32Array;
}

/** A closing (brightest, then darkest neighbour) paints over print but leaves the edge of a shadow where it is. */
function measureLight(image: GrayImage): LightMap {
  const tile = Math.max(MIN_TILE_PIXELS, Math.round(Math.max(image.width, image.height) / TILES));
  const columns = Math.ceil(image.width / tile);
  const rows = Math.ceil(image.height / tile);
  const measured = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      measured[row * columns + column] = measureTile(image, column * tile, row * tile, tile);
    }
  }
  const floor = DARKEST_SHADOW * findPercentile(countValues(Uint8Array.from(measured)), PAPER_PERCENTILE);
  const map = { columns, rows, tile };
  const brightest = filterTiles({ ...map, values: measured }, PRINT_RADIUS_TILES, Math.max);
  const closed = filterTiles({ ...map, values: brightest }, PRINT_RADIUS_TILES, Math.min);
  const values = blurTiles({ ...map, values: closed }).map((value) => Math.max(value, floor, 1));
  return { ...map, values };
}

function measureTile({ width, height, pixels }: GrayImage, left: number, top: number, tile: number): number {
  const counts = new Uint32Array(256);
  const bottom = Math.min(height, top + tile);
  const right = Math.min(width, left + tile);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const value = pixels[y * width + x] ?? 0;
      counts[value] = (counts[value] ?? 0) + 1;
    }
  }
  return findPercentile(counts, PAPER_PERCENTILE);
}

type Pick = (a: number, b: number) => number;

/** The extreme of a square around each tile, first along rows, then along columns. */
function filterTiles(map: LightMap, radius: number, pick: Pick): Float32Array {
  const along = foldTiles(map, { radius, stepX: 1, stepY: 0 }, pick);
  return foldTiles({ ...map, values: along }, { radius, stepX: 0, stepY: 1 }, pick);
}

function blurTiles(map: LightMap): Float32Array {
  const radius = BLUR_RADIUS_TILES;
  const mean = (values: Float32Array, stepX: number, stepY: number) =>
    foldTiles({ ...map, values }, { radius, stepX, stepY }, (a, b) => a + b).map(
      (sum) => sum / (2 * radius + 1),
    );
  return mean(mean(map.values, 1, 0), 0, 1);
}

interface Direction {
  readonly radius: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** Beyond the border its own tiles go on. */
function foldTiles({ columns, rows, values }: LightMap, direction: Direction, fold: Pick): Float32Array {
  const { radius, stepX, stepY } = direction;
  const valueAt = (column: number, row: number) => {
    const x = Math.min(columns - 1, Math.max(0, column));
    const y = Math.min(rows - 1, Math.max(0, row));
    return values[y * columns + x] ?? 0;
  };
  const folded = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let value = valueAt(column - radius * stepX, row - radius * stepY);
      for (let step = 1 - radius; step <= radius; step++) {
        value = fold(value, valueAt(column + step * stepX, row + step * stepY));
      }
      folded[row * columns + column] = value;
    }
  }
  return folded;
}

/** The light along one row of pixels; `at` counts in tiles from the middle of the first. */
function interpolateRow({ columns, rows, values }: LightMap, at: number): Float32Array {
  const top = Math.min(rows - 1, Math.max(0, Math.floor(at)));
  const bottom = Math.min(rows - 1, top + 1);
  const share = Math.max(0, at - top);
  return Float32Array.from({ length: columns }, (_, column) => {
    const from = values[top * columns + column] ?? 255;
    return from + ((values[bottom * columns + column] ?? from) - from) * share;
  });
}
