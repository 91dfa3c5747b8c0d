/** Files on their way to Gemini: inside the request, or through the Files API. */
import { describe, expect, test } from 'vitest';
import { answer, hang, statusError } from '../../loopback/gemini/gemini-answers.ts';
import { API_KEY, createFixture, scanErrorOf } from '../model-reading/reader-fixture.ts';

/** The largest file whose base64 stays within 18 million characters. */
const LARGEST_INLINE_BYTES = 13_500_000;
const BIG_PDF = { bytes: Buffer.alloc(LARGEST_INLINE_BYTES + 1, 'x'), mimeType: 'application/pdf' } as const;

describe('a file that fits into a request', () => {
  test('is not uploaded', async () => {
    const { server, reader, options, createPage } = await createFixture();
    await reader.readPage(createPage({ bytes: Buffer.alloc(LARGEST_INLINE_BYTES) }), options);
    expect(server.files).toEqual([]);
    expect(server.calls[0]?.body.contents[0]?.parts[0]?.inlineData?.data).toHaveLength(18_000_000);
  });
});

describe('a file that does not fit', () => {
  test('is uploaded, named in the request and deleted afterwards', async () => {
    const { server, reader, options, createPage, recorded } = await createFixture();

    await reader.readPage(createPage(BIG_PDF), options);

    const [file] = server.files;
    expect(file).toMatchObject({ mimeType: 'application/pdf', apiKey: API_KEY });
    expect(file?.bytes.equals(BIG_PDF.bytes)).toBe(true);
    expect(server.calls[0]?.body.contents[0]?.parts[0]).toEqual({
      fileData: { mimeType: 'application/pdf', fileUri: file?.uri },
    });
    expect(recorded).toMatchObject([{ operation: 'ocr', imageSizeBytes: 13_500_001, status: 'success' }]);
    await server.waitForDeletedFiles(1);
  });

  test('is waited for until it is ready', async () => {
    const { server, reader, options, createPage, waitsMs } = await createFixture();
    server.enqueueFileAnswer({ state: 'PROCESSING' }, { state: 'PROCESSING' });
    await reader.readPage(createPage(BIG_PDF), options);
    expect(waitsMs).toEqual([500, 500]);
    expect(server.calls).toHaveLength(1);
  });

  test('is unreadable if Google cannot take it', async () => {
    const { server, reader, options, createPage } = await createFixture();
    server.enqueueFileAnswer({ state: 'FAILED' });
    const error = await scanErrorOf(reader.readPage(createPage(BIG_PDF), options));
    expect(error).toMatchObject({ code: 'page_unreadable', pageNumber: 1 });
    expect(server.calls).toEqual([]);
    await server.waitForDeletedFiles(1);
  });

  test('is uploaded once, however often it takes to read it', async () => {
    const { server, reader, options, createPage } = await createFixture();
    server.enqueue('ocr', statusError(503), answer({ text: 'read' }));
    expect(await reader.readPage(createPage(BIG_PDF), options)).toEqual({ text: 'read' });
    expect(server.files).toHaveLength(1);
    await server.waitForDeletedFiles(1);
  });

  test('is uploaded again after a fault, which is no call to the model', async () => {
    const { server, reader, options, createPage, recorded, waitsMs } = await createFixture();
    server.enqueueFileAnswer({ status: 503 });
    await reader.readPage(createPage(BIG_PDF), options);
    expect(waitsMs).toEqual([1_000]);
    expect(recorded).toMatchObject([{ attempt: 2, status: 'success' }]);
  });

  test('is deleted after an abort too', async () => {
    const { server, reader, options, createPage, controller } = await createFixture();
    server.enqueue('ocr', hang());
    const reading = reader.readPage(createPage(BIG_PDF), options);
    await server.waitForCalls(1);
    controller.abort(new Error('cancelled'));
    await expect(reading).rejects.toThrow('cancelled');
    await server.waitForDeletedFiles(1);
  });

  test('may stay undeleted without anyone but the operator knowing', async () => {
    const { promise, log } = createLogPromise();
    const { server, reader, options, createPage } = await createFixture({ log });
    server.enqueue('ocr', (response, call) => {
      server.enqueueFileAnswer({ status: 500 });
      return answer({ text: 'read' })(response, call);
    });
    expect(await reader.readPage(createPage(BIG_PDF), options)).toEqual({ text: 'read' });
    expect(await promise).toEqual([
      { reason: 'Gemini answered [500 Internal Server Error] scripted' },
      'A file that was uploaded to Gemini could not be deleted',
    ]);
  });
});

/** Resolves with what is logged first. */
function createLogPromise() {
  let tell: (entry: readonly [data: object, message: string]) => void = () => {};
  const promise = new Promise<readonly [data: object, message: string]>((resolve) => {
    tell = resolve;
  });
  return { promise, log: { warn: (data: object, message: string) => tell([data, message]) } };
}
