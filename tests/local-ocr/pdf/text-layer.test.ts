/** Words with positions from the text of PDFs. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDrawnInvoice } from '../../../papers/drawn-invoices.ts';
import { drawPdf } from '../../../papers/pdfs/text-pdf.ts';
import { drawPdfPage } from '../../../src/local-ocr/pdf/raster.ts';
import { readTextLayers } from '../../../src/local-ocr/pdf/text-layer.ts';
import { joinPieces, type TextPiece } from '../../../src/local-ocr/pdf/text-pieces.ts';

const LONG_LINE = 'TAX INVOICE of Asha Traders, Pune, GSTIN 27AAPFU0939F1ZV, no. 1 of 6/2/26';

function piece(text: string, x: number, overrides: Partial<TextPiece> = {}): TextPiece {
  return { text, x, y: 100, length: text.length * 5, size: 10, angle: 0, ...overrides };
}

describe('readTextLayers', () => {
  test('words stand where they are printed', async () => {
    const [page] = await readTextLayers(drawPdf({ textOf: () => LONG_LINE }));

    const words = page?.words ?? [];
    expect(words.map(({ text }) => text)).toEqual(LONG_LINE.split(' '));
    expect(page).toMatchObject({ width: 595, height: 842 });
    // 14 points Helvetica from 60, 760, counted from the bottom.
    expect(words[0]?.left).toBeCloseTo(60, 0);
    expect(words[0]?.bottom).toBeCloseTo(82, 0);
    expect(words[0]?.top).toBeCloseTo(71.6, 0);
    for (const [index, word] of words.entries()) {
      expect(word.left).toBeGreaterThan(words[index - 1]?.right ?? 0);
      expect(word.confidence).toBe(1);
    }
  });

  test('a page with hardly any text must be looked at, its neighbours need not', async () => {
    const layers = await readTextLayers(
      drawPdf({ pages: 3, textOf: (number) => (number === 2 ? 'Scanned with a phone' : LONG_LINE) }),
    );

    expect(layers.map((layer) => layer === undefined)).toEqual([false, true, false]);
  });

  test('a real invoice keeps its columns in line', async () => {
    const { pdf, truth } = readDrawnInvoice('tally');

    const [page] = await readTextLayers(await readFile(pdf));

    const codes = truth.lines.map(({ HSN }) => page?.words.find(({ text }) => text === HSN));
    const lefts = codes.map((word) => Math.round(word?.left ?? -1));
    expect(lefts).toHaveLength(truth.lines.length);
    expect(Math.max(...lefts) - Math.min(...lefts)).toBeLessThanOrEqual(1);
  });

  test('what is no PDF is refused', async () => {
    await expect(readTextLayers(Buffer.from('no pdf'))).rejects.toThrow();
  });
});

describe('joinPieces', () => {
  test('pieces that touch are one word, a gap or a space parts them', () => {
    const words = joinPieces([
      piece('GST', 0),
      piece('IN', 15),
      piece('27', 40),
      piece(' ', 50),
      piece('A', 55),
    ]);

    expect(words.map(({ text }) => text)).toEqual(['GSTIN', '27', 'A']);
  });

  test('pieces of two lines are never one word', () => {
    const words = joinPieces([piece('Total', 0), piece('100', 25, { y: 112 })]);

    expect(words.map(({ text }) => text)).toEqual(['Total', '100']);
  });

  test('text that runs up the page stands in a high, narrow box', () => {
    const [word] = joinPieces([piece('ORIGINAL', 50, { angle: -Math.PI / 2 })]);

    expect(word).toMatchObject({ text: 'ORIGINAL' });
    expect((word?.bottom ?? 0) - (word?.top ?? 0)).toBeCloseTo(40, 5);
    expect((word?.right ?? 0) - (word?.left ?? 0)).toBeLessThan(10);
  });

  test('no letter is lost, whatever the pieces are', () => {
    const text = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'M', ' ', '1', '.', 'क', 'ी') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.integer({ min: 0, max: 500 }))), (runs) => {
        const words = joinPieces(runs.map(([run, x]) => piece(run, x)));

        const letters = runs.map(([run]) => run.replaceAll(' ', '')).join('');
        expect(words.map((word) => word.text).join('')).toBe(letters);
        for (const word of words) expect(word.right).toBeGreaterThanOrEqual(word.left);
      }),
    );
  });
});

test('a page without usable text can be drawn, at about 220 dpi', async () => {
  const page = await drawPdfPage(drawPdf({ pages: 2 }), 1);

  expect([page.width, page.height].map((side) => Math.round(side / 10))).toEqual([182, 257]);
  const inked = page.pixels.filter((value) => value < 100).length;
  expect(inked).toBeGreaterThan(500);
  expect(page.pixels[0]).toBe(255);
});
