/** The key file of a service account: what is accepted, and what is said of one that can't be used. */
import { expect, test } from 'vitest';
import { createServiceAccount } from '../../loopback/sheets/sheets-account.ts';
import { parseServiceAccount } from '../../src/google-sheets/service-account.ts';

const account = createServiceAccount();
const file: Readonly<Record<string, unknown>> = JSON.parse(account.keyFile);

test('the e-mail address and the key are taken from the key file', () => {
  expect(parseServiceAccount(account.keyFile)).toEqual({
    clientEmail: account.clientEmail,
    privateKey: file.private_key,
  });
});

test('line ends that were escaped twice are mended', () => {
  const escaped = { ...file, private_key: String(file.private_key).replaceAll('\n', '\\n') };
  expect(parseServiceAccount(JSON.stringify(escaped)).privateKey).toBe(file.private_key);
});

const cut = String(file.private_key).slice(0, 200);
const broken: readonly [string, string, RegExp][] = [
  ['text that is no JSON', cut, /not a JSON object/],
  ['a list', '[]', /not a JSON object/],
  ['an OAuth client', JSON.stringify({ installed: { client_secret: 'x' } }), /type is not "service_account"/],
  [
    'a file without its address',
    JSON.stringify({ ...file, client_email: undefined }),
    /client_email is missing/,
  ],
  ['a file without its key', JSON.stringify({ ...file, private_key: undefined }), /private_key is missing/],
  ['a key that was cut', JSON.stringify({ ...file, private_key: cut }), /private_key is not a complete/],
];
test.each(broken)('%s is refused by name, without quoting the key', (_, text, problem) => {
  const parse = () => parseServiceAccount(text);
  expect(parse).toThrow(expect.objectContaining({ code: 'sheet_access_denied' }));
  expect(parse).toThrow(problem);
  expect(parse).not.toThrow(cut.slice(40, 80));
});

test('all problems of a file are named at once', () => {
  expect(() => parseServiceAccount('{}')).toThrow(/type .*client_email .*private_key /);
});
