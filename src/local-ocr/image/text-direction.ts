/** Finds out which way the text of a page runs, whatever the camera's angle. */
import type { Box } from './gray-image.ts';

/** More letters than this make the measure no better. */
const MAX_LETTERS = 1500;

/** Neighbours within one word are nearer than this, in letter sizes. */
const MAX_DISTANCE = 2.5;

/** Votes this near to each other are for one direction. */
const SMOOTHING_DEGREES = 6;

/**
 * Degrees by which text runs down to the right, from -90 to 90; text on its head gives the same as upright text. Letters
 * stand nearer to those of their own row than to those of the next (docstrum, O'Gorman 1993).
 */
export function measureTextDirection(letters: readonly Box[]): number {
  const stride = Math.max(1, Math.floor(letters.length / MAX_LETTERS));
  const votes = new Float64Array(180);
  const centers = letters.map(centerOf);
  const grid = createGrid(centers);
  for (let index = 0; index < centers.length; index += stride) {
    const angle = findNeighbourAngle(centers, index, grid);
    if (angle === undefined) continue;
    const degree = Math.round((angle * 180) / Math.PI);
    votes[(degree + 360) % 180] = (votes[(degree + 360) % 180] ?? 0) + 1;
  }
  const direction = findPeak(votes);
  return direction > 90 ? direction - 180 : direction;
}

interface Center {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

function centerOf({ left, top, right, bottom }: Box): Center {
  return { x: (left + right) / 2, y: (top + bottom) / 2, size: Math.max(right - left, bottom - top) };
}

interface Grid {
  readonly cell: number;
  readonly members: ReadonlyMap<string, readonly number[]>;
}

function createGrid(centers: readonly Center[]): Grid {
  const sizes = centers.map(({ size }) => size).sort((a, b) => a - b);
  const cell = MAX_DISTANCE * Math.max(4, sizes[Math.floor(sizes.length / 2)] ?? 4);
  const members = new Map<string, number[]>();
  centers.forEach(({ x, y }, index) => {
    const key = `${Math.floor(x / cell)},${Math.floor(y / cell)}`;
    const group = members.get(key);
    if (group === undefined) members.set(key, [index]);
    else group.push(index);
  });
  return { cell, members };
}

function findNeighbourAngle(
  centers: readonly Center[],
  index: number,
  { cell, members }: Grid,
): number | undefined {
  const own = centers[index];
  if (own === undefined) return undefined;
  const [column, row] = [Math.floor(own.x / cell), Math.floor(own.y / cell)];
  let angle: number | undefined;
  let nearest = MAX_DISTANCE * own.size;
  for (let x = column - 1; x <= column + 1; x++) {
    for (let y = row - 1; y <= row + 1; y++) {
      for (const other of members.get(`${x},${y}`) ?? []) {
        const center = centers[other];
        if (other === index || center === undefined) continue;
        const distance = Math.hypot(center.x - own.x, center.y - own.y);
        if (distance >= nearest) continue;
        nearest = distance;
        angle = Math.atan2(center.y - own.y, center.x - own.x);
      }
    }
  }
  return angle;
}

function findPeak(votes: Float64Array): number {
  let best = 0;
  let bestVotes = -1;
  for (let degree = 0; degree < votes.length; degree++) {
    let near = 0;
    for (let away = -SMOOTHING_DEGREES; away <= SMOOTHING_DEGREES; away++) {
      const weight = SMOOTHING_DEGREES + 1 - Math.abs(away);
      near += weight * (votes[(degree + away + 180) % 180] ?? 0);
    }
    if (near <= bestVotes) continue;
    bestVotes = near;
    best = degree;
  }
  return best;
}
