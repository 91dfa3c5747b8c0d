/** Diagnostics: JSON lines on stdout (pretty in a terminal), with every secret scrubbed from what is written. */
import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

export interface LoggerOptions {
  readonly level: string;
  /** Replaced wherever they stand, escaped for JSON or not. */
  readonly secrets: readonly string[];
  readonly isTerminal: boolean;
  /** Where lines go instead of stdout. */
  readonly destination?: DestinationStream;
}

/** Scrubs the finished line, since a secret may sit deep in a vendor's error, in a URL or in a stack. */
export function createLogger({ level, secrets, isTerminal, destination }: LoggerOptions): Logger {
  const scrub = createScrub(secrets);
  const options = { level, base: null, hooks: { streamWrite: scrub } };
  if (destination) return pino(options, destination);
  return isTerminal ? pino(options, pretty({ translateTime: 'SYS:HH:MM:ss', sync: true })) : pino(options);
}

/** Gives texts back without any of the secrets, escaped for JSON or for URLs or not. */
export function createScrub(secrets: readonly string[]): (line: string) => string {
  const forms = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
  ]);
  const known = [...new Set(forms)].filter((form) => form.length > 0);
  return (line) => known.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
}
