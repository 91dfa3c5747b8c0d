/** The made-up files are what they claim to be, by the word of the libraries that the bot judges files with. */
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { drawEncryptedPdf, drawPdf } from '../../papers/pdfs/text-pdf.ts';
import { executable, truncate } from '../../papers/sent-files/bad-files.ts';
import { drawHugePng, drawPhoto, readHeic } from '../../papers/sent-files/pictures.ts';

describe('photos', () => {
  test.each(['jpeg', 'png', 'webp'] as const)('a %s has the asked size and ink on it', async (format) => {
    const photo = await drawPhoto({ format, width: 640, height: 480, text: 'Total & tax\n<1,180.00>' });
    const { dominant } = await sharp(photo).stats();
    const { channels } = await sharp(photo).greyscale().stats();

    expect(await sharp(photo).metadata()).toMatchObject({ format, width: 640, height: 480 });
    expect(dominant).toEqual({ r: 248, g: 248, b: 248 });
    expect(channels[0]?.min).toBeLessThan(60);
  });

  test('the huge picture has 60 megapixels and little weight', async () => {
    const png = await drawHugePng();
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 10_000, height: 6000 });
    expect(png.length).toBeLessThan(200_000);
  });

  test('half a photo can no longer be decoded', async () => {
    const half = truncate(await drawPhoto());
    await expect(sharp(half, { failOn: 'truncated' }).raw().toBuffer()).rejects.toThrow();
  });
});

describe('PDFs', () => {
  test('a PDF has as many pages as asked, each with its line', async () => {
    const pdf = await getDocumentProxy(
      new Uint8Array(drawPdf({ pages: 3, textOf: (page) => `Sheet (${page})` })),
    );
    const { totalPages, text } = await extractText(pdf);
    expect(totalPages).toBe(3);
    expect(text).toEqual(['Sheet (1)', 'Sheet (2)', 'Sheet (3)']);
  });

  test('an encrypted PDF needs its password', async () => {
    const bytes = drawEncryptedPdf({ pages: 2, userPassword: 'open sesame' });
    await expect(getDocumentProxy(new Uint8Array(bytes))).rejects.toMatchObject({
      name: 'PasswordException',
    });

    const pdf = await getDocumentProxy(new Uint8Array(bytes), { password: 'open sesame' });
    expect((await extractText(pdf)).text).toEqual(['Page 1 of 2', 'Page 2 of 2']);
  });

  test('a PDF with an owner password alone opens without', async () => {
    const pdf = await getDocumentProxy(new Uint8Array(drawEncryptedPdf({ userPassword: '' })));
    expect((await extractText(pdf)).text).toEqual(['Page 1 of 1']);
  });
});

test.each([
  ['image/heic', readHeic()],
  ['application/pdf', drawPdf()],
  ['application/x-msdownload', executable()],
])('%s is recognised by its content', async (mime, bytes) => {
  expect((await fileTypeFromBuffer(bytes))?.mime).toBe(mime);
});
