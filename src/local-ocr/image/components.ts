/** Finds the connected pieces of ink: letters, dots, rules, blots. */
import type { Box, InkMask } from './gray-image.ts';

export interface Component extends Box {
  /** Pixels of ink. */
  readonly area: number;
}

/** Touching at a corner counts as connected. In no promised order. */
export function findComponents({ width, height, ink }: InkMask): Component[] {
  const runs = createRuns();
  let previous = { from: 0, to: 0 };
  for (let y = 0; y < height; y++) {
    const from = runs.count();
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x] === 0) continue;
      const left = x;
      while (x < width && ink[y * width + x] === 1) x++;
      runs.add(left, x, y);
    }
    const to = runs.count();
    runs.joinRows(previous, { from, to });
    previous = { from, to };
  }
  return runs.collect();
}

interface RunRange {
  readonly from: number;
  readonly to: number;
}

/** Runs of ink along rows, joined into components by union-find. */
function createRuns() {
  const lefts: number[] = [];
  const rights: number[] = [];
  const rows: number[] = [];
  const parents: number[] = [];

  function findRoot(run: number): number {
    let root = run;
    for (let parent = parents[root] ?? root; parent !== root; parent = parents[root] ?? root) {
      const grandparent = parents[parent] ?? parent;
      parents[root] = grandparent;
      root = grandparent;
    }
    return root;
  }

  return {
    count: () => lefts.length,

    add(left: number, right: number, row: number) {
      parents.push(lefts.length);
      lefts.push(left);
      rights.push(right);
      rows.push(row);
    },

    /** Both ranges are sorted from left to right, so one walk along the two finds all that touch. */
    joinRows(above: RunRange, below: RunRange) {
      let up = above.from;
      let down = below.from;
      while (up < above.to && down < below.to) {
        const upRight = rights[up] ?? 0;
        const downRight = rights[down] ?? 0;
        const isTouching = (lefts[up] ?? 0) <= downRight && (lefts[down] ?? 0) <= upRight;
        if (isTouching) parents[findRoot(down)] = findRoot(up);
        if (upRight < downRight) up++;
        else down++;
      }
    },

    collect(): Component[] {
      const found = new Map<number, { -readonly [K in keyof Component]: Component[K] }>();
      for (let run = 0; run < lefts.length; run++) {
        const [left, right, row] = [lefts[run] ?? 0, rights[run] ?? 0, rows[run] ?? 0];
        const root = findRoot(run);
        const component = found.get(root);
        if (component === undefined) {
          found.set(root, { left, right, top: row, bottom: row + 1, area: right - left });
          continue;
        }
        component.left = Math.min(component.left, left);
        component.right = Math.max(component.right, right);
        component.bottom = row + 1;
        component.area += right - left;
      }
      return [...found.values()];
    },
  };
}
