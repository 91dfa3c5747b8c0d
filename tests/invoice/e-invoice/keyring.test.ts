/** Keyrings from files of certificates and keys, and what is said of other files. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRegistrar, pemOf } from '../../../papers/registrar/registrar.ts';
import { parseKeyring } from '../../../src/invoice/e-invoice/keyring.ts';

const one = createRegistrar();
const other = createRegistrar();
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const file = (name: string, content: string | Uint8Array) => ({
  name,
  bytes: typeof content === 'string' ? Buffer.from(content) : content,
});
const kidsIn = (...files: ReturnType<typeof file>[]) => [...parseKeyring(files).keyring.keys()];
const problemIn = (content: string | Uint8Array, name = 'key.pem') => {
  const { keyring, problems } = parseKeyring([file(name, content)]);
  expect(keyring.size).toBe(0);
  expect(problems).toHaveLength(1);
  return problems[0]?.problem;
};

describe('a key is known by the thumbprint of its certificate', () => {
  test.each([
    ['PEM', file('nic.pem', one.certificatePem)],
    ['DER', file('nic.cer', one.certificateDer)],
    [
      'PEM between remarks',
      file('nic.crt', `Subject: NIC\r\n${one.certificatePem.replaceAll('\n', '\r\n')}end`),
    ],
  ])('%s', (_, certificate) => {
    expect(kidsIn(certificate)).toEqual([one.kid]);
  });

  test('several to a file, several files', () => {
    const both = file('all.pem', one.certificatePem + other.certificatePem);
    expect(kidsIn(both)).toEqual([one.kid, other.kid]);
    expect(kidsIn(file('1.cer', one.certificateDer), file('2.pem', other.certificatePem))).toEqual([
      one.kid,
      other.kid,
    ]);
  });

  test('a bare key by the name of its file', () => {
    const pem = pemOf('PUBLIC KEY', spki(one.publicKey));
    const withColons = one.kid.toLowerCase().replace(/..(?=.)/g, '$&:');
    expect(kidsIn(file(`keys/${one.kid}.pem`, pem))).toEqual([one.kid]);
    expect(kidsIn(file(`${withColons}.pub`, pem))).toEqual([one.kid]);
    expect(kidsIn(file(`${one.kid}.der`, spki(one.publicKey)))).toEqual([one.kid]);
  });
});

describe('a file that adds nothing says why', () => {
  test('a bare key under any other name', () => {
    expect(problemIn(pemOf('PUBLIC KEY', spki(one.publicKey)))).toMatch(/does not tell its id/);
  });

  test('a private key, of which nothing is repeated', () => {
    const pem = one.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const problem = problemIn(pem);
    expect(problem).toMatch(/private key/);
    expect(problem).not.toContain(pem.slice(40, 60));
  });

  test('a small key, and another kind of key', () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    for (const key of [small, elliptic]) {
      expect(problemIn(pemOf('PUBLIC KEY', spki(key)), `${one.kid}.pem`)).toMatch(/no RSA key of 2048 bits/);
    }
  });

  test.each([
    ['nothing', ''],
    ['text', 'Put the keys here.'],
    ['a torn certificate', one.certificateDer.subarray(0, 300)],
    ['a certificate of garbage', pemOf('CERTIFICATE', Buffer.from('garbage'))],
  ])('%s', (_, content) => {
    expect(problemIn(content)).toMatch(/no certificate and no public key/);
  });

  test('and leaves the others in place', () => {
    const { keyring, problems } = parseKeyring([file('a', 'no key'), file('b', one.certificatePem)]);
    expect([...keyring.keys()]).toEqual([one.kid]);
    expect(problems.map(({ name }) => name)).toEqual(['a']);
  });

  test('whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(parseKeyring([file('x', bytes)]).problems).toHaveLength(1);
      }),
    );
  });
});
