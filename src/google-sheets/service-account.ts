/** The Google service account's key file: what we need of it, and what is wrong with one that can't be used. */
import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { ScanError } from '../errors.ts';

export interface ServiceAccountCredentials {
  /** The address that the spreadsheet must be shared with. */
  readonly clientEmail: string;
  /** PEM. A secret: never in a message, never in a log. */
  readonly privateKey: string;
}

const KeyFile = z.object({
  type: z.literal('service_account', {
    error: 'is not "service_account": this is another kind of key file (an OAuth client, perhaps)',
  }),
  client_email: z.email({ error: "is missing or not the service account's e-mail address" }),
  private_key: z
    .string({ error: 'is missing' })
    // A key pasted through a shell or an .env file often has its line ends escaped twice.
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    .refine(isPrivateKey, { error: 'is not a complete private key in PEM form' }),
});

/**
 * Reads the JSON that Google Cloud hands out under "Keys → Add key → JSON".
 * Throws `sheet_access_denied` with every problem by field name; no value of the file is ever quoted.
 */
export function parseServiceAccount(text: string): ServiceAccountCredentials {
  const file = KeyFile.safeParse(parseJson(text));
  if (file.success) return { clientEmail: file.data.client_email, privateKey: file.data.private_key };
  const problems = file.error.issues.map(({ path, message }) =>
    path.length === 0 ? 'it is not a JSON object' : `${path.join('.')} ${message}`,
  );
  throw new ScanError(
    'sheet_access_denied',
    `The Google service account key can't be used: ${problems.join('; ')}. ` +
      'Download a new JSON key of the service account from the Google Cloud console.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which holds the key.
    return undefined;
  }
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
