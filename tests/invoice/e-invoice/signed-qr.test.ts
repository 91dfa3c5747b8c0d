/** Signed QR codes: what they say, and who is believed. */
import { createHmac, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRegistrar, qrDataOf, signedPart } from '../../../papers/registrar/registrar.ts';
import { parseKeyring } from '../../../src/invoice/e-invoice/keyring.ts';
import { readSignedQr } from '../../../src/invoice/e-invoice/signed-qr.ts';
import { INTRA_STATE } from '../sound-invoices.ts';

const registrar = createRegistrar();
const stranger = createRegistrar();
const { keyring } = parseKeyring([{ name: 'nic.cer', bytes: registrar.certificateDer }]);
const DATA = qrDataOf(INTRA_STATE);

const read = (code: string) => readSignedQr(code, keyring);
const stateOf = async (code: string) => (await read(code))?.state;

/** The code with another part in the place of one of its three. */
function withPart(code: string, at: number, part: string): string {
  return code
    .split('.')
    .map((old, index) => (index === at ? part : old))
    .join('.');
}

function edited(code: string, data: object): string {
  return withPart(code, 1, signedPart({}, data).split('.')[1] ?? '');
}

test('a code says what it was signed for, in the form of our fields', async () => {
  expect(await read(registrar.sign(DATA))).toEqual({
    state: 'verified',
    algorithm: 'RS256',
    kid: registrar.kid,
    values: {
      sellerGstin: '27AAPFU0939F1ZV',
      buyerGstin: '27AADFF2788D1ZF',
      docNo: 'INV-2026/001',
      docType: 'INV',
      docDate: '2026-02-06',
      totalValue: '1390',
      itemCount: 2,
      mainHsn: '9403',
      irn: DATA.Irn,
      irnDate: '2026-02-06 11:24:00',
    },
  });
});

describe('values', () => {
  const valuesOf = async (changes: object) =>
    (await read(registrar.sign({ ...DATA, ...changes })))?.values ?? {};

  test('may be numbers or text', async () => {
    expect(await valuesOf({ TotInvVal: '1390.50', ItemCnt: '3', MainHsnCode: 998391 })).toMatchObject({
      totalValue: '1390.50',
      itemCount: 3,
      mainHsn: '998391',
    });
  });

  test('that say nothing are absent', async () => {
    const values = await valuesOf({
      BuyerGstin: 'URP',
      DocDt: 'today',
      TotInvVal: null,
      Irn: 'abc',
      ItemCnt: 0,
    });
    for (const name of ['buyerGstin', 'docDate', 'totalValue', 'irn', 'itemCount']) {
      expect(values).not.toHaveProperty(name);
    }
  });

  test('that are objects or unknown kinds count as absent', async () => {
    const values = await valuesOf({ DocNo: { a: 1 }, DocTyp: 'XYZ' });
    expect(values).not.toHaveProperty('docNo');
    expect(values).not.toHaveProperty('docType');
  });
});

describe('the signature', () => {
  test.each([
    ['edited total', edited(registrar.sign(DATA), { ...DATA, TotInvVal: 1 }), 'invalid'],
    ['another key under a known id', stranger.sign(DATA, { kid: registrar.kid }), 'invalid'],
    ['signature cut off', withPart(registrar.sign(DATA), 2, ''), 'invalid'],
    ['signature of garbage', withPart(registrar.sign(DATA), 2, 'AAAA'), 'invalid'],
    ['a critical header that nobody knows', registrar.sign(DATA, { crit: ['exp'], exp: 1 }), 'invalid'],
    ['unknown key', stranger.sign(DATA), 'decoded-not-verified'],
    ['edited, and the key unknown', edited(stranger.sign(DATA), DATA), 'decoded-not-verified'],
    ['key by its thumbprint alone', registrar.sign(DATA, { kid: undefined }), 'verified'],
    ['key id in small letters', registrar.sign(DATA, { kid: registrar.kid.toLowerCase() }), 'verified'],
    ['no key named', registrar.sign(DATA, { kid: undefined, x5t: undefined }), 'decoded-not-verified'],
  ])('%s', async (_, code, state) => {
    expect(await stateOf(code)).toBe(state);
  });

  test('no keyring: nothing is verified', async () => {
    expect((await readSignedQr(registrar.sign(DATA), new Map()))?.state).toBe('decoded-not-verified');
  });

  test('an algorithm that anybody can use is invalid, known key or not', async () => {
    const unsigned = `${signedPart({ alg: 'none', kid: registrar.kid }, DATA)}.`;
    const hashed = signedPart({ alg: 'HS256', kid: registrar.kid }, DATA);
    const pem = registrar.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const mac = createHmac('sha256', pem).update(hashed).digest('base64url');
    for (const code of [unsigned, `${hashed}.${mac}`, `${signedPart({ alg: 'none' }, DATA)}.`]) {
      expect(await stateOf(code)).toBe('invalid');
    }
    expect((await read(unsigned))?.algorithm).toBe('none');
  });

  test('another RSA algorithm is invalid, though its signature fits', async () => {
    const signed = signedPart({ alg: 'RS512', kid: registrar.kid }, DATA);
    const signature = sign('sha512', Buffer.from(signed), registrar.privateKey).toString('base64url');
    expect(await stateOf(`${signed}.${signature}`)).toBe('invalid');
  });

  test('a key that comes with the code is not used', async () => {
    const jwk = stranger.publicKey.export({ format: 'jwk' });
    expect(await stateOf(stranger.sign(DATA, { jwk }))).toBe('decoded-not-verified');
    expect(await stateOf(stranger.sign(DATA, { jwk, kid: registrar.kid }))).toBe('invalid');
  });

  test('one changed character anywhere is never verified', async () => {
    const code = registrar.sign(DATA);
    await fc.assert(
      fc.asyncProperty(fc.nat(code.length - 1), fc.constantFrom(...'AZaz09-_'), async (at, char) => {
        const changed = code.slice(0, at) + char + code.slice(at + 1);
        fc.pre(changed !== code && !isSameBytes(changed, code));
        expect(await stateOf(changed)).not.toBe('verified');
      }),
    );
  });
});

describe('another code', () => {
  test.each([
    ['to pay by', 'upi://pay?pa=shop@bank&am=1390.00'],
    ['empty', ''],
    ['dots', '...'],
    ['garbage in base64url', 'AAAA.BBBB.CCCC'],
    ['a JWS of something else', registrar.sign({ hello: 'world' })],
    ['a payload without data', `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.AAAA`],
    ['longer than a QR code can be', `${'A'.repeat(5_000_000)}.B.C`],
    ['a million dots', '.'.repeat(1_000_000)],
  ])('%s', async (_, code) => {
    expect(await read(code)).toBeUndefined();
  });

  test('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.json(), async (text, json) => {
        expect(await read(text)).toBeUndefined();
        const part = Buffer.from(json).toString('base64url');
        expect(await read(`${part}.${part}.${part}`)).toBeUndefined();
      }),
    );
  });
});

/** The last character of a part may hold bits that stand for nothing. */
function isSameBytes(one: string, other: string): boolean {
  const signatures = [one, other].map((code) => code.split('.'));
  const [first = [], second = []] = signatures;
  return (
    first.slice(0, 2).join() === second.slice(0, 2).join() &&
    Buffer.from(first[2] ?? '', 'base64url').equals(Buffer.from(second[2] ?? '', 'base64url'))
  );
}
