/** HTTP answers of the chat page, each with the headers that keep other sites and stray scripts away. */
import type { ServerResponse } from 'node:http';
import type { Refusal } from './page-contract.ts';
import { PageRefusal } from './page-refusal.ts';

export interface PageAnswer {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** `blob:` pictures are those that a person has chosen and not sent yet. */
const PAGE_POLICY = [
  "default-src 'self'",
  "img-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** A file that somebody sent must not act, whatever it is. */
const FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

const SAFETY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': PAGE_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function jsonAnswer(value: unknown, headers: PageAnswer['headers'] = {}): PageAnswer {
  return {
    status: 200,
    body: JSON.stringify(value),
    headers: { 'content-type': 'application/json', ...headers },
  };
}

export function refusalAnswer(error: unknown): PageAnswer {
  const status = error instanceof PageRefusal ? error.status : 500;
  const reason =
    error instanceof PageRefusal
      ? error.message
      : 'Something went wrong in the chat server. Please try again.';
  return { ...jsonAnswer({ error: reason } satisfies Refusal), status };
}

/** `fileName` makes it a download. */
export function fileAnswer(bytes: Uint8Array, file: { mimeType: string; fileName?: string }): PageAnswer {
  const name = file.fileName === undefined ? '' : `; filename*=UTF-8''${encodeFileName(file.fileName)}`;
  const headers = {
    'content-type': file.mimeType,
    'content-disposition': file.fileName === undefined ? 'inline' : `attachment${name}`,
    'content-security-policy': FILE_POLICY,
  };
  return { status: 200, body: bytes, headers };
}

/** To be set before anything is sent. */
export function setSafetyHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(SAFETY_HEADERS)) response.setHeader(name, value);
}

export function sendPageAnswer(response: ServerResponse, { status, body, headers }: PageAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** RFC 8187. Half a surrogate pair, which can't be encoded, becomes a replacement character on the way through UTF-8. */
function encodeFileName(fileName: string): string {
  const wellFormed = Buffer.from(fileName).toString();
  return encodeURIComponent(wellFormed).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
