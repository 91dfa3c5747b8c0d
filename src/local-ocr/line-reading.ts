/** From pictures of text lines to words on the page. */
import type { Word } from '../scan/ports.ts';
import type { OcrEngine } from './engine/tesseract.ts';
import { lookAgain } from './gstin-second-look.ts';
import type { Box, GrayImage } from './image/gray-image.ts';
import { isRupeeSign } from './image/rupee-sign.ts';
import { type LineImage, moveBox } from './line-images.ts';
import { restoreSlashes } from './slash-repair.ts';

/** Words in page coordinates. Rupee signs, which the engine can't read, are words of their own. */
export async function readLine(line: LineImage, engine: OcrEngine): Promise<Word[]> {
  const signs = line.letters.filter((letter) => isRupeeSign(line, letter));
  const picture = signs.length === 0 ? line : paintOver(line, signs);
  const read: Word[] = [];
  for (const word of engine.readLine(picture)) {
    read.push(await lookAgain(restoreSlashes(word, line.letters, picture), picture, engine));
  }
  const rupees = signs.map(({ left, top, right, bottom }): Word => {
    return { text: '₹', left, top, right, bottom, confidence: 1 };
  });
  return [...rupees, ...read].map((word) => ({ ...word, ...moveBox(word, line) }));
}

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
