/** The registrars' public keys, by the id that a signed QR code names. */
import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';

/** Key id (upper-case hex of the certificate's SHA-1 thumbprint) → key. */
export type Keyring = ReadonlyMap<string, KeyObject>;

export interface KeyFile {
  /** With or without a folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface KeyProblem {
  readonly name: string;
  /** Whole sentences: what is wrong, and what to do. Never a part of the key. */
  readonly problem: string;
}

interface Key {
  readonly kid: string;
  readonly key: KeyObject;
}

/** Says what is wrong with a file, for whoever put it there. */
class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

const PEM_BLOCK = /-----BEGIN (?<label>[A-Z0-9 ]+)-----[^-]*-----END \k<label>-----/g;
const KID = /^[0-9A-F]{40}$/;
const MIN_BITS = 2048;

const NOT_UNDERSTOOD = 'It holds no certificate and no public key, in PEM or DER. Take it out of the folder.';
const PRIVATE_KEY = 'It holds a private key. Take it out of the folder: only certificates belong there.';
const NOT_RSA = `It holds no RSA key of ${MIN_BITS} bits or more, which is what e-invoices are signed with.`;
const NO_KID =
  'It holds a bare key, which does not tell its id. Use the certificate instead, or name the file after the id (40 hex digits).';

/**
 * Certificates in PEM (several to a file, too) or DER, and public keys in files that are named after the key's id. An
 * expired certificate counts: what it signed in its time stays signed. A file with a problem adds nothing.
 */
export function parseKeyring(files: readonly KeyFile[]): {
  readonly keyring: Keyring;
  readonly problems: readonly KeyProblem[];
} {
  const keys: [string, KeyObject][] = [];
  const problems: KeyProblem[] = [];
  for (const file of files) {
    try {
      keys.push(...parseKeyFile(file).map(({ kid, key }): [string, KeyObject] => [kid, key]));
    } catch (error) {
      if (!(error instanceof KeyFileError)) throw error;
      problems.push({ name: file.name, problem: error.message });
    }
  }
  return { keyring: new Map(keys), problems };
}

/** As keyrings have it: upper case, without the colons and spaces of people. */
export function canonicalKid(text: string): string {
  return text.toUpperCase().replace(/[\s:]+/g, '');
}

function parseKeyFile({ name, bytes }: KeyFile): Key[] {
  const text = Buffer.from(bytes).toString('latin1');
  const blocks = [...text.matchAll(PEM_BLOCK)];
  const keys =
    blocks.length === 0
      ? [parseDer(bytes, name)]
      : blocks.map(([pem, label = '']) => parsePem(pem, { label, name }));
  if (keys.some(({ key }) => !isLargeRsa(key))) throw new KeyFileError(NOT_RSA);
  return keys;
}

function parsePem(pem: string, { label, name }: { label: string; name: string }): Key {
  if (label.includes('PRIVATE')) throw new KeyFileError(PRIVATE_KEY);
  return orNotUnderstood(() =>
    label.includes('CERTIFICATE')
      ? keyOfCertificate(new X509Certificate(pem))
      : keyNamedBy(name, createPublicKey(pem)),
  );
}

function parseDer(bytes: Uint8Array, name: string): Key {
  const der = Buffer.from(bytes);
  const certificate = attempt(() => new X509Certificate(der));
  if (certificate) return keyOfCertificate(certificate);
  return orNotUnderstood(() => keyNamedBy(name, createPublicKey({ key: der, format: 'der', type: 'spki' })));
}

function keyOfCertificate({ raw, publicKey }: X509Certificate): Key {
  return { kid: createHash('sha1').update(raw).digest('hex').toUpperCase(), key: publicKey };
}

function keyNamedBy(fileName: string, key: KeyObject): Key {
  const baseName = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
  const kid = canonicalKid(baseName);
  if (!KID.test(kid)) throw new KeyFileError(NO_KID);
  return { kid, key };
}

function isLargeRsa(key: KeyObject): boolean {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return key.asymmetricKeyType === 'rsa' && bits >= MIN_BITS;
}

function orNotUnderstood(parse: () => Key): Key {
  try {
    return parse();
  } catch (error) {
    throw error instanceof KeyFileError ? error : new KeyFileError(NOT_UNDERSTOOD, { cause: error });
  }
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined; // Another format, which is tried next.
  }
}
