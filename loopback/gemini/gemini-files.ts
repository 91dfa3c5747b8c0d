/** The Files API of the loopback Gemini: upload (multipart/related), get and delete. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { sendJson } from './gemini-answers.ts';

export interface GeminiStoredFile {
  /** `files/…` */
  readonly name: string;
  readonly uri: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
  readonly apiKey: string | string[] | undefined;
  deleted: boolean;
}

/** What a request gets instead of its due: an HTTP error that leaves nothing done, or another state of the file. */
export type FileAnswer = { readonly status: number } | { readonly state: 'PROCESSING' | 'FAILED' };

export interface GeminiFiles {
  readonly stored: readonly GeminiStoredFile[];
  enqueue(...answers: FileAnswer[]): void;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function createGeminiFiles(baseUrl: string, onChange: () => void): GeminiFiles {
  const stored: GeminiStoredFile[] = [];
  const scripted: FileAnswer[] = [];

  async function store(request: IncomingMessage): Promise<GeminiStoredFile> {
    const name = `files/loopback-${stored.length + 1}`;
    const { mimeType, bytes } = parseUpload(await buffer(request), request.headers['content-type'] ?? '');
    const apiKey = request.headers['x-goog-api-key'];
    const file = { name, uri: `${baseUrl}/v1beta/${name}`, mimeType, bytes, apiKey, deleted: false };
    stored.push(file);
    return file;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const next = scripted.shift();
    if (next && 'status' in next) {
      request.resume();
      return sendJson(response, next.status, { error: { code: next.status, message: 'scripted' } });
    }
    const state = next?.state ?? 'ACTIVE';
    if (request.method === 'POST' && request.url === '/upload/v1beta/files') {
      return sendJson(response, 200, { file: { ...describe(await store(request)), state } });
    }
    const file = stored.find(({ name, deleted }) => !deleted && request.url === `/v1beta/${name}`);
    if (file === undefined) {
      return sendJson(response, 404, {
        error: { code: 404, message: `No ${request.method} ${request.url}` },
      });
    }
    if (request.method === 'GET') return sendJson(response, 200, { ...describe(file), state });
    file.deleted = true;
    sendJson(response, 200, {});
    onChange();
  }

  return { stored, enqueue: (...answers) => void scripted.push(...answers), handle };
}

function describe({ name, uri, mimeType, bytes }: GeminiStoredFile): object {
  return { name, uri, mimeType, sizeBytes: String(bytes.length) };
}

/** Two parts: JSON metadata and the file, each with its own headers. */
function parseUpload(body: Buffer, contentType: string): Pick<GeminiStoredFile, 'mimeType' | 'bytes'> {
  const boundary = /boundary=(\S+)/.exec(contentType)?.[1];
  const fileHeadersAt = body.indexOf(`\r\n--${boundary}\r\n`) + `\r\n--${boundary}\r\n`.length;
  const bytesAt = body.indexOf('\r\n\r\n', fileHeadersAt) + 4;
  const headers = body.toString('latin1', fileHeadersAt, bytesAt);
  const mimeType = /^Content-Type: (\S+)/m.exec(headers)?.[1];
  if (boundary === undefined || mimeType === undefined) throw new Error('Not the upload that the SDK sends');
  return { mimeType, bytes: body.subarray(bytesAt, body.lastIndexOf(`\r\n--${boundary}--`)) };
}
