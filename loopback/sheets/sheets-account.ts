/** The service account of the loopback Google, and what Google checks before it hands out a token. */
import { createVerify, generateKeyPairSync } from 'node:crypto';

export interface ServiceAccount {
  readonly clientEmail: string;
  /** The key file's text, as Google Cloud hands it out. */
  readonly keyFile: string;
  readonly publicKey: string;
}

let keyPair: { readonly privateKey: string; readonly publicKey: string } | undefined;

/** A throw-away service account. Its RSA key is made once per process: making one takes a while. */
export function createServiceAccount(
  clientEmail = 'scanner@synthetic-project.iam.gserviceaccount.com',
): ServiceAccount {
  keyPair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const keyFile = {
    type: 'service_account',
    project_id: 'synthetic-project',
    private_key_id: 'synthetic',
    private_key: keyPair.privateKey,
    client_email: clientEmail,
    token_uri: 'https://oauth2.googleapis.com/token',
  };
  return { clientEmail, keyFile: JSON.stringify(keyFile), publicKey: keyPair.publicKey };
}

/** RFC 7523. Gives what Google finds wrong, if anything. */
export function checkAssertion(form: URLSearchParams, account: ServiceAccount): string | undefined {
  if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') return 'Bad grant type';
  const [header = '', payload = '', signature = ''] = (form.get('assertion') ?? '').split('.');
  const verify = createVerify('RSA-SHA256').update(`${header}.${payload}`);
  if (!verify.verify(account.publicKey, signature, 'base64url')) return 'Invalid JWT Signature.';
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  if (claims.iss !== account.clientEmail) return 'Invalid grant: account not found';
  if (claims.scope !== 'https://www.googleapis.com/auth/spreadsheets') return 'Invalid scope';
  return undefined;
}
