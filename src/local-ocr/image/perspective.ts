/** Straightens a sheet that was photographed at an angle. */
import type { GrayImage } from './gray-image.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Corners of a sheet: top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point];

/** The sheet alone, seen from above; as large as its longer sides are in the picture. */
export function straightenSheet(image: GrayImage, corners: Quad): GrayImage {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  const width = Math.round(Math.max(distance(topLeft, topRight), distance(bottomLeft, bottomRight)));
  const height = Math.round(Math.max(distance(topLeft, bottomLeft), distance(topRight, bottomRight)));
  return project(image, { width, height, toSource: mapUnitSquare(corners) });
}

export function isInQuad({ x, y }: Point, corners: Quad): boolean {
  return corners.every((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    return (next.x - corner.x) * (y - corner.y) >= (next.y - corner.y) * (x - corner.x);
  });
}

/** Row by row the eight numbers of a projection; the ninth is 1. */
type Projection = readonly [number, number, number, number, number, number, number, number];

/** The projection that takes the unit square to the quad (Heckbert, 1989). */
function mapUnitSquare([a, b, c, d]: Quad): Projection {
  const [dx1, dy1] = [b.x - c.x, b.y - c.y];
  const [dx2, dy2] = [d.x - c.x, d.y - c.y];
  const [sx, sy] = [a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y];
  const scale = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / scale;
  const h = (dx1 * sy - sx * dy1) / scale;
  return [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y, g, h];
}

interface Target {
  readonly width: number;
  readonly height: number;
  readonly toSource: Projection;
}

function project(image: GrayImage, { width, height, toSource }: Target): GrayImage {
  const [xu, xv, x0, yu, yv, y0, wu, wv] = toSource;
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const v = (row + 0.5) / height;
    for (let column = 0; column < width; column++) {
      const u = (column + 0.5) / width;
      const w = wu * u + wv * v + 1;
      const x = (xu * u + xv * v + x0) / w - 0.5;
      const y = (yu * u + yv * v + y0) / w - 0.5;
      pixels[row * width + column] = sample(image, x, y);
    }
  }
  return { width, height, pixels };
}

/** Between four pixels; beyond the border its own pixels go on. */
function sample({ width, height, pixels }: GrayImage, x: number, y: number): number {
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const shareX = Math.min(1, Math.max(0, x - left));
  const shareY = Math.min(1, Math.max(0, y - top));
  const upper = pixels[top * width + left] ?? 0;
  const lower = pixels[bottom * width + left] ?? 0;
  const above = upper + ((pixels[top * width + right] ?? 0) - upper) * shareX;
  const below = lower + ((pixels[bottom * width + right] ?? 0) - lower) * shareX;
  return Math.round(above + (below - above) * shareY);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
