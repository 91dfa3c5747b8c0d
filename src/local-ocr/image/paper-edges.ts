/** Finds the sheet of paper in a photo that also shows what it lies on. */
import { countValues, type GrayImage } from './gray-image.ts';
import { findOtsuThreshold } from './ink-mask.ts';
import type { Point, Quad } from './perspective.ts';

/** Less of the picture than this is no page but a label or a reflection. */
const MIN_SHARE = 0.2;

/** A sheet that fills the picture needs no cutting out. */
const MAX_SHARE = 0.97;

/** Of the quad, how much must be as bright as paper; the rest is print. */
const MIN_FILLED = 0.72;

/** What reaches further beyond the quad is no sheet but some other shape. */
const MAX_FILLED = 1.08;

/** Paper is brighter than what it lies on by at least this much. */
const MIN_CONTRAST = 40;

const MAX_HULL_POINTS = 24;

/**
 * Corners of the one bright sheet on a darker ground, undefined if there is none or it fills the picture. `image` may be
 * small: some 400 pixels along the longer side are enough.
 */
export function findPaperCorners(image: GrayImage): Quad | undefined {
  const counts = countValues(image.pixels);
  const threshold = findOtsuThreshold(counts);
  if (measureContrast(counts, threshold) < MIN_CONTRAST) return undefined;
  const sheet = findLargestArea(image, threshold);
  const total = image.width * image.height;
  if (sheet.area < MIN_SHARE * MIN_FILLED * total) return undefined;
  const quad = findLargestQuad(thinOut(findHull(sheet.outline)));
  if (quad === undefined) return undefined;
  const area = calculateArea(quad);
  if (area < MIN_SHARE * total || area > MAX_SHARE * total) return undefined;
  const filled = sheet.area / area;
  return filled >= MIN_FILLED && filled <= MAX_FILLED ? orderCorners(quad) : undefined;
}

/** Between the mean of what is dark and the mean of what is bright. */
function measureContrast(counts: Uint32Array, threshold: number): number {
  const means = [counts.slice(0, threshold), counts.slice(threshold)].map((part, index) => {
    const total = part.reduce((sum, count) => sum + count, 0);
    const sum = part.reduce((all, count, value) => all + count * (value + index * threshold), 0);
    return total === 0 ? 0 : sum / total;
  });
  return (means[1] ?? 0) - (means[0] ?? 0);
}

interface Area {
  readonly area: number;
  /** Of each row its first and last pixel. */
  readonly outline: readonly Point[];
}

function findLargestArea({ width, pixels }: GrayImage, threshold: number): Area {
  const labels = new Int32Array(pixels.length);
  const stack: number[] = [];
  let best: Area = { area: 0, outline: [] };
  for (let start = 0; start < pixels.length; start++) {
    if (labels[start] !== 0 || (pixels[start] ?? 0) < threshold) continue;
    const lefts = new Map<number, number>();
    const rights = new Map<number, number>();
    let area = 0;
    labels[start] = 1;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      area++;
      lefts.set(y, Math.min(lefts.get(y) ?? x, x));
      rights.set(y, Math.max(rights.get(y) ?? x, x));
      const neighbours = [x > 0 ? at - 1 : at, x < width - 1 ? at + 1 : at, at - width, at + width];
      for (const next of neighbours) {
        if (next < 0 || next >= pixels.length || labels[next] !== 0) continue;
        if ((pixels[next] ?? 0) < threshold) continue;
        labels[next] = 1;
        stack.push(next);
      }
    }
    if (area <= best.area) continue;
    const outline = [...lefts].map(([y, x]) => ({ x, y }));
    for (const [y, x] of rights) outline.push({ x: x + 1, y: y + 1 });
    best = { area, outline };
  }
  return best;
}

/** The convex hull, turning one way (Andrew's monotone chain). */
function findHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered: readonly Point[]) => {
    const chain: Point[] = [];
    for (const point of ordered) {
      for (
        let last = chain.at(-1), before = chain.at(-2);
        last && before;
        last = chain.at(-1), before = chain.at(-2)
      ) {
        if (cross(before, last, point) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** Drops the points that bend the hull least until few are left. */
function thinOut(hull: readonly Point[]): Point[] {
  const kept = [...hull];
  while (kept.length > MAX_HULL_POINTS) {
    const bends = kept.map((point, index) => {
      const [before, after] = [kept.at(index - 1), kept[(index + 1) % kept.length]];
      return before && after ? Math.abs(cross(before, point, after)) : 0;
    });
    kept.splice(bends.indexOf(Math.min(...bends)), 1);
  }
  return kept;
}

function findLargestQuad(points: readonly Point[]): Quad | undefined {
  let best: Quad | undefined;
  let bestArea = 0;
  points.forEach((a, i) => {
    points.slice(i + 1).forEach((b, j) => {
      points.slice(i + j + 2).forEach((c, k) => {
        for (const d of points.slice(i + j + k + 3)) {
          const area = calculateArea([a, b, c, d]);
          if (area <= bestArea) continue;
          best = [a, b, c, d];
          bestArea = area;
        }
      });
    });
  });
  return best;
}

function calculateArea([a, b, c, d]: Quad): number {
  return Math.abs((c.x - a.x) * (d.y - b.y) - (d.x - b.x) * (c.y - a.y)) / 2;
}

/** Starts at the corner nearest to the picture's top left and goes round clockwise. */
function orderCorners(quad: Quad): Quad {
  const center = { x: mean(quad.map(({ x }) => x)), y: mean(quad.map(({ y }) => y)) };
  const angle = ({ x, y }: Point) => Math.atan2(y - center.y, x - center.x);
  const [a, b, c, d] = [...quad].sort((p, q) => angle(p) - angle(q));
  if (!a || !b || !c || !d) return quad;
  const turns: Quad[] = [
    [a, b, c, d],
    [b, c, d, a],
    [c, d, a, b],
    [d, a, b, c],
  ];
  return turns.reduce((best, turn) => (turn[0].x + turn[0].y < best[0].x + best[0].y ? turn : best));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Positive if the way from a over b to c turns clockwise on the screen. */
function cross(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}
