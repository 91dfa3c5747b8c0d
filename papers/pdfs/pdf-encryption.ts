/** The oldest encryption of PDF (standard security handler, revision 2, 40-bit RC4; PDF 1.7, 7.6.3), for test files. */
import { createHash } from 'node:crypto';

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const KEY_BYTES = 5;
/** All permissions granted. */
const PERMISSIONS = -4;

export interface PdfEncryption {
  /** The `/Encrypt` dictionary. */
  readonly dictionary: string;
  encrypt(objectNumber: number, bytes: Buffer): Buffer;
}

export interface PdfPasswords {
  /** '' lets everyone open the file. */
  readonly userPassword: string;
  readonly ownerPassword: string;
  /** First half of the trailer's `/ID`. */
  readonly fileId: Buffer;
}

export function createPdfEncryption({ userPassword, ownerPassword, fileId }: PdfPasswords): PdfEncryption {
  const owner = rc4(md5(pad(ownerPassword)).subarray(0, KEY_BYTES), pad(userPassword));
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(PERMISSIONS);
  const key = md5(pad(userPassword), owner, permissions, fileId).subarray(0, KEY_BYTES);
  const user = rc4(key, PADDING);
  return {
    dictionary: `<< /Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P ${PERMISSIONS} >>`,
    encrypt(objectNumber, bytes) {
      const number = Buffer.alloc(5);
      number.writeUIntLE(objectNumber, 0, 3);
      return rc4(md5(key, number).subarray(0, KEY_BYTES + 5), bytes);
    },
  };
}

function pad(password: string): Buffer {
  return Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, PADDING.length);
}

function md5(...parts: readonly Buffer[]): Buffer {
  return createHash('md5').update(Buffer.concat(parts)).digest();
}

/** By hand: OpenSSL 3 no longer has it. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number) => state[index & 255] ?? 0;
  const swap = (a: number, b: number) => {
    [state[a], state[b]] = [at(b), at(a)];
  };
  let j = 0;
  for (let i = 0; i < 256; i++) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let i = 0;
  j = 0;
  const encrypted = data.map((byte) => {
    i = (i + 1) & 255;
    j = (j + at(i)) & 255;
    swap(i, j);
    return byte ^ at(at(i) + at(j));
  });
  return Buffer.from(encrypted);
}
