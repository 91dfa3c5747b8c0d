/** Looks again, closer and from further away, at words that should be GSTINs but fail their own check digit. */
import { checkGstin } from '../invoice/parties/gstin.ts';
import type { Word } from '../reader/invoice-reader.ts';
import type { OcrEngine } from './engine/tesseract.ts';
import type { GrayImage } from './image/gray-image.ts';
import { resample } from './image/resample.ts';

/** What the engine misreads at one size it often reads at another; the check digit tells which reading is right. */
const SCALES = [1.35, 0.8, 1.7, 0.65];

const MARGIN_PIXELS = 8;

/** Two digits, ten of a PAN and three more, give or take a character: so many letters and digits are no plain word. */
const GSTIN_LIKE =
  /(?<![A-Z0-9])(?=(?:[A-Z]*\d){5})(?=(?:\d*[A-Z]){3})[0-9OIlSZB][A-Z0-9]{13,15}(?![A-Z0-9])/i;
const GSTIN_INSIDE = /(?<![A-Z0-9])\d{2}[A-Z0-9]{12}[A-Z0-9](?![A-Z0-9])/gi;

/** The word as it is, or with a valid GSTIN in place of an invalid one where a second look gives one. */
export async function lookAgain(word: Word, row: GrayImage, engine: OcrEngine): Promise<Word> {
  const suspect = GSTIN_LIKE.exec(word.text)?.[0];
  if (suspect === undefined || checkGstin(suspect).isValid) return word;
  const picture = cut(row, word);
  for (const scale of SCALES) {
    const read = engine.readRow(await resample(picture, { scale, turnDegrees: 0 }));
    const gstin = findGstin(read.map(({ text }) => text).join(' '));
    if (gstin !== undefined) return { ...word, text: word.text.replace(suspect, gstin) };
  }
  return word;
}

function findGstin(text: string): string | undefined {
  const candidates = [...text.matchAll(GSTIN_INSIDE)].map(([candidate]) => candidate.toUpperCase());
  return candidates.find((candidate) => checkGstin(candidate).isValid);
}

function cut(row: GrayImage, word: Word): GrayImage {
  const left = Math.max(0, Math.floor(word.left) - MARGIN_PIXELS);
  const width = Math.min(row.width, Math.ceil(word.right) + MARGIN_PIXELS) - left;
  const pixels = new Uint8Array(width * row.height);
  for (let y = 0; y < row.height; y++) {
    const start = y * row.width + left;
    pixels.set(row.pixels.subarray(start, start + width), y * width);
  }
  return { width, height: row.height, pixels };
}
