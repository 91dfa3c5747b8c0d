/** Reads the body of a call in any of the forms that the Bot API takes: JSON, urlencoded, multipart, none. */
import type { IncomingMessage } from 'node:http';
import { BotApiError, badRequest } from './bot-api-error.ts';
import { parseBoundary, parseMultipart } from './multipart.ts';
import { isRecord, type Params, type UploadedFile } from './params.ts';

/** The Bot API takes files of 50 MB; the rest is room for the other parts. */
const MAX_BODY_BYTES = 51 * 1024 * 1024;

export interface RequestBody {
  readonly params: Params;
  readonly uploads: ReadonlyMap<string, UploadedFile>;
}

/** Throws 413 if the body is longer than 51 MB, 400 if it can't be read. */
export async function readRequestBody(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<RequestBody> {
  const body = parseBody(await collect(request), request.headers['content-type'] ?? '');
  return { params: { ...Object.fromEntries(query), ...body.params }, uploads: body.uploads };
}

async function collect(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    sizeBytes += chunk.length;
    if (sizeBytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  // Only now: a caller that is still writing would get a broken connection instead of the answer.
  if (sizeBytes > MAX_BODY_BYTES) throw new BotApiError(413, 'Request Entity Too Large');
  return Buffer.concat(chunks);
}

function parseBody(bytes: Buffer, contentType: string): RequestBody {
  if (bytes.length === 0) return { params: {}, uploads: new Map() };
  const boundary = parseBoundary(contentType);
  if (boundary !== undefined) return parseForm(bytes, boundary);
  if (/^application\/json\b/i.test(contentType)) return { params: parseJson(bytes), uploads: new Map() };
  return { params: Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))), uploads: new Map() };
}

function parseJson(bytes: Buffer): Params {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (isRecord(value)) return value;
  } catch {
    // Falls through: broken JSON and JSON of the wrong kind are refused alike.
  }
  throw badRequest("can't parse JSON object");
}

function parseForm(bytes: Buffer, boundary: string): RequestBody {
  const parts = parseMultipart(bytes, boundary);
  if (parts === undefined) throw badRequest("can't parse multipart body");
  const params: Record<string, string> = {};
  const uploads = new Map<string, UploadedFile>();
  for (const { name, fileName, bytes: content } of parts) {
    if (fileName === undefined) params[name] = content.toString('utf8');
    else uploads.set(name, { fileName, bytes: content });
  }
  return { params, uploads };
}
