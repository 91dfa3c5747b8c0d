import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { drawEncryptedPdf, drawPdf } from '../../papers/pdfs/text-pdf.ts';
import { executable, truncate } from '../../papers/sent-files/bad-files.ts';
import { drawHugePng, drawPhoto, readHeic } from '../../papers/sent-files/pictures.ts';
import { createPageFileInspection } from '../../src/page-files/page-files.ts';

const LIMITS = { maxBytes: 20 * 1024 ** 2, maxImagePixels: 50_000_000, readsHeic: true };

/** A box in the long form whose length is 0: whoever adds it up never gets on. */
const BOX_OF_NO_LENGTH = Buffer.from('00000001667265650000000000000000', 'hex');

const { inspect: inspectFile, close } = createPageFileInspection(LIMITS);
afterAll(close);

function inspect(bytes: Uint8Array, name = 'bill') {
  return inspectFile({ bytes, name });
}

describe('the inspection of a file', () => {
  test.each([
    ['JPEG', () => drawPhoto(), 'image/jpeg'],
    ['PNG', () => drawPhoto({ format: 'png' }), 'image/png'],
    ['WebP', () => drawPhoto({ format: 'webp' }), 'image/webp'],
    ['HEIC', () => Promise.resolve(readHeic()), 'image/heic'],
  ])('takes a %s as one page', async (_, draw, mimeType) => {
    expect(await inspect(await draw())).toEqual({ mimeType, pageCount: 1 });
  });

  test('counts the pages of a PDF', async () => {
    expect(await inspect(drawPdf({ pages: 3 }))).toEqual({ mimeType: 'application/pdf', pageCount: 3 });
  });

  test('takes a PDF with some junk before its head, as scanners and mailers make', async () => {
    const junk = Buffer.from('\r\n\r\n');
    expect(await inspect(Buffer.concat([junk, drawPdf()]))).toMatchObject({ mimeType: 'application/pdf' });
  });

  test('takes a PDF that is only locked against changes', async () => {
    expect(await inspect(drawEncryptedPdf({ userPassword: '' }))).toMatchObject({ pageCount: 1 });
  });

  test('leaves the bytes to their owner', async () => {
    const bytes = new Uint8Array(drawPdf());
    await inspect(bytes);
    expect(bytes.length).toBeGreaterThan(0);
  });

  test.each([
    ['an empty file', () => Buffer.alloc(0), 'file_empty'],
    ['a file over 20 MB', () => Buffer.alloc(LIMITS.maxBytes + 1), 'file_too_large'],
    ['a program with the name of a picture', () => executable(), 'file_unsupported'],
    ['a text', () => Buffer.from('TAX INVOICE'), 'file_unsupported'],
    ['a PDF with a password', () => drawEncryptedPdf(), 'file_encrypted'],
    ['half a PDF', () => truncate(drawPdf({ pages: 5 })), 'file_truncated'],
    ['a PDF that claims to have no page', () => edit(drawPdf(), '/Count 1', '/Count 0'), 'file_truncated'],
    [
      'a PDF that claims to have less than none',
      () => edit(drawPdf(), '/Count 1', '/Count -1'),
      'file_truncated',
    ],
    ['half a JPEG', async () => truncate(await drawPhoto()), 'file_truncated'],
    ['half a PNG', async () => truncate(await drawPhoto({ format: 'png' })), 'file_truncated'],
    ['half a WebP', async () => truncate(await drawPhoto({ format: 'webp' })), 'file_truncated'],
    ['the head of a JPEG', async () => (await drawPhoto()).subarray(0, 20), 'file_truncated'],
    ['half a HEIC', () => truncate(readHeic()), 'file_truncated'],
    ['a HEIC with a box of no length', () => Buffer.concat([readHeic(), BOX_OF_NO_LENGTH]), 'file_truncated'],
    ['60 megapixels', () => drawHugePng(), 'image_too_large'],
  ])('refuses %s by name', async (_, draw, code) => {
    const bytes = await draw();
    await expect(inspect(bytes, 'bill.jpg')).rejects.toMatchObject({ code, fileName: 'bill.jpg' });
  });

  test('says which limit was passed', async () => {
    await expect(inspect(await drawHugePng())).rejects.toMatchObject({ limit: '50 megapixels' });
    await expect(inspect(Buffer.alloc(LIMITS.maxBytes + 1))).rejects.toMatchObject({ limit: '20 MB' });
  });
});

test('a HEIC is refused at once where nothing could open it later', async () => {
  const local = createPageFileInspection({ ...LIMITS, readsHeic: false });
  onTestFinished(local.close);
  const heic = { bytes: readHeic(), name: 'IMG_0042.HEIC' };
  await expect(local.inspect(heic)).rejects.toMatchObject({
    code: 'file_needs_model',
    fileName: 'IMG_0042.HEIC',
  });
});

test('a PDF whose inner pages are broken ends in an answer, and leaves nothing behind that could end the bot', async () => {
  const broken = edit(
    edit(drawPdf({ pages: 3 }), '6 0 R', '6 9999999999999 R'),
    '/Parent 2 0 R',
    '/Parent % 0 R',
  );
  await inspect(broken).catch((error: unknown) => expect(error).toMatchObject({ code: 'file_truncated' }));
  // Vitest fails a run in which a promise was rejected and nobody listened.
  expect(await inspect(drawPdf())).toMatchObject({ pageCount: 1 });
});

function edit(pdf: Buffer, from: string, to: string): Buffer {
  return Buffer.from(pdf.toString('latin1').replace(from, to), 'latin1');
}
