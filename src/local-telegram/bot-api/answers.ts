/** HTTP answers in the form that the Bot API gives them. */
import type { ServerResponse } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** Why the call was refused, for the log of calls. */
  readonly description?: string;
  /** Sent as the `Retry-After` header. */
  readonly retryAfterSeconds?: number | undefined;
  /** Cut the connection after so many bytes of the body. */
  readonly cutAfterBytes?: number;
}

export interface Refusal {
  readonly status: number;
  readonly description: string;
  /** Belongs to a 429. */
  readonly retryAfterSeconds?: number | undefined;
  /** Belongs to a group that has become a supergroup. */
  readonly migrateToChatId?: number | undefined;
}

export function successAnswer(result: unknown): Answer {
  return { status: 200, contentType: 'application/json', body: toJson({ ok: true, result }) };
}

export function refusalAnswer(refusal: Refusal): Answer {
  const { status, description, retryAfterSeconds, migrateToChatId } = refusal;
  const isExplained = retryAfterSeconds !== undefined || migrateToChatId !== undefined;
  const parameters = isExplained
    ? { retry_after: retryAfterSeconds, migrate_to_chat_id: migrateToChatId }
    : undefined;
  const body = toJson({ ok: false, error_code: status, description, parameters });
  return { status, contentType: 'application/json', body, description, retryAfterSeconds };
}

export function fileAnswer(bytes: Uint8Array): Answer {
  return { status: 200, contentType: 'application/octet-stream', body: bytes };
}

/** Content-Length is that of the whole body, also where the body is cut. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  const { status, contentType, body, retryAfterSeconds, cutAfterBytes } = answer;
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds);
  response.writeHead(status, { 'content-type': contentType, 'content-length': body.length });
  if (cutAfterBytes === undefined) response.end(body);
  else response.write(body.subarray(0, cutAfterBytes), () => response.destroy());
}

function toJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
