/** What Google refuses, and how: real answers from the loopback server, through the real SDK. */
import { describe, expect, test } from 'vitest';
import {
  errorInfo,
  quotaFailure,
  rawBody,
  reset,
  retryInfo,
  type ScriptedAnswer,
  statusError,
  truncatedBody,
} from '../../loopback/gemini/gemini-answers.ts';
import { API_KEY, createFixture, scanErrorOf } from '../model-reading/reader-fixture.ts';

const PER_DAY = quotaFailure('GenerateRequestsPerDayPerProjectPerModel-FreeTier');
const PER_MINUTE = quotaFailure('GenerateRequestsPerMinutePerProjectPerModel');
const INVALID_KEY = { message: 'API key not valid. Please pass a valid API key.' };

describe('one refused call', () => {
  test.each<[string, ScriptedAnswer, string, boolean]>([
    [
      '400 with API_KEY_INVALID',
      statusError(400, { details: [errorInfo('API_KEY_INVALID')] }),
      'reader_access_denied',
      false,
    ],
    [
      '400 that speaks of the key without details',
      statusError(400, INVALID_KEY),
      'reader_access_denied',
      false,
    ],
    ['401', statusError(401), 'reader_access_denied', false],
    ['403', statusError(403), 'reader_access_denied', false],
    [
      'another 400',
      statusError(400, { details: [errorInfo('IMAGE_TOO_LARGE')] }),
      'reader_request_rejected',
      false,
    ],
    ['404: no such model', statusError(404), 'reader_request_rejected', false],
    ['413', statusError(413), 'reader_request_rejected', false],
    ['a daily quota', statusError(429, { details: [PER_MINUTE, PER_DAY] }), 'reader_quota_exhausted', false],
    ['a quota per minute', statusError(429, { details: [PER_MINUTE] }), 'reader_unavailable', true],
    ['429 without details', statusError(429), 'reader_unavailable', true],
    ['408', statusError(408), 'reader_unavailable', true],
    ['500', statusError(500), 'reader_unavailable', true],
    ['503', statusError(503), 'reader_unavailable', true],
    ['504 with a page of a proxy', rawBody('<html>Gateway Time-out</html>', 504), 'reader_unavailable', true],
    ['a reset connection', reset(), 'reader_unavailable', true],
    ['a body that is cut off', truncatedBody(), 'reader_unavailable', true],
    ['a body that is no JSON', rawBody('<html>Please log in</html>'), 'reader_unavailable', true],
    ['a body that is null', rawBody('null'), 'reader_unavailable', true],
    ['a body of another shape', rawBody('{"candidates": "none"}'), 'answer_invalid', true],
  ])('%s', async (_name, refusal, code, retryable) => {
    const { server, reader, options, createPage, recorded } = await createFixture({ maxAttempts: 1 });
    server.enqueue('ocr', refusal);

    const error = await scanErrorOf(reader.readPage(createPage({ firstPageNumber: 2 }), options));

    expect(error).toMatchObject({ code, retryable, pageNumber: 2 });
    expect(recorded).toMatchObject([{ status: 'error', errorCode: code }]);
  });

  test('a connection that nobody takes', async () => {
    const { server, reader, options, recorded } = await createFixture({ maxAttempts: 1 });
    await server.close();
    const error = await scanErrorOf(reader.parseHeader([{ text: 'a' }], options));
    expect(error).toMatchObject({ code: 'reader_unavailable', retryable: true, pageNumber: undefined });
    expect(error.message).toContain('ECONNREFUSED');
    expect(recorded).toMatchObject([{ status: 'error', errorCode: 'reader_unavailable' }]);
  });

  test.each(['AIza…pasted', 'AIza\npasted'])('a key that cannot be sent: %j', async (apiKey) => {
    const { reader, options } = await createFixture({ apiKey, maxAttempts: 1 });
    const error = await scanErrorOf(reader.parseHeader([{ text: 'a' }], options));
    expect(error.code).toBe('reader_access_denied');
    expect(error.message).not.toContain('pasted');
  });
});

describe('the wait that Google asks for', () => {
  const date = 'Fri, 06 Feb 2026 10:00:40 GMT';

  test.each<[string, ScriptedAnswer, number | undefined]>([
    ['RetryInfo', statusError(429, { details: [PER_MINUTE, retryInfo('17.5s')] }), 17_500],
    [
      'RetryInfo beside a header',
      statusError(429, { details: [retryInfo('3s')], headers: { 'Retry-After': '9' } }),
      3_000,
    ],
    ['seconds in a header', statusError(503, { headers: { 'Retry-After': '9' } }), 9_000],
    ['a date in a header', statusError(503, { headers: { 'retry-after': date } }), 40_000],
    ['a header that nobody understands', statusError(503, { headers: { 'Retry-After': 'soon' } }), undefined],
    ['a RetryInfo that nobody understands', statusError(429, { details: [retryInfo('soon')] }), undefined],
  ])('%s', async (_name, refusal, retryAfterMs) => {
    const { server, reader, options } = await createFixture({ maxAttempts: 1 });
    server.enqueue('header', refusal);
    const error = await scanErrorOf(reader.parseHeader([{ text: 'a' }], options));
    expect(error.retryAfterMs).toBe(retryAfterMs);
  });

  test('is told apart between calls that run at once', async () => {
    const { server, reader, options } = await createFixture({ maxAttempts: 1 });
    server.enqueue('header', statusError(503, { headers: { 'Retry-After': '7' } }));
    server.enqueue('lines', statusError(503));
    const pages = [{ text: 'a' }];
    const [header, lines] = await Promise.all([
      scanErrorOf(reader.parseHeader(pages, options)),
      scanErrorOf(reader.parseLines(pages, options)),
    ]);
    expect([header.retryAfterMs, lines.retryAfterMs]).toEqual([7_000, undefined]);
  });
});

describe('the text of an error', () => {
  test('never holds the key, although Google echoes it', async () => {
    const { server, reader, options, logged } = await createFixture({ maxAttempts: 2 });
    const message = `Consumer 'api_key:${API_KEY}' has been suspended.`;
    server.enqueue('header', statusError(503, { message }), statusError(403, { message }));

    const error = await scanErrorOf(reader.parseHeader([{ text: 'a' }], options));

    expect(error.message).toContain("'api_key:[api key]' has been suspended");
    expect(`${error.stack} ${JSON.stringify(error)} ${JSON.stringify(logged)}`).not.toContain(API_KEY);
    expect(error.cause).toBeUndefined();
    expect(logged).toHaveLength(1);
  });

  test('names the status and the reason of a broken connection, not the address', async () => {
    const { server, reader, options } = await createFixture({ maxAttempts: 1 });
    server.enqueue('header', statusError(503, { message: 'The model is overloaded.' }), reset());
    const refused = await scanErrorOf(reader.parseHeader([{ text: 'a' }], options));
    const broken = await scanErrorOf(reader.parseHeader([{ text: 'a' }], options));
    expect(refused.message).toBe('Gemini answered [503 Service Unavailable] The model is overloaded.');
    expect(broken.message).toMatch(/^No answer from Gemini: fetch failed \((ECONNRESET|UND_ERR_SOCKET)\)$/);
  });

  test('is cut where a vendor talks too long', async () => {
    const { server, reader, options } = await createFixture({ maxAttempts: 1 });
    server.enqueue('header', rawBody(JSON.stringify({ error: { message: 'x'.repeat(9_000) } }), 400));
    const error = await scanErrorOf(reader.parseHeader([{ text: 'a' }], options));
    expect(error.message.length).toBeLessThan(600);
  });
});
