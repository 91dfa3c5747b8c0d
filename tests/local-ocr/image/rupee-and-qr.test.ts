/** Signs that the OCR engine can't read: the rupee sign and QR codes. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readDrawnInvoice } from '../../../papers/drawn-invoices.ts';
import { makePhoto } from '../../../papers/photos/make-photo.ts';
import { SIGNED_QR_FILE } from '../../../papers/registrar/signed-qr.ts';
import { cleanPage } from '../../../src/local-ocr/image/clean-page.ts';
import { takeQrCodes } from '../../../src/local-ocr/image/codes/qr-codes.ts';
import { decodeImage } from '../../../src/local-ocr/image/decode-image.ts';
import { isRupeeSign } from '../../../src/local-ocr/image/glyphs/rupee-sign.ts';

async function countRupeeSigns(picture: Buffer): Promise<number> {
  const { image, rows } = await cleanPage(await decodeImage(picture));
  return rows.flatMap(({ components }) => components).filter((letter) => isRupeeSign(image, letter)).length;
}

describe('isRupeeSign', () => {
  test('knows the signs of a page, also on a photo of it', async () => {
    const page = await readFile(readDrawnInvoice('modern').pictures[0] ?? '');

    expect(await countRupeeSigns(page)).toBe(2);
    expect(await countRupeeSigns(await makePhoto(page, 'on-a-table', 1))).toBe(2);
  });

  test('takes no letter or digit for one', async () => {
    const page = await readFile(readDrawnInvoice('two-pages').pictures[0] ?? '');

    expect(await countRupeeSigns(page)).toBe(0);
  });
});

describe('takeQrCodes', () => {
  test('reads the code of an e-invoice and paints it over', async () => {
    const page = await decodeImage(await readFile(readDrawnInvoice('e-invoice').pictures[0] ?? ''));
    const darkBefore = page.pixels.filter((value) => value < 100).length;

    const { texts } = await takeQrCodes(page);

    const signed = JSON.parse(await readFile(SIGNED_QR_FILE, 'utf8'));
    expect(JSON.stringify(signed)).toContain(texts[0]);
    expect(page.pixels.filter((value) => value < 100).length).toBeLessThan(0.6 * darkBefore);
  });

  test('gives a small code a second look at double size', async () => {
    const { pictures } = readDrawnInvoice('e-invoice');
    const small = await sharp(pictures[0]).resize(905).jpeg({ quality: 80 }).toBuffer();

    expect((await takeQrCodes(await decodeImage(small))).texts).toHaveLength(1);
  });

  test('finds none where there is none, and leaves the page alone', async () => {
    const page = await decodeImage(await readFile(readDrawnInvoice('tally').pictures[0] ?? ''));
    const before = page.pixels.slice();

    expect(await takeQrCodes(page)).toEqual({ texts: [], isUnreadable: false });
    expect(Buffer.compare(page.pixels, before)).toBe(0);
  });
});
