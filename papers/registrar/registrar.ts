/** A registrar with a key of its own, made and thrown away by each test run: its certificate, and the codes it signs. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { calculateIrn } from '../../src/invoice/e-invoice/irn.ts';
import type { Invoice } from '../../src/invoice/invoice.ts';
import { bitString, commonName, integer, SHA256_WITH_RSA, sequence, utcTime } from './der.ts';

export interface Registrar {
  readonly kid: string;
  readonly certificateDer: Buffer;
  readonly certificatePem: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** A compact JWS over what a registrar puts into a code. */
  sign(data: object, header?: object): string;
}

export function createRegistrar(): Registrar {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificateDer = selfSign(publicKey, privateKey);
  const thumbprint = createHash('sha1').update(certificateDer).digest();
  const kid = thumbprint.toString('hex').toUpperCase();
  return {
    kid,
    certificateDer,
    certificatePem: pemOf('CERTIFICATE', certificateDer),
    publicKey,
    privateKey,
    sign: (data, header = {}) => {
      const usual = { alg: 'RS256', kid, x5t: thumbprint.toString('base64url'), typ: 'JWT' };
      const signed = signedPart({ ...usual, ...header }, data);
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
  };
}

/** Header and payload, before the signature. */
export function signedPart(header: object, data: object): string {
  const payload = { data: JSON.stringify(data), iss: 'NIC' };
  return [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}

/** What a registrar signs for the invoice. */
export function qrDataOf(invoice: Invoice) {
  const { header, lines } = invoice;
  const [year, month, day] = (header.Invoice_Date ?? '').split('-');
  return {
    SellerGstin: header.Seller_GSTIN,
    BuyerGstin: header.Buyer_GSTIN ?? 'URP',
    DocNo: header.Invoice_No,
    DocTyp: 'INV',
    DocDt: `${day}/${month}/${year}`,
    TotInvVal: Number(header.Invoice_Value),
    ItemCnt: lines.length,
    MainHsnCode: lines[0]?.HSN,
    Irn: calculateIrn(header),
    IrnDt: `${header.Invoice_Date} 11:24:00`,
  };
}

export function pemOf(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function selfSign(publicKey: KeyObject, privateKey: KeyObject): Buffer {
  const name = commonName('Registrar of a test');
  const certified = sequence(
    integer(1),
    SHA256_WITH_RSA,
    name,
    sequence(utcTime('200101000000Z'), utcTime('210101000000Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  return sequence(certified, SHA256_WITH_RSA, bitString(sign('sha256', certified, privateKey)));
}
