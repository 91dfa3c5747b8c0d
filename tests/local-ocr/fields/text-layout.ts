/** Turns a page that is drawn with characters into words with positions. */
import type { PageLayout, Word } from '../../../src/scan/ports.ts';

const CHARACTER_WIDTH = 6;
const LINE_HEIGHT = 15;
const LETTER_HEIGHT = 10;

/** A word for each run of characters without a space; two spaces and more part cells. */
export function layOutDrawing(drawing: string): PageLayout {
  const lines = drawing.split('\n');
  return {
    width: CHARACTER_WIDTH * Math.max(...lines.map((line) => line.length)),
    height: LINE_HEIGHT * lines.length,
    words: lines.flatMap(toWords),
  };
}

function toWords(line: string, at: number): readonly Word[] {
  return [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
    text,
    left: index * CHARACTER_WIDTH,
    right: (index + text.length) * CHARACTER_WIDTH - 1,
    top: at * LINE_HEIGHT,
    bottom: at * LINE_HEIGHT + LETTER_HEIGHT,
    confidence: 1,
  }));
}
