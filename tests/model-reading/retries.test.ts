/** The one layer of retries: what is tried again, when it stops, and what each try leaves behind. */
import { describe, expect, test } from 'vitest';
import {
  answer,
  hang,
  parsed,
  rawBody,
  reset,
  retryInfo,
  type ScriptedAnswer,
  statusError,
  truncatedBody,
} from '../../loopback/gemini/gemini-answers.ts';
import { holdTimeouts } from '../support/held-timeouts.ts';
import { createFixture, MODEL, scanErrorOf } from './reader-fixture.ts';

const PAGES = [{ text: 'TAX INVOICE' }];
const NO_JSON = answer({ text: 'Here you are:' });

describe('a call is tried again', () => {
  test.each<[string, ScriptedAnswer]>([
    ['408', statusError(408)],
    ['429', statusError(429)],
    ['500', statusError(500)],
    ['502', rawBody('<html>Bad Gateway</html>', 502)],
    ['503', statusError(503)],
    ['a reset connection', reset()],
    ['a truncated body', truncatedBody()],
    ['an answer that is not JSON', NO_JSON],
    ['an answer of the wrong shape', parsed([1, 2])],
    ['an answer that broke off', answer({ finishReason: 'OTHER' })],
  ])('after %s', async (_name, fault) => {
    const { server, reader, options, recorded, waitsMs } = await createFixture();
    server.enqueue('header', fault, parsed({ Invoice_No: '1' }));

    expect(await reader.parseHeader(PAGES, options)).toEqual({ Invoice_No: '1' });

    expect(recorded.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 'error'],
      [2, 'success'],
    ]);
    expect(waitsMs).toEqual([1_000]);
  });

  test('after a timeout', async () => {
    const timeouts = holdTimeouts();
    const { server, reader, options, recorded } = await createFixture({ timeoutMs: 61_000 });
    server.enqueue('header', hang());
    const header = reader.parseHeader(PAGES, options);
    await server.waitForCalls(1);
    timeouts.runOut(61_000);
    expect(await header).toMatchObject({ Invoice_No: 'INV-2026-0042' });
    expect(recorded.map((call) => call.errorCode)).toEqual(['reader_unavailable', undefined]);
  });

  test('with longer and longer waits, and then no more', async () => {
    const { server, reader, options, createPage, recorded, waitsMs, logged } = await createFixture();
    server.respondWith('ocr', statusError(503, { message: 'The model is overloaded.' }));

    const error = await scanErrorOf(reader.readPage(createPage({ firstPageNumber: 2 }), options));

    expect(error).toMatchObject({ code: 'reader_unavailable', retryable: true, pageNumber: 2 });
    expect(waitsMs).toEqual([1_000, 2_000, 4_000]);
    expect(recorded.map((call) => call.attempt)).toEqual([1, 2, 3, 4]);
    expect(logged[0]).toEqual({
      message: 'A call to a model is tried again',
      data: {
        model: MODEL,
        operation: 'ocr',
        pageNumber: 2,
        attempt: 1,
        waitMs: 1_000,
        reason: 'Gemini answered [503 Service Unavailable] The model is overloaded.',
      },
    });
  });

  test('as soon as the vendor allows, not before', async () => {
    const { server, reader, options, waitsMs } = await createFixture({ random: () => 0 });
    server.enqueue('header', statusError(429, { details: [retryInfo('17.5s')] }));
    await reader.parseHeader(PAGES, options);
    expect(waitsMs).toEqual([17_500]);
  });

  test('as soon as a Retry-After header allows', async () => {
    const { server, reader, options, waitsMs } = await createFixture({ random: () => 0 });
    server.enqueue('header', statusError(503, { headers: { 'Retry-After': '12' } }));
    await reader.parseHeader(PAGES, options);
    expect(waitsMs).toEqual([12_000]);
  });

  test('without its wait counting as processing time', async () => {
    const { server, reader, options, recorded } = await createFixture();
    server.enqueue('header', statusError(503));
    await reader.parseHeader(PAGES, options);
    expect(recorded.map((call) => call.processingTimeMs)).toEqual([0, 0]);
    expect(recorded.map((call) => call.startedAt)).toEqual([
      '2026-02-06T10:00:00.000Z',
      '2026-02-06T10:00:01.000Z',
    ]);
  });
});

describe('a call is given up', () => {
  test('at once if the vendor asks for a longer wait than is left', async () => {
    const { server, reader, options, waitsMs } = await createFixture({ maxTotalMs: 10_000 });
    server.enqueue('header', statusError(429, { details: [retryInfo('17.5s')] }));
    const error = await scanErrorOf(reader.parseHeader(PAGES, options));
    expect(error).toMatchObject({ code: 'reader_unavailable', retryAfterMs: 17_500 });
    expect(waitsMs).toEqual([]);
    expect(server.calls).toHaveLength(1);
  });

  test('when its time is used up, with tries left', async () => {
    const { server, reader, options, waitsMs } = await createFixture({ maxTotalMs: 4_000, maxAttempts: 9 });
    server.respondWith('header', statusError(503));
    await scanErrorOf(reader.parseHeader(PAGES, options));
    expect(waitsMs).toEqual([1_000, 2_000]);
    expect(server.calls).toHaveLength(3);
  });

  test('after a second invalid answer', async () => {
    const { server, reader, options, recorded } = await createFixture();
    server.respondWith('lines', NO_JSON);
    const error = await scanErrorOf(reader.parseLines(PAGES, options));
    expect(error).toMatchObject({ code: 'answer_invalid', pageNumber: undefined });
    expect(recorded).toMatchObject([
      { attempt: 1, errorCode: 'answer_invalid', tokens: { totalTokens: 1_350 } },
      { attempt: 2, errorCode: 'answer_invalid', tokens: { totalTokens: 1_350 } },
    ]);
  });

  test.each<[string, ScriptedAnswer]>([
    ['a refused key', statusError(403)],
    ['a refused request', statusError(400)],
    ['an unknown model', statusError(404)],
    ['an answer that is too long', answer({ text: '{', finishReason: 'MAX_TOKENS' })],
    ['a blocked answer', answer({ finishReason: 'SAFETY' })],
  ])('at once after %s', async (_name, refusal) => {
    const { server, reader, options, waitsMs } = await createFixture();
    server.enqueue('header', refusal);
    expect((await scanErrorOf(reader.parseHeader(PAGES, options))).retryable).toBe(false);
    expect(server.calls).toHaveLength(1);
    expect(waitsMs).toEqual([]);
  });
});
