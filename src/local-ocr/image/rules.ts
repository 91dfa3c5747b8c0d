/** Takes the rules of tables and boxes out of a page: they hide letters from an OCR engine and glue cells together. */
import { type Component, findComponents } from './components.ts';
import type { Box, GrayImage, InkMask } from './gray-image.ts';

/** Thicker than this share of the text height, a stroke is a bar or a letter's stem, not a rule. */
const MAX_THICKNESS = 0.5;

/** A rule is at least this many text heights long: longer than any stroke of a letter in a heading. */
const MIN_LENGTH = 4;

/** The headline of a word in Devanagari is no longer than so many text heights, and its letters hang from this share of it. */
const MAX_HEADLINE_LENGTH = 12;
const MIN_HANGING = 0.1;

export interface Rules {
  /** 1 where a vertical rule stood, in the size of the page. */
  readonly vertical: InkMask;
  readonly horizontal: InkMask;
}

/** `textHeight` in pixels: the usual height of a letter on this page. */
export function findRules(mask: InkMask, textHeight: number): Rules {
  const minLength = Math.round(MIN_LENGTH * textHeight);
  const maxThickness = Math.max(3, Math.round(MAX_THICKNESS * textHeight));
  const horizontal = createEmptyMask(mask);
  forEachRowRun(mask, (from, to) => {
    if (to - from >= minLength) horizontal.ink.fill(1, from, to);
  });
  // Long runs that lie on many others are a filled area.
  forEachColumnRun(horizontal, (from, to) => {
    if (to - from > maxThickness * mask.width) fillColumn(horizontal, { from, to, value: 0 });
  });
  dropHeadlines(horizontal, mask, MAX_HEADLINE_LENGTH * textHeight);
  const vertical = createEmptyMask(mask);
  forEachColumnRun(mask, (from, to) => {
    if (to - from >= minLength * mask.width) fillColumn(vertical, { from, to, value: 1 });
  });
  forEachRowRun(vertical, (from, to) => {
    if (to - from > maxThickness) vertical.ink.fill(0, from, to);
  });
  return { horizontal, vertical };
}

/** Of a table's rules only the vertical ones go on below. */
function dropHeadlines(rules: InkMask, { width, ink }: InkMask, maxLength: number): void {
  for (const { left, top, right, bottom } of findComponents(rules)) {
    const length = right - left;
    if (length > maxLength) continue;
    const below = ink.subarray(bottom * width + left, bottom * width + right);
    const hanging = below.reduce((sum, value) => sum + value, 0);
    if (hanging < MIN_HANGING * length) continue;
    for (let y = top; y < bottom; y++) rules.ink.fill(0, y * width + left, y * width + right);
  }
}

function createEmptyMask({ width, height, ink }: InkMask): InkMask {
  return { width, height, ink: new Uint8Array(ink.length) };
}

/** `from` is the position of a pixel, `to` that of the first one behind the run. */
type VisitRun = (from: number, to: number) => void;

function forEachRowRun({ width, height, ink }: InkMask, visit: VisitRun): void {
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let at = y * width; at < end; at++) {
      if (ink[at] === 0) continue;
      const from = at;
      while (at < end && ink[at] === 1) at++;
      visit(from, at);
    }
  }
}

/** Goes row by row with one open run per column, since pixels of a column lie far apart in memory. */
function forEachColumnRun({ width, height, ink }: InkMask, visit: VisitRun): void {
  const starts = new Int32Array(width).fill(-1);
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const start = starts[x] ?? -1;
      const isInk = y < height && ink[at] === 1;
      if (isInk === start >= 0) continue;
      if (isInk) starts[x] = at;
      else {
        starts[x] = -1;
        visit(start, at);
      }
    }
  }
}

interface ColumnRun {
  readonly from: number;
  readonly to: number;
  readonly value: 0 | 1;
}

function fillColumn({ width, ink }: InkMask, { from, to, value }: ColumnRun): void {
  for (let at = from; at < to; at += width) ink[at] = value;
}

/** Pieces of a rule that were too short or too crooked to be found end this near to what was found. */
const FRINGE_PIXELS = 3;

/** Drops what is left of rules: pieces of ink that lie wholly in the track of one. */
export function dropRuleRests(
  components: readonly Component[],
  rules: Rules,
  textHeight: number,
): Component[] {
  const tracks = [
    ...findComponents(rules.horizontal).map((rule) => widen(rule, textHeight, FRINGE_PIXELS)),
    ...findComponents(rules.vertical).map((rule) => widen(rule, FRINGE_PIXELS, textHeight)),
  ];
  return components.filter((component) => !tracks.some((track) => isInside(component, track)));
}

function widen({ left, top, right, bottom }: Box, acrossX: number, acrossY: number): Box {
  return { left: left - acrossX, top: top - acrossY, right: right + acrossX, bottom: bottom + acrossY };
}

function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.right <= outer.right &&
    inner.bottom <= outer.bottom
  );
}

/** Paints rules over, in the page and in its mask. A letter that touches one loses only what overlaps. */
export function removeRules(page: GrayImage, mask: InkMask, { horizontal, vertical }: Rules): void {
  const { width, height } = mask;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (horizontal.ink[at] === 1)
        paintAcross(page, mask, at, { step: width, before: y, after: height - 1 - y });
      if (vertical.ink[at] === 1) paintAcross(page, mask, at, { step: 1, before: x, after: width - 1 - x });
    }
  }
}

interface Across {
  /** From one pixel to the next across the rule. */
  readonly step: number;
  /** Pixels up to the border on each side. */
  readonly before: number;
  readonly after: number;
}

/** The grey fringe of a rule goes too, unless ink goes on there: then it belongs to a letter. */
function paintAcross(page: GrayImage, mask: InkMask, at: number, { step, before, after }: Across): void {
  page.pixels[at] = 255;
  mask.ink[at] = 0;
  if (before > 0 && mask.ink[at - step] === 0) page.pixels[at - step] = 255;
  if (after > 0 && mask.ink[at + step] === 0) page.pixels[at + step] = 255;
}
