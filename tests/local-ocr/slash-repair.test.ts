/** Slashes that the engine read as other strokes come back, by the shapes of the letters. */
import { describe, expect, test } from 'vitest';
import { findComponents } from '../../src/local-ocr/image/components.ts';
import { isSlash } from '../../src/local-ocr/image/glyphs/slash-shape.ts';
import { createInkMask } from '../../src/local-ocr/image/ink-mask.ts';
import { restoreSlashes } from '../../src/local-ocr/slash-repair.ts';
import type { Word } from '../../src/reader/invoice-reader.ts';
import { drawSvg } from './image/drawing.ts';

/** The word as an engine read it, on a picture of what is printed. */
async function repair(printed: string, read: string, weight = 'normal'): Promise<string> {
  const shapes = `<text x="20" y="44" font-size="34" letter-spacing="2" font-weight="${weight}">${printed}</text>`;
  const row = await drawSvg(500, 64, shapes);
  const word: Word = { text: read, left: 15, top: 10, right: 495, bottom: 50, confidence: 0.9 };
  return restoreSlashes(word, findComponents(createInkMask(row)), row).text;
}

describe('restoreSlashes', () => {
  test.each(['normal', 'bold'])('a slash that was read as a letter comes back (%s print)', async (weight) => {
    expect(await repair('DE/25-26/2048', 'DEI25-26/2048', weight)).toBe('DE/25-26/2048');
  });

  test('a letter that was read beside its slash goes', async () => {
    expect(await repair('SHT/456/25-26', 'SHTI/456/25-26')).toBe('SHT/456/25-26');
  });

  test('what was read right stays', async () => {
    expect(await repair('AT/2026/0451', 'AT/2026/0451')).toBe('AT/2026/0451');
    expect(await repair('BILL 11171', 'BILL 11171')).toBe('BILL 11171');
  });

  test('a word whose letters do not match its shapes one by one stays', async () => {
    expect(await repair('A/c', 'Account')).toBe('Account');
  });
});

test('no other sign is taken for a slash', async () => {
  const row = await drawSvg(
    900,
    64,
    '<text x="20" y="44" font-size="34" letter-spacing="4">1 7 I J L T V X Z ( ) [ \\ | 4 9 %</text>',
  );
  const slashes = findComponents(createInkMask(row)).filter((letter) => isSlash(row, letter));

  // The stroke of the per cent sign is one.
  expect(slashes.length).toBeLessThanOrEqual(1);
});
