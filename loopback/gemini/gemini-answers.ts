/** Scripted answers for the loopback Gemini: what Google's API says when it is well, unwell or not there. */
import type { ServerResponse } from 'node:http';
import type { GeminiServerCall } from './gemini-call.ts';

/** Answers one call, or lets it hang. Resolves when nothing is left to do. */
export type ScriptedAnswer = (response: ServerResponse, call: GeminiServerCall) => void | Promise<void>;

export interface AnswerOptions {
  readonly text?: string;
  /** Instead of `text`: parts as they go over the wire, thoughts for instance. */
  readonly parts?: readonly object[];
  /** `null` leaves the field out. Default `STOP`. */
  readonly finishReason?: string | null;
  /** `null` leaves the field out. */
  readonly usage?: object | null;
  /** Default: the model that was asked. */
  readonly modelVersion?: string;
}

export const SAMPLE_USAGE = {
  promptTokenCount: 1_000,
  cachedContentTokenCount: 200,
  candidatesTokenCount: 300,
  thoughtsTokenCount: 50,
  totalTokenCount: 1_350,
};

/** A whole answer with one candidate. */
export function answer(options: AnswerOptions = {}): ScriptedAnswer {
  const { text = '', parts = [{ text }], finishReason = 'STOP', usage = SAMPLE_USAGE } = options;
  return (response, call) =>
    sendJson(response, 200, {
      candidates: [
        { content: { role: 'model', parts }, ...(finishReason !== null && { finishReason }), index: 0 },
      ],
      ...(usage !== null && { usageMetadata: usage }),
      modelVersion: options.modelVersion ?? call.model,
    });
}

/** An answer to a parse call: the JSON text of `value`. */
export function parsed(value: unknown, options: Omit<AnswerOptions, 'text' | 'parts'> = {}): ScriptedAnswer {
  return answer({ ...options, text: JSON.stringify(value) });
}

/** An answer without a candidate; with a block reason, the prompt was refused. Such answers are billed. */
export function noCandidates(
  blockReason?: string,
  usage: object | null = { promptTokenCount: 900, totalTokenCount: 900 },
): ScriptedAnswer {
  return (response, call) =>
    sendJson(response, 200, {
      ...(blockReason !== undefined && { promptFeedback: { blockReason } }),
      ...(usage !== null && { usageMetadata: usage }),
      modelVersion: call.model,
    });
}

export interface StatusErrorOptions {
  /** Google's name for it, such as `RESOURCE_EXHAUSTED`. */
  readonly status?: string;
  readonly message?: string;
  readonly details?: readonly object[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An HTTP error with Google's JSON error body. */
export function statusError(code: number, options: StatusErrorOptions = {}): ScriptedAnswer {
  const { status = 'UNKNOWN', message = `scripted ${code}`, details, headers } = options;
  return (response) =>
    sendJson(response, code, { error: { code, message, status, ...(details && { details }) } }, headers);
}

/** `delay` is a protobuf duration such as `17.5s`. */
export function retryInfo(delay: string): object {
  return { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: delay };
}

export function quotaFailure(quotaId: string): object {
  return { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] };
}

export function errorInfo(reason: string): object {
  return {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason,
    domain: 'googleapis.com',
    metadata: { service: 'generativelanguage.googleapis.com' },
  };
}

/** Any body under any status: a proxy's page, say. */
export function rawBody(body: string, status = 200): ScriptedAnswer {
  return (response) => void response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
}

/** Cuts the connection before a word is said. */
export function reset(): ScriptedAnswer {
  return (response) => void response.socket?.resetAndDestroy();
}

/** Says nothing for as long as the caller waits. */
export function hang(): ScriptedAnswer {
  return () => undefined;
}

/** Headers and half a body, then the connection is cut. */
export function truncatedBody(): ScriptedAnswer {
  return async (response) => {
    await sendHalf(response);
    response.destroy();
  };
}

/** Headers and half a body, then silence. `onHalfSent` is called once the half is on its way. */
export function hangInBody(onHalfSent: () => void = () => undefined): ScriptedAnswer {
  return async (response) => {
    await sendHalf(response);
    onHalfSent();
  };
}

/** `then` once `gate` has resolved. */
export function heldUntil(gate: Promise<unknown>, then: ScriptedAnswer): ScriptedAnswer {
  return async (response, call) => {
    await gate;
    await then(response, call);
  };
}

/** `then` once the caller has hung up: an answer that nobody hears, and that is billed all the same. */
export function afterCallerGaveUp(then: ScriptedAnswer): ScriptedAnswer {
  return (response, call) =>
    heldUntil(new Promise((resolve) => response.once('close', resolve)), then)(response, call);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function sendHalf(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
  return new Promise((resolve) => response.write('{"candidates": [', () => resolve()));
}
