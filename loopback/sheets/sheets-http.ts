/** HTTP of the loopback Google: what a request asks of which spreadsheet, and answers in Google's shape. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SheetsCallKind, SheetsFault } from './sheets-faults.ts';

export interface SheetsRequest {
  readonly kind: SheetsCallKind;
  readonly url: URL;
  readonly body: string;
  readonly authorization: string;
  /** As the path names it. */
  readonly spreadsheetId: string | undefined;
  /** What stands behind the id. */
  readonly method: string | undefined;
}

export async function readRequest(incoming: IncomingMessage): Promise<SheetsRequest> {
  const url = new URL(incoming.url ?? '/', 'http://loopback');
  const [, spreadsheetId, method] =
    /^\/v4\/spreadsheets\/([^/:]+)(:batchUpdate|\/values:batchGet)?$/.exec(
      decodeURIComponent(url.pathname),
    ) ?? [];
  return {
    kind: url.pathname === '/token' ? 'token' : incoming.method === 'POST' ? 'write' : 'read',
    url,
    body: await readBody(incoming),
    authorization: incoming.headers.authorization ?? '',
    spreadsheetId,
    method,
  };
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type StatusFault = Extract<SheetsFault, { status: number }>;

/** An error in Google's shape (AIP-193). */
export function apiError({ status, message = `Error ${status}`, reason, retryAfter }: StatusFault): Answer {
  const details =
    reason === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }];
  return {
    status,
    body: { error: { code: status, message, status: 'SYNTHETIC', details } },
    ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
  };
}

export function sendFault(response: ServerResponse, kind: SheetsCallKind, fault: StatusFault): void {
  const oauth = { error: fault.reason ?? 'server_error', error_description: fault.message ?? '' };
  sendJson(response, kind === 'token' ? { status: fault.status, body: oauth } : apiError(fault));
}

export function sendJson(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Of a batchUpdate; none of other calls. */
export function requestsOf(kind: SheetsCallKind, body: string): Readonly<Record<string, unknown>>[] {
  return kind === 'write' ? JSON.parse(body).requests : [];
}
