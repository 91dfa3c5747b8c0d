/** From pictures of text rows to words on the page. */
import type { Word } from '../reader/invoice-reader.ts';
import { hasDevanagari } from './devanagari.ts';
import type { OcrEngine } from './engine/tesseract.ts';
import { lookAgain } from './gstin-second-look.ts';
import { type DevanagariText, findDevanagari } from './image/glyphs/headline.ts';
import { isRupeeSign } from './image/glyphs/rupee-sign.ts';
import { type Box, boxAround, type GrayImage } from './image/gray-image.ts';
import { cutText, moveBox, type RowPicture } from './row-pictures.ts';
import { restoreSlashes } from './slash-repair.ts';

/** By what they read. Loaded when first asked for. */
export interface OcrEngines {
  latin(): Promise<OcrEngine>;
  devanagari(): Promise<OcrEngine>;
}

export interface RowReaders {
  readonly engines: OcrEngines;
  /** Whether the page has Devanagari anywhere; else nothing is taken for it. */
  readonly isHindiPage: boolean;
}

/** Where an engine is less sure than this, the other one may know better. */
const SURE_CONFIDENCE = 0.8;
const MIN_HINDI_TEXTS = 5;
/** More than a colon. */
const TEXT = /[\p{L}\p{N}]{2}/u;

/** Whether they are rows of a page with Devanagari: on any other a few letters that touch look like it. */
export function areHindi(rows: readonly RowPicture[]): boolean {
  const texts = rows.flatMap((row) => findDevanagari(row, row.letters));
  return texts.filter(({ isSure }) => isSure).length >= MIN_HINDI_TEXTS;
}

/** Words in page coordinates. Rupee signs, which the engine can't read, are words of their own. */
export async function readRow(row: RowPicture, { engines, isHindiPage }: RowReaders): Promise<Word[]> {
  const texts = isHindiPage ? findDevanagari(row, row.letters) : [];
  const sure = texts.filter(({ isSure }) => isSure);
  const words: Word[] = [];
  for (const text of sure) words.push(...(await readSurely(cutText(row, text), engines)));
  for (const part of partsBetween(row, sure)) words.push(...(await readLatin(part, engines)));
  return settleDoubts(row, { doubts: texts.filter(({ isSure }) => !isSure), words, engines });
}

/** What stands before, between and behind these texts. */
function partsBetween(row: RowPicture, texts: readonly DevanagariText[]): readonly RowPicture[] {
  if (texts.length === 0) return [row];
  const borders = [0, ...texts.flatMap(({ left, right }) => [left, right]), row.width];
  const lefts = borders.filter((_, index) => index % 2 === 0);
  return lefts.flatMap((left, index) => {
    const right = borders[2 * index + 1] ?? row.width;
    const letters = row.letters.filter((letter) => isInside(letter, { left, right }));
    return letters.length === 0 ? [] : [cutText(row, boxAround(letters))];
  });
}

/** In page coordinates. */
async function readLatin(row: RowPicture, engines: OcrEngines): Promise<Word[]> {
  const engine = await engines.latin();
  const signs = row.letters.filter((letter) => isRupeeSign(row, letter));
  const picture = signs.length === 0 ? row : paintOver(row, signs);
  const read: Word[] = [];
  for (const word of engine.readRow(picture)) {
    read.push(await lookAgain(restoreSlashes(word, row.letters, picture), picture, engine));
  }
  const rupees = signs.map(({ left, top, right, bottom }): Word => {
    return { text: '₹', left, top, right, bottom, confidence: 1 };
  });
  return onPage(row, [...rupees, ...read]);
}

/** In Devanagari, unless the other engine is surer. */
async function readSurely(text: RowPicture, engines: OcrEngines): Promise<readonly Word[]> {
  const words = await readDevanagari(text, engines);
  if (calculateConfidence(words) >= SURE_CONFIDENCE) return words;
  const latin = await readLatin(text, engines);
  const isText = latin.some((word) => TEXT.test(word.text));
  return isText && calculateConfidence(latin) > calculateConfidence(words) ? latin : words;
}

interface Doubts {
  readonly doubts: readonly DevanagariText[];
  /** Of the whole row. */
  readonly words: readonly Word[];
  readonly engines: OcrEngines;
}

/** What may be Devanagari is read as that where its engine is surer. */
async function settleDoubts(row: RowPicture, { doubts, words, engines }: Doubts): Promise<Word[]> {
  let settled = [...words];
  for (const doubt of doubts) {
    const own = settled.filter((word) => isInside(word, moveBox(doubt, row)));
    // None: it is part of a longer word.
    if (own.length === 0 || calculateConfidence(own) >= SURE_CONFIDENCE) continue;
    const hindi = await readDevanagari(cutText(row, doubt), engines);
    const isHindi = hindi.some(({ text }) => hasDevanagari(text));
    if (isHindi && calculateConfidence(hindi) > calculateConfidence(own))
      settled = [...settled.filter((word) => !own.includes(word)), ...hindi];
  }
  return settled;
}

async function readDevanagari(text: RowPicture, engines: OcrEngines): Promise<readonly Word[]> {
  return onPage(text, (await engines.devanagari()).readRow(text));
}

function onPage(row: RowPicture, words: readonly Word[]): Word[] {
  return words.map((word) => ({ ...word, ...moveBox(word, row) }));
}

/** The mean over characters, from 0 to 1: of noise, engines are sure in single characters only. */
export function calculateConfidence(words: readonly Word[]): number {
  const characters = words.reduce((sum, { text }) => sum + text.length, 0);
  const sure = words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
  return characters === 0 ? 0 : sure / characters;
}

/** By its middle. */
function isInside({ left, right }: Sides, { left: from, right: to }: Sides): boolean {
  const middle = (left + right) / 2;
  return middle >= from && middle < to;
}

type Sides = Pick<Box, 'left' | 'right'>;

function paintOver({ width, height, pixels }: GrayImage, boxes: readonly Box[]): GrayImage {
  const painted = pixels.slice();
  for (const { left, top, right, bottom } of boxes) {
    // A pixel more on each side: the grey fringe of the sign.
    const [from, to] = [Math.max(0, left - 1), Math.min(width, right + 1)];
    for (let y = Math.max(0, top - 1); y < Math.min(height, bottom + 1); y++) {
      painted.fill(255, y * width + from, y * width + to);
    }
  }
  return { width, height, pixels: painted };
}
