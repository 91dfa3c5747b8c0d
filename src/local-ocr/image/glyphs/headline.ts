/** Knows Devanagari by its headline: the stroke along the top from which the letters of a word hang. */
import { type Box, boxAround, type GrayImage, INK_BELOW } from '../gray-image.ts';

/** One or more words that lie side by side. */
export interface DevanagariText extends Box {
  /** False where only narrow letters have a stroke on top, as the Latin T and the digit 7 have. */
  readonly isSure: boolean;
}

const MIN_HEIGHT_PIXELS = 10;
/** No Latin letter with a bar on top is wider than so many of its heights. */
const MIN_SURE_WIDTH = 1.25;
/** The part of a letter's width, or of a word's whose letters touch, that the headline covers, and that is one stroke of it. */
const MIN_COVERED = 0.85;
const MIN_STROKE = 0.5;
/** The shoulders of an `m` cover almost as much. */
const SURELY_COVERED = 0.97;
/** How far down it may be: vowel signs stand above it. */
const MAX_DEPTH = 0.55;
/** A frame is closed below. */
const MAX_FOOT = 0.6;
/** The part of a word's letters that hang from a stroke: of some only half is one. */
const MIN_HEADED = 0.5;
/** In a longer word some letters touch. */
const MAX_LONE_LETTERS = 3;
/** Heights of a letter: less parts two letters, more two words. */
const LETTER_GAP = 0.22;
/** Heights of a letter between two words of one text. */
const MAX_WORD_GAP = 1.2;
/** Dots, colons and vowel signs are lower than this part of a letter. */
const SIGN_HEIGHT = 0.5;

interface PrintedWord extends Box {
  readonly isDevanagari: boolean;
  readonly isSure: boolean;
  /** Without a letter, as a colon by itself. */
  readonly isSign: boolean;
}

/** The texts of a row that are, or may be, Devanagari, from left to right. */
export function findDevanagari(picture: GrayImage, letters: readonly Box[]): readonly DevanagariText[] {
  const height = findLetterHeight(letters);
  const words = groupLetters(letters, LETTER_GAP * height).map((own) => toWord(picture, own, height));
  const texts: DevanagariText[] = [];
  let open: PrintedWord[] = [];
  for (const word of words) {
    const last = open.at(-1);
    const isApart = last !== undefined && word.left - last.right > MAX_WORD_GAP * height;
    // A colon ends a label, and another script may follow.
    const isEnded = last?.isSign ?? false;
    const goesOn = word.isDevanagari || (word.isSign && open.length > 0);
    if (isApart || isEnded || !goesOn) {
      texts.push(...toTexts(open, isApart || isEnded));
      open = [];
    }
    if (word.isDevanagari || open.length > 0) open.push(word);
  }
  return [...texts, ...toTexts(open, true)];
}

/** One text if one of its words is sure. What is not, and goes on in another script, may be the beginning of a number. */
function toTexts(words: readonly PrintedWord[], isWhole: boolean): readonly DevanagariText[] {
  const lastSure = words.findLastIndex(({ isSure, isSign }) => isSure || isSign);
  const own = isWhole ? words : words.slice(0, lastSure + 1);
  const isSure = own.some((word) => word.isSure);
  const lone = words.filter((word) => word.isDevanagari && !(isSure && own.includes(word)));
  const doubts = lone.map((word): DevanagariText => ({ ...boxAround([word]), isSure: false }));
  return isSure ? [{ ...boxAround(own), isSure }, ...doubts] : doubts;
}

/** Of the letters that are no signs. */
function findLetterHeight(letters: readonly Box[]): number {
  const heights = letters.map(heightOf).sort((a, b) => a - b);
  return heights[Math.floor(heights.length * 0.6)] ?? 0;
}

function groupLetters(letters: readonly Box[], maxGap: number): readonly (readonly Box[])[] {
  const groups: Box[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const letter of [...letters].sort((a, b) => a.left - b.left)) {
    if (letter.left - right > maxGap) groups.push([letter]);
    else groups.at(-1)?.push(letter);
    right = Math.max(right, letter.right);
  }
  return groups;
}

function toWord(picture: GrayImage, letters: readonly Box[], height: number): PrintedWord {
  const whole = letters.filter((letter) => heightOf(letter) >= SIGN_HEIGHT * height);
  const headed = whole
    .map((box) => ({ box, covered: measureHeadline(picture, box) }))
    .filter(({ covered }) => covered >= MIN_COVERED);
  const hangs = headed.length > 0 && widthsOf(headed.map(({ box }) => box)) >= MIN_HEADED * widthsOf(whole);
  const isSure = hangs && headed.some(({ box, covered }) => isWide(box) && covered >= SURELY_COVERED);
  const isDevanagari = isSure || (hangs && whole.length <= MAX_LONE_LETTERS);
  return { ...boxAround(letters), isDevanagari, isSure, isSign: whole.length === 0 };
}

function isWide(box: Box): boolean {
  return widthOf(box) >= MIN_SURE_WIDTH * heightOf(box);
}

/** The share of the width that the longest stroke across the upper half covers; 0 where there is none, or one at the foot. */
function measureHeadline(picture: GrayImage, box: Box): number {
  const width = widthOf(box);
  const isFramed = measureRow(picture, box, box.bottom - 1).longest >= MAX_FOOT * width;
  if (heightOf(box) < MIN_HEIGHT_PIXELS || isFramed) return 0;
  const rows = Math.floor(MAX_DEPTH * heightOf(box)) + 1;
  const strokes = Array.from({ length: rows }, (_, row) => measureRow(picture, box, box.top + row))
    .filter(({ longest }) => longest >= MIN_STROKE * width)
    .map(({ ink }) => ink / width);
  return Math.max(0, ...strokes);
}

/** In pixels: all ink of a row, and the longest stroke of it. */
function measureRow({ width, pixels }: GrayImage, { left, right }: Box, row: number) {
  let [ink, longest, current] = [0, 0, 0];
  for (let x = left; x < right; x++) {
    current = (pixels[row * width + x] ?? 255) < INK_BELOW ? current + 1 : 0;
    ink += Math.min(1, current);
    longest = Math.max(longest, current);
  }
  return { ink, longest };
}

function widthsOf(boxes: readonly Box[]): number {
  return boxes.reduce((sum, box) => sum + widthOf(box), 0);
}

function widthOf({ left, right }: Box): number {
  return right - left;
}

function heightOf({ top, bottom }: Box): number {
  return bottom - top;
}
