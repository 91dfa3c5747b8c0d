/** A loopback Gemini: generateContent and the Files API, with scripted answers and a log of calls. */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer, parsed, type ScriptedAnswer, sendJson } from './gemini-answers.ts';
import { type CallKind, describeCall, type GeminiServerCall } from './gemini-call.ts';
import { createGeminiFiles, type FileAnswer, type GeminiStoredFile } from './gemini-files.ts';
import { SAMPLE_HEADER, SAMPLE_LINES, SAMPLE_PAGE_TEXT } from './gemini-sample-invoice.ts';

export interface GeminiServerOptions {
  /** How long each answer takes. Default: no time. */
  readonly latencyMs?: { readonly page: number; readonly parse: number };
}

export interface GeminiServer {
  readonly baseUrl: string;
  /** Calls of generateContent in order of arrival. */
  readonly calls: readonly GeminiServerCall[];
  /** Files in order of upload, deleted ones too. */
  readonly files: readonly GeminiStoredFile[];
  /** The highest number of calls that were in flight at once. */
  readonly peakConcurrency: number;
  /** The next calls of this kind get these answers, one each, in order. */
  enqueue(kind: CallKind, ...answers: ScriptedAnswer[]): void;
  /** From now on what a call of this kind gets when nothing is enqueued. Default: the sample invoice, each page with a number of its own. */
  respondWith(kind: CallKind, scripted: ScriptedAnswer): void;
  /** What questions about a model get from now on. Default: `gemini-…` models are known, others are not. */
  refuseModels(
    status: number,
    error: { readonly message: string; readonly details?: readonly object[] },
  ): void;
  /** What the next requests to the Files API get instead of their due, one each. */
  enqueueFileAnswer(...answers: FileAnswer[]): void;
  /** Resolves as soon as `count` calls in all have come in. */
  waitForCalls(count: number): Promise<void>;
  /** Resolves as soon as `count` calls in all were given up by their callers. */
  waitForAborted(count: number): Promise<void>;
  /** Resolves as soon as `count` files in all were deleted. */
  waitForDeletedFiles(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function createGeminiServer(options: GeminiServerOptions = {}): Promise<GeminiServer> {
  const calls: GeminiServerCall[] = [];
  const changes = new EventEmitter().setMaxListeners(0);
  const queues: Record<CallKind, ScriptedAnswer[]> = { ocr: [], header: [], lines: [], repair: [] };
  const standing: Record<CallKind, ScriptedAnswer> = {
    ocr: answerNextSample(),
    header: answerHeaderOfPrompt,
    lines: parsed(SAMPLE_LINES),
    repair: parsed([]),
  };
  const inFlight = new Set<ServerResponse>();
  let peakConcurrency = 0;
  let modelRefusal: { readonly status: number; readonly message: string } | undefined;

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, { error: { code: 500, message: String(error) } });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The loopback Gemini has no port');
  const baseUrl = `http://127.0.0.1:${address.port}`;
  const files = createGeminiFiles(baseUrl, () => changes.emit('change'));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const model = /^\/v1beta\/(?:models\/)?(.+):generateContent$/.exec(request.url ?? '')?.[1];
    if (model === undefined && request.url?.startsWith('/v1beta/models/')) {
      return describeModel(request.url.slice('/v1beta/models/'.length), response);
    }
    if (model === undefined) return await files.handle(request, response);
    inFlight.add(response);
    peakConcurrency = Math.max(peakConcurrency, inFlight.size);
    // A caller may hear an answer and call again before the answer's connection is let go of.
    for (const end of ['finish', 'close']) response.once(end, () => inFlight.delete(response));
    const call = describeCall(model, request.headers, JSON.parse(await readText(request)));
    response.once('close', () => {
      call.aborted = !response.writableEnded;
      changes.emit('change');
    });
    calls.push(call);
    changes.emit('change');
    const scripted = queues[call.kind].shift() ?? standing[call.kind];
    const latencyMs = call.mimeTypes.length > 0 ? options.latencyMs?.page : options.latencyMs?.parse;
    if (latencyMs !== undefined) await sleep(latencyMs);
    await scripted(response, call);
  }

  function describeModel(model: string, response: ServerResponse): void {
    if (modelRefusal) sendJson(response, modelRefusal.status, { error: modelRefusal });
    else if (model.startsWith('gemini-')) sendJson(response, 200, { name: `models/${model}` });
    else sendJson(response, 404, { error: { code: 404, message: `models/${model} is not found` } });
  }

  async function waitUntil(isReached: () => boolean): Promise<void> {
    while (!isReached()) await once(changes, 'change');
  }

  return {
    baseUrl,
    calls,
    files: files.stored,
    get peakConcurrency() {
      return peakConcurrency;
    },
    enqueue: (kind, ...answers) => void queues[kind].push(...answers),
    respondWith(kind, scripted) {
      standing[kind] = scripted;
    },
    refuseModels(status, error) {
      modelRefusal = { status, ...error };
    },
    enqueueFileAnswer: files.enqueue,
    waitForCalls: (count) => waitUntil(() => calls.length >= count),
    waitForAborted: (count) => waitUntil(() => calls.filter((call) => call.aborted).length >= count),
    waitForDeletedFiles: (count) =>
      waitUntil(() => files.stored.filter((file) => file.deleted).length >= count),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The sample invoice, then others like it: no page is another's duplicate. */
function answerNextSample(): ScriptedAnswer {
  let number = 42;
  return (response, call) => {
    const text = SAMPLE_PAGE_TEXT.replace('0042', String(number).padStart(4, '0'));
    number += 1;
    return answer({ text })(response, call);
  };
}

/** The sample's header with the least of the numbers on its pages: pages are read in any order. */
const answerHeaderOfPrompt: ScriptedAnswer = (response, call) => {
  const [Invoice_No = SAMPLE_HEADER.Invoice_No] = call.prompt.match(/INV-2026-\d{4}/g)?.sort() ?? [];
  return parsed({ ...SAMPLE_HEADER, Invoice_No })(response, call);
};
