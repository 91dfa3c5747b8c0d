/** QR codes on the files that people send, found in worker threads. */
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { readDrawnInvoice } from '../../papers/drawn-invoices.ts';
import { createScannedPdf } from '../../papers/pdfs/scanned-pdf.ts';
import { truncate } from '../../papers/sent-files/bad-files.ts';
import { drawPhoto, readHeic } from '../../papers/sent-files/pictures.ts';
import { ScanError } from '../../src/errors.ts';
import { createQrFinder } from '../../src/local-ocr/qr-finder.ts';
import type { PageMimeType, PageToRead } from '../../src/reader/invoice-reader.ts';
import { drawQrPage } from '../support/qr-pictures.ts';

const finder = createQrFinder();
afterAll(() => finder.close());

/** As long as a signed code, and as dense. */
const LONG = `${'eyJhbGciOiJSUzI1NiJ9'.repeat(45)}.end`;

function createPage(bytes: Buffer, mimeType: PageMimeType, pageCount = 1): PageToRead {
  return { read: async () => bytes, mimeType, sizeBytes: bytes.length, pageCount, firstPageNumber: 1 };
}

async function find(bytes: Buffer, mimeType: PageMimeType, pageCount = 1) {
  return finder.find(createPage(bytes, mimeType, pageCount), new AbortController().signal);
}

test('a code on a picture is read', async () => {
  expect(await find(await drawQrPage(LONG), 'image/png')).toEqual({ texts: [LONG], isUnreadable: false });
});

test('codes on every page of a PDF are read, whether it carries text or pictures', async () => {
  const scanned = await createScannedPdf([await drawQrPage('one'), await drawQrPage('two')], 168);
  expect((await find(scanned, 'application/pdf', 2))?.texts).toEqual(['one', 'two']);
  const { pdf } = readDrawnInvoice('e-invoice');
  const found = await find(await readFile(pdf), 'application/pdf');
  expect(found?.texts).toEqual([expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)]);
});

test('of two codes the large one is not lost over the easy one', async () => {
  const page = await drawQrPage(LONG, 420);
  const easy = await sharp(await drawQrPage('upi://pay?pa=asha@bank', 160))
    .extract({ left: 790, top: 30, width: 190, height: 180 })
    .png()
    .toBuffer();
  const both = await sharp(page)
    .composite([{ input: easy, left: 60, top: 1000 }])
    .jpeg({ quality: 70 })
    .toBuffer();
  expect((await find(both, 'image/jpeg'))?.texts).toHaveLength(2);
});

test('a code too blurred to be read is seen all the same', async () => {
  const blurred = await sharp(await drawQrPage(LONG, 300))
    .blur(1.8)
    .jpeg()
    .toBuffer();
  expect(await find(blurred, 'image/jpeg')).toEqual({ texts: [], isUnreadable: true });
});

test('a page without a code has none, readable or not', async () => {
  expect(await find(await drawPhoto(), 'image/jpeg')).toEqual({ texts: [], isUnreadable: false });
});

test('what cannot be looked at here gives nothing', async () => {
  expect(await find(await readHeic(), 'image/heic')).toBeUndefined();
  expect(await find(truncate(await drawPhoto()), 'image/jpeg')).toBeUndefined();
});

test('an abort ends the search', async () => {
  const abort = new AbortController();
  const page = createPage(await drawQrPage(LONG), 'image/png');
  const searching = finder.find(page, abort.signal);
  abort.abort(new Error('enough'));
  await expect(searching).rejects.toThrow('enough');
});

test('files are read when their turn comes, so that not all that wait are held in memory', async () => {
  const bytes = await drawQrPage('one');
  const gate = new EventEmitter().setMaxListeners(0);
  let begun = 0;
  const page = {
    ...createPage(bytes, 'image/png'),
    async read() {
      begun += 1;
      if (begun <= 2) await once(gate, 'open');
      return bytes;
    },
  };
  const searches = Array.from({ length: 6 }, () => finder.find(page, new AbortController().signal));
  await nextTurn();
  expect(begun).toBe(2);
  gate.emit('open');
  expect((await Promise.all(searches)).map((found) => found?.texts)).toEqual(Array(6).fill(['one']));
});

test('a page that the disk no longer gives is the disk’s fault', async () => {
  const fault = new ScanError('disk_unavailable', 'A stored page can no longer be read');
  const page = { ...createPage(Buffer.from('x'), 'image/png'), read: () => Promise.reject(fault) };
  await expect(finder.find(page, new AbortController().signal)).rejects.toBe(fault);
});
