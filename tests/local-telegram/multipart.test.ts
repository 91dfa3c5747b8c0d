/** Multipart bodies of any content come apart again, however their headers are written. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBoundary, parseMultipart } from '../../src/local-telegram/bot-api/multipart.ts';

const BOUNDARY = '----------q1w2';
const name = fc.stringMatching(/^[a-z0-9_]{1,12}$/);
const content = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom('', '\r\n', '\r\n\r\n', '--', `--${BOUNDARY}`, '\r\n-----------')
    .map((text) => Buffer.from(text)),
);
const part = fc.record({ name, fileName: fc.option(name, { nil: undefined }), bytes: content });

/** Each header style that clients use: grammY's, with nothing quoted, and the one that browsers use. */
const STYLES = {
  grammy: (field: string, fileName?: string) =>
    `content-disposition:form-data;name="${field}"${fileName === undefined ? '' : `;filename=${fileName}\r\ncontent-type:application/octet-stream`}`,
  browser: (field: string, fileName?: string) =>
    `Content-Disposition: form-data; name="${field}"${fileName === undefined ? '' : `; filename="${fileName}"\r\nContent-Type: text/csv`}`,
};

test.each(Object.entries(STYLES))('in the style of %s', (_style, headersOf) => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const body = parts.map(({ name: field, fileName, bytes }) =>
        Buffer.concat([
          Buffer.from(`--${BOUNDARY}\r\n${headersOf(field, fileName)}\r\n\r\n`),
          bytes,
          Buffer.from('\r\n'),
        ]),
      );
      const parsed = parseMultipart(Buffer.concat([...body, Buffer.from(`--${BOUNDARY}--\r\n`)]), BOUNDARY);
      expect(parsed).toEqual(parts);
    }),
  );
});

test('a body that breaks off is refused, never read half', () => {
  const whole = Buffer.from(
    `--b\r\n${STYLES.grammy('a')}\r\n\r\none\r\n--b\r\n${STYLES.grammy('c')}\r\n\r\ntwo\r\n--b--\r\n`,
  );
  expect(parseMultipart(whole, 'b')).toHaveLength(2);
  for (let length = 0; length < whole.length - '--\r\n'.length; length++)
    expect(parseMultipart(whole.subarray(0, length), 'b'), `${length} bytes`).toBeUndefined();
});

test('any bytes are parsed or refused, without a throw', () => {
  const soup = fc.array(
    fc.oneof(
      content,
      fc.constantFrom('\r\n--b', '--b', '\r\n').map((s) => Buffer.from(s)),
    ),
  );
  fc.assert(fc.property(soup, (chunks) => void parseMultipart(Buffer.concat(chunks), 'b')));
});

test.each([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
  ['Multipart/Form-Data;BOUNDARY=abc', 'abc'],
  ['application/json', undefined],
  ['multipart/form-data', undefined],
])('the boundary of %s is %s', (contentType, boundary) => {
  expect(parseBoundary(contentType)).toBe(boundary);
});
