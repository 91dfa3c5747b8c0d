/** The registrars' public keys: EINVOICE_PUBLIC_KEYS. */
import { type Keyring, parseKeyring } from '../invoice/e-invoice/keyring.ts';
import { attempt } from './attempt.ts';
import type { ConfigSources } from './google-sheet-config.ts';
import type { Values } from './variables.ts';

const KEY_FILE = /\.(?:pem|cer|crt|der|pub)$/i;

const NO_KEYS: Keyring = new Map();

/** Empty where no folder is named, or where what is wrong with it was added to `problems`. */
export function readEInvoiceKeys(
  { EINVOICE_PUBLIC_KEYS: path }: Values,
  { readFiles }: ConfigSources,
  problems: string[],
): Keyring {
  if (path === undefined) return NO_KEYS;
  const files = attempt(() => readFiles(path))?.filter(({ name }) => KEY_FILE.test(name));
  if (files === undefined || files.length === 0) {
    const problem = files ? 'has no .pem, .cer, .crt or .der file in it' : "can't be read";
    problems.push(`EINVOICE_PUBLIC_KEYS: ${path} ${problem}`);
    return NO_KEYS;
  }
  const { keyring, problems: ofFiles } = parseKeyring(files);
  problems.push(...ofFiles.map(({ name, problem }) => `EINVOICE_PUBLIC_KEYS: ${name}: ${problem}`));
  return keyring;
}
