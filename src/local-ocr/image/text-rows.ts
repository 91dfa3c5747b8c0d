/** Gathers letters into rows of text: what stands side by side without a wide gap or a rule between. */
import type { Component } from './components.ts';
import type { Box, InkMask } from './gray-image.ts';

/** In text heights. Wider gaps part columns; words of one sentence stand closer. */
const MAX_GAP = 1.4;
const MAX_ROW_HEIGHT = 6;
const MAX_LETTER_WIDTH = 40;

/** Letters of one row overlap by this share of the lower one's height. */
const MIN_OVERLAP = 0.45;

/** In text heights. What is lower is a dot, a comma, a dash or the mark of a vowel: it follows the letters. */
const MAX_MARK_HEIGHT = 0.42;
const MAX_MARK_DISTANCE = 0.8;

export interface TextRow extends Box {
  readonly components: readonly Component[];
}

export interface TextRowOptions {
  /** Usual height of a letter, in pixels. */
  readonly textHeight: number;
  readonly verticalRules: InkMask;
}

/** In no promised order. Specks, and pictures that are much too high for text, are left out. */
export function findTextRows(components: readonly Component[], options: TextRowOptions): TextRow[] {
  const { textHeight } = options;
  const text = components.filter((component) => isText(component, textHeight));
  const isMark = (component: Component) => heightOf(component) < MAX_MARK_HEIGHT * textHeight;
  const rows = joinLetters(
    text.filter((component) => !isMark(component)),
    options,
  );
  for (const mark of text.filter(isMark)) findNearestRow(mark, rows, textHeight)?.push(mark);
  return rows.map(surround).filter((row) => heightOf(row) <= MAX_ROW_HEIGHT * textHeight);
}

function joinLetters(unsorted: readonly Component[], options: TextRowOptions): Component[][] {
  const letters = [...unsorted].sort((a, b) => a.left - b.left);
  const groups = createGroups(letters.length);
  letters.forEach((letter, index) => {
    const reach = letter.right + MAX_GAP * Math.max(heightOf(letter), 2 * options.textHeight);
    for (let other = index + 1; other < letters.length; other++) {
      const candidate = letters[other];
      if (candidate === undefined || candidate.left > reach) break;
      if (isSameRow(letter, candidate, options)) groups.join(index, other);
    }
  });
  return groups.collect(letters);
}

/** The row that a dot, comma or dash stands in: the one whose height covers it, not just the nearest ink. */
function findNearestRow(
  mark: Component,
  rows: readonly Component[][],
  textHeight: number,
): Component[] | undefined {
  let best: Component[] | undefined;
  let bestDistance = MAX_MARK_DISTANCE * textHeight;
  const middleY = (mark.top + mark.bottom) / 2;
  for (const row of rows) {
    const box = boxOf(row);
    const away = Math.max(box.left - mark.right, mark.left - box.right, 0);
    // Height parts rows, so leaving it counts double.
    const aside = Math.max(box.top - middleY, middleY - box.bottom, 0) * 2;
    if (away + aside >= bestDistance) continue;
    best = row;
    bestDistance = away + aside;
  }
  return best;
}

/** The median height of what may be a letter, in pixels; undefined for a page without text. */
export function measureTextHeight(components: readonly Component[]): number | undefined {
  const heights = components.filter(looksLikeLetter).map(heightOf);
  // Commas and dots are no measure: of the letters, those as high as the higher half.
  heights.sort((a, b) => a - b);
  return heights[Math.floor(heights.length * 0.6)];
}

/** By its size in pixels and its shape alone. */
export function looksLikeLetter(component: Component): boolean {
  const height = heightOf(component);
  const width = component.right - component.left;
  return height >= 5 && height <= 150 && width >= 2 && width <= 4 * height && height <= 8 * width;
}

function isText(component: Component, textHeight: number): boolean {
  const width = component.right - component.left;
  return heightOf(component) <= MAX_ROW_HEIGHT * textHeight && width <= MAX_LETTER_WIDTH * textHeight;
}

function isSameRow(a: Component, b: Component, { textHeight, verticalRules }: TextRowOptions): boolean {
  const lower = Math.min(heightOf(a), heightOf(b));
  const higher = Math.max(heightOf(a), heightOf(b));
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (overlap < MIN_OVERLAP * lower) return false;
  if (b.left - a.right > MAX_GAP * Math.min(higher, 2 * textHeight)) return false;
  return !isParted(a, b, verticalRules);
}

/** Looks for a rule between the middles of the two. */
function isParted(a: Component, b: Component, { width, ink }: InkMask): boolean {
  const y = Math.floor((Math.max(a.top, b.top) + Math.min(a.bottom, b.bottom)) / 2);
  for (let x = a.right; x < b.left; x++) if (ink[y * width + x] === 1) return true;
  return false;
}

function surround(components: readonly Component[]): TextRow {
  return { ...boxOf(components), components };
}

function boxOf(components: readonly Component[]): Box {
  const box = { left: Number.POSITIVE_INFINITY, top: Number.POSITIVE_INFINITY, right: 0, bottom: 0 };
  for (const { left, top, right, bottom } of components) {
    box.left = Math.min(box.left, left);
    box.top = Math.min(box.top, top);
    box.right = Math.max(box.right, right);
    box.bottom = Math.max(box.bottom, bottom);
  }
  return box;
}

function heightOf({ top, bottom }: Box): number {
  return bottom - top;
}

/** Disjoint sets of indices. */
function createGroups(size: number) {
  const parents = Array.from({ length: size }, (_, index) => index);
  function findRoot(index: number): number {
    let root = index;
    for (let parent = parents[root] ?? root; parent !== root; parent = parents[root] ?? root) {
      parents[root] = parents[parent] ?? parent;
      root = parent;
    }
    return root;
  }
  return {
    join(a: number, b: number) {
      parents[findRoot(a)] = findRoot(b);
    },
    collect<T>(items: readonly T[]): T[][] {
      const members = new Map<number, T[]>();
      items.forEach((item, index) => {
        const root = findRoot(index);
        const group = members.get(root);
        if (group === undefined) members.set(root, [item]);
        else group.push(item);
      });
      return [...members.values()];
    },
  };
}
