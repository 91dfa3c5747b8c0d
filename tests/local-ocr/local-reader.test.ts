/** The reader on this machine as a scan uses it: real files in, words and records out. */
import { readFile } from 'node:fs/promises';
import { distance } from 'fastest-levenshtein';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readDrawnInvoice } from '../../papers/drawn-invoices.ts';
import { createScannedPdf } from '../../papers/pdfs/scanned-pdf.ts';
import { drawPdf } from '../../papers/pdfs/text-pdf.ts';
import { truncate } from '../../papers/sent-files/bad-files.ts';
import { drawPhoto, readHeic } from '../../papers/sent-files/pictures.ts';
import { ScanError } from '../../src/errors.ts';
import { createLocalReader } from '../../src/local-ocr/local-reader.ts';
import type { CallOptions, PageMimeType, PageReading, PageToRead } from '../../src/reader/invoice-reader.ts';
import type { ModelCall } from '../../src/usage/model-call.ts';

const START_MS = Date.UTC(2026, 1, 6, 10, 0, 0);

const reader = createLocalReader({ now: () => START_MS });
afterAll(() => reader.close());

let recorded: ModelCall[];
let options: CallOptions;
beforeEach(() => {
  recorded = [];
  options = { signal: new AbortController().signal, recordCall: (call) => recorded.push(call) };
});

function createPage(
  bytes: Buffer,
  mimeType: PageMimeType = 'image/jpeg',
  overrides: Partial<PageToRead> = {},
): PageToRead {
  return {
    read: async () => bytes,
    mimeType,
    sizeBytes: bytes.length,
    pageCount: 1,
    firstPageNumber: 1,
    ...overrides,
  };
}

function wordsOf(reading: PageReading): string[] {
  return (reading.pages ?? []).flatMap(({ words }) => words.map(({ text }) => text));
}

describe('reading pages on this machine', () => {
  test('a photo gives its text, and where the words stand', async () => {
    const page = createPage(await drawPhoto());

    const reading = await reader.readPage(page, options);

    expect(reading.text).toMatch(/INV-2026-001/);
    expect(wordsOf(reading)).toEqual(
      expect.arrayContaining(['INVOICE', '06/02/2026', 'Maharashtra', '7318', '1,180.00']),
    );
    const [layout] = reading.pages ?? [];
    for (const word of layout?.words ?? []) {
      expect(word.right).toBeGreaterThan(word.left);
      expect(word.bottom).toBeLessThanOrEqual(layout?.height ?? 0);
      expect(word.confidence).toBeGreaterThan(0);
      expect(word.confidence).toBeLessThanOrEqual(1);
    }
    const sure = layout?.words.filter(({ confidence }) => confidence > 0.8) ?? [];
    expect(sure.length).toBeGreaterThan(30);
    const total = layout?.words.find(({ text }) => text === '1,180.00');
    const title = layout?.words.find(({ text }) => text === 'INVOICE');
    expect(total?.top).toBeGreaterThan(title?.bottom ?? Number.POSITIVE_INFINITY);
  });

  test('a page is recorded as a call that costs nothing', async () => {
    const page = createPage(await drawPhoto(), 'image/jpeg', { firstPageNumber: 3 });

    await reader.readPage(page, options);

    expect(recorded).toEqual([
      {
        operation: 'ocr',
        pageNumber: 3,
        imageSizeBytes: page.sizeBytes,
        provider: 'local',
        modelName: 'local-ocr',
        startedAt: '2026-02-06T10:00:00.000Z',
        processingTimeMs: 0,
        attempt: 1,
        tokens: { promptTokens: 0, cachedTokens: 0, outputTokens: 0, thinkingTokens: 0, totalTokens: 0 },
        status: 'success',
      },
    ]);
  });

  test.each([
    ['on its head', 180],
    ['on its side', 90],
    ['leaning', 356],
  ])('a page that lies %s is read upright', async (_, degrees) => {
    const photo = await sharp(await drawPhoto())
      .rotate(degrees, { background: 'white' })
      .jpeg()
      .toBuffer();

    const reading = await reader.readPage(createPage(photo), options);

    expect(wordsOf(reading)).toEqual(expect.arrayContaining(['TAX', 'INV-2026-001', '27AADFF2788D1ZF']));
  });

  test('a blank page is no fault', async () => {
    const blank = await sharp({ create: { width: 600, height: 800, channels: 3, background: 'white' } })
      .jpeg()
      .toBuffer();

    const reading = await reader.readPage(createPage(blank), options);

    expect(reading.text.trim()).toBe('');
    expect(reading.pages).toHaveLength(1);
  });
});

describe('reading PDFs', () => {
  test('pages with text are taken from it, the others are looked at', async () => {
    const line = 'Tax invoice INV-9 of Asha Traders, Pune, to Ravi Stores, GSTIN 27AAPFU0939F1ZV';
    const pdf = drawPdf({ pages: 2, textOf: (number) => (number === 1 ? line : 'Total 1,180.00') });

    const reading = await reader.readPage(createPage(pdf, 'application/pdf', { pageCount: 2 }), options);

    const [first, second] = reading.pages ?? [];
    expect(first?.words.map(({ text }) => text)).toEqual(line.split(' '));
    expect(second?.words.map(({ text }) => text)).toEqual(['Total', '1,180.00']);
    expect(second?.width).toBeGreaterThan(first?.width ?? 0);
    expect(recorded).toHaveLength(1);
  });

  test('a scan without text is read from its picture', async () => {
    const scan = await createScannedPdf([await drawPhoto({ width: 1200, height: 1600 })], 150);

    const reading = await reader.readPage(createPage(scan, 'application/pdf'), options);

    expect(wordsOf(reading)).toEqual(expect.arrayContaining(['INV-2026-001', '06/02/2026', '1,180.00']));
  });

  test('header and lines are found, and recorded as parses', async () => {
    const { pdf, truth } = readDrawnInvoice('tally');
    const reading = await reader.readPage(createPage(await readFile(pdf), 'application/pdf'), options);

    const header = await reader.parseHeader([reading], options);
    const lines = await reader.parseLines([reading], options);

    expect(header.Invoice_No).toBe(truth.header.Invoice_No);
    expect(lines).toHaveLength(truth.lines.length);
    expect(recorded.map(({ operation, status }) => [operation, status])).toEqual([
      ['ocr', 'success'],
      ['parse_header', 'success'],
      ['parse_lines', 'success'],
    ]);
  });
});

describe('reading Hindi', () => {
  const { pdf, pictures, truth } = readDrawnInvoice('hindi-bill');

  test.each([
    ['a picture', pictures[0] ?? '', 'image/png'],
    ['a PDF whose text has lost its vowel signs', pdf, 'application/pdf'],
  ] as const)('from %s: labels, names and goods', async (_, path, mimeType) => {
    const reading = await reader.readPage(createPage(await readFile(path), mimeType), options);

    const header = await reader.parseHeader([reading], options);
    const lines = await reader.parseLines([reading], options);

    expect(header.Invoice_No).toBe(truth.header.Invoice_No);
    expect(header.Invoice_Value).toBe('8,580.00');
    const names = [header.Seller_Name, header.Buyer_Name, ...lines.map((line) => line.Item_Description)];
    const printed = [
      truth.header.Seller_Name,
      truth.header.Buyer_Name,
      ...truth.lines.map((line) => line.Item_Description),
    ];
    const slips = names.map((name, index) => distance(name ?? '', printed[index] ?? ''));
    expect(names).toHaveLength(printed.length);
    expect(Math.max(...slips)).toBeLessThanOrEqual(2);
  });

  test('an English page is read without the engine for it', async () => {
    const { pictures: english } = readDrawnInvoice('modern');
    const page = createPage(await readFile(english[0] ?? ''), 'image/png');

    expect(wordsOf(await reader.readPage(page, options)).join(' ')).not.toMatch(/\p{Script=Devanagari}/u);
  });
});

describe('what can go wrong', () => {
  test.each([
    ['a HEIC', 'image/heic', () => readHeic()],
    ['half a JPEG header', 'image/jpeg', async () => truncate((await drawPhoto()).subarray(0, 300))],
    ['a broken PDF', 'application/pdf', () => Buffer.from('%PDF-1.4 and nothing else')],
  ] as const)('%s is refused with its page number', async (_, mimeType, createBytes) => {
    const page = createPage(await createBytes(), mimeType, { firstPageNumber: 2 });

    await expect(reader.readPage(page, options)).rejects.toMatchObject({
      code: 'page_unreadable',
      pageNumber: 2,
    });
    expect(recorded).toMatchObject([{ status: 'error', errorCode: 'page_unreadable' }]);
  });

  test('a stored page that has gone is the fault of the disk', async () => {
    const fault = new ScanError('disk_unavailable', 'A stored page can no longer be read');
    const page = createPage(await drawPhoto(), 'image/jpeg', { read: () => Promise.reject(fault) });

    await expect(reader.readPage(page, options)).rejects.toMatchObject({ code: 'disk_unavailable' });
  });

  test('an abort ends pages that are read and pages that wait, and the next page is read', async () => {
    const page = createPage(await drawPhoto());
    const controller = new AbortController();
    const aborted = { ...options, signal: controller.signal };
    const readings = [1, 2, 3, 4].map(() => reader.readPage(page, aborted).catch((error: unknown) => error));

    const reason = new Error('cancelled by the user');
    controller.abort(reason);

    expect(await Promise.all(readings)).toEqual([reason, reason, reason, reason]);
    expect(recorded.map(({ status }) => status)).toEqual(['aborted', 'aborted']);
    expect(wordsOf(await reader.readPage(page, options))).toContain('INV-2026-001');
  });

  test('who is late is told so, and nothing is recorded', async () => {
    const page = createPage(await drawPhoto());
    const late = { ...options, signal: AbortSignal.abort(new Error('too late')) };

    await expect(reader.readPage(page, late)).rejects.toThrow('too late');
    await expect(reader.parseHeader([], late)).rejects.toThrow('too late');
    expect(recorded).toEqual([]);
  });
});
