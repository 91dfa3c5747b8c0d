/** What an e-invoice's code says, whoever signed it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRegistrar, qrDataOf, signedPart } from '../../../papers/registrar/registrar.ts';
import { decodeQr, looksSigned } from '../../../src/invoice/e-invoice/decode-qr.ts';
import { INTRA_STATE } from '../sound-invoices.ts';

const registrar = createRegistrar();

test('a signed code names its key and says its values', () => {
  expect(decodeQr(` ${registrar.sign(qrDataOf(INTRA_STATE))}\n`)).toMatchObject({
    algorithm: 'RS256',
    kid: registrar.kid,
    values: { sellerGstin: '27AAPFU0939F1ZV', docNo: 'INV-2026/001', docDate: '2026-02-06' },
  });
});

test('without a signature, and with the number alone, it says the same', () => {
  expect(decodeQr(`${signedPart({ alg: 'none' }, { DocNo: 'B-99', TotInvVal: 1390.5 })}.`)).toEqual({
    algorithm: 'none',
    kid: undefined,
    values: { docNo: 'B-99', totalValue: '1390.5' },
  });
});

test.each(['upi://pay?pa=ashoka@bank', 'a.b.c', 'x.bnVsbA.y', '', 'A-17'])('%j says nothing', (code) => {
  expect(decodeQr(code)).toBeUndefined();
});

test('no text makes it throw, and what it decodes looks signed', () => {
  const part = fc.oneof(
    fc.base64String(),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
  );
  const codes = fc.oneof(
    fc.string(),
    fc.array(part, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('.')),
    fc.jsonValue().map((data) => `${signedPart({ alg: 'RS256' }, { DocNo: data })}.x`),
  );
  fc.assert(
    fc.property(codes, (code) => {
      expect(decodeQr(code) === undefined || looksSigned(code)).toBe(true);
    }),
  );
});
