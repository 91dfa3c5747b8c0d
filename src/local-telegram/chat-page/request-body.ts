/** Reads what the page sends: small JSON bodies, and files up to a limit. */
import type { IncomingMessage } from 'node:http';
import { isRecord, type Params } from '../bot-api/params.ts';
import { PageRefusal } from './page-refusal.ts';

/** A message has at most 4096 characters. */
const MAX_JSON_BYTES = 64 * 1024;
/** What is over the limit is read on and thrown away, so that the sender gets an answer; but not for ever. */
const MAX_DISCARDED_BYTES = 256 * 1024 * 1024;

/** Throws 413 if the body is longer. Holds no more than `maxBytes` of it. */
export async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  let chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    sizeBytes += chunk.length;
    if (sizeBytes <= maxBytes) chunks.push(chunk);
    else chunks = [];
    if (sizeBytes > maxBytes + MAX_DISCARDED_BYTES) break;
  }
  if (sizeBytes > maxBytes)
    throw new PageRefusal(
      413,
      `That is larger than ${formatLimit(maxBytes)}, the most that a bot may fetch.`,
    );
  return Buffer.concat(chunks);
}

/** Throws 400 if the body is no JSON object, 413 if it is too long. */
export async function readJsonBody(request: IncomingMessage): Promise<Params> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new PageRefusal(415, 'Expected a JSON body.');
  const bytes = await readBytes(request, MAX_JSON_BYTES);
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (isRecord(value)) return value;
  } catch {
    // Falls through: broken JSON and JSON of the wrong kind are refused alike.
  }
  throw new PageRefusal(400, 'Expected a JSON object.');
}

function formatLimit(bytes: number): string {
  return bytes >= 1024 ** 2 ? `${bytes / 1024 ** 2} MB` : `${bytes / 1024} KB`;
}
