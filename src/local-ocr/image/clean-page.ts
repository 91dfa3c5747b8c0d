/** Makes a photo into what an OCR engine likes best: upright, evenly lit, letters of one height, no rules. */
import { type Component, findComponents } from './components.ts';
import { invertDarkBars } from './dark-bars.ts';
import { toGrayImage, toSharp } from './decode-image.ts';
import { flattenLight } from './flatten-light.ts';
import type { GrayImage } from './gray-image.ts';
import { createInkMask } from './ink-mask.ts';
import { findPaperCorners } from './paper-edges.ts';
import { isInQuad, type Point, type Quad, straightenSheet } from './perspective.ts';
import { resample } from './resample.ts';
import { dropRuleRests, findRules, removeRules } from './rules.ts';
import { measureSkew } from './skew.ts';
import { measureTextDirection } from './text-direction.ts';
import { findTextRows, looksLikeLetter, measureTextHeight, type TextRow } from './text-rows.ts';

/** Pixels; the engine reads letters of this height best. */
const TARGET_TEXT_HEIGHT = 22;
const MAX_SCALE = 3;
const MIN_SCALE = 0.4;
const MAX_PAGE_PIXELS = 12_000_000;

/** The sheet is looked for in a picture of this size. */
const EDGE_SEARCH_PIXELS = 400;

/** The grain of a table gives a few specks that could be letters. */
const MAX_SHARE_OUTSIDE = 0.06;

export interface CleanPage {
  /** Upright, or on its head. */
  readonly image: GrayImage;
  readonly rows: readonly TextRow[];
}

/** A page without any text has no rows. */
export async function cleanPage(photo: GrayImage): Promise<CleanPage> {
  const { sheet, components } = await findSheet(photo);
  const textHeight = measureTextHeight(components);
  if (textHeight === undefined) return { image: sheet, rows: [] };

  const largest = Math.sqrt(MAX_PAGE_PIXELS / (sheet.width * sheet.height));
  const wanted = Math.max(MIN_SCALE, TARGET_TEXT_HEIGHT / textHeight);
  const scale = Math.min(MAX_SCALE, largest, wanted);
  const turnDegrees = -measureLean(components, textHeight);
  const image = await resample(sheet, { turnDegrees, scale });
  return { image, rows: findRows(image, textHeight * scale) };
}

/** Paints out the rules on the way: the rows are read without them. */
function findRows(image: GrayImage, textHeight: number): readonly TextRow[] {
  const mask = createInkMask(image);
  invertDarkBars(image, mask, textHeight);
  const rules = findRules(mask, textHeight);
  removeRules(image, mask, rules);
  const components = dropRuleRests(findComponents(mask), rules, textHeight);
  return findTextRows(components, { textHeight, verticalRules: rules.vertical });
}

interface Sheet {
  /** Evenly lit. */
  readonly sheet: GrayImage;
  readonly components: readonly Component[];
}

/** The sheet alone if its edges are seen, else the whole picture. */
async function findSheet(photo: GrayImage): Promise<Sheet> {
  const whole = examine(photo);
  const corners = await findCorners(photo);
  if (corners === undefined || !holdsAllText(corners, whole.components)) return whole;
  return examine(straightenSheet(photo, corners));
}

function examine(image: GrayImage): Sheet {
  const sheet = flattenLight(image);
  return { sheet, components: findComponents(createInkMask(sheet)) };
}

async function findCorners(photo: GrayImage): Promise<Quad | undefined> {
  const share = Math.min(1, EDGE_SEARCH_PIXELS / Math.max(photo.width, photo.height));
  const small = await toGrayImage(toSharp(photo).resize(Math.max(1, Math.round(photo.width * share))));
  const corners = findPaperCorners(small);
  if (corners === undefined) return undefined;
  const enlarge = ({ x, y }: Point): Point => ({ x: x / share, y: y / share });
  const [a, b, c, d] = corners;
  return [enlarge(a), enlarge(b), enlarge(c), enlarge(d)];
}

/** The bright part of a page that is half in shadow looks like a sheet, but the text goes on outside. */
function holdsAllText(corners: Quad, components: readonly Component[]): boolean {
  const letters = components.filter(looksLikeLetter);
  const outside = letters.filter(({ left, top, right, bottom }) => {
    const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
    return !isInQuad(middle, corners);
  });
  return outside.length <= MAX_SHARE_OUTSIDE * letters.length;
}

/** Degrees by which the text runs down to the right: by quarters first, then exactly. */
function measureLean(components: readonly Component[], textHeight: number): number {
  const letters = components.filter(({ left, top, right, bottom }) => {
    const size = Math.max(right - left, bottom - top);
    return size >= 0.6 * textHeight && size <= 2 * textHeight;
  });
  const direction = measureTextDirection(letters);
  const quarter = Math.round(direction / 90) * 90;
  if (quarter === 0) return measureSkew(letters, direction);
  // Turned by a quarter, what was on the left of a letter is its foot or its head: either shows the lean.
  const turned = letters.map(({ left, top, right, bottom }) => ({
    left: top,
    right: bottom,
    top: -right,
    bottom: -left,
  }));
  return quarter + measureSkew(turned, direction - quarter);
}
