/** A loopback Gemini that takes as long as the real one, gives every invoice its own number, and times itself. */
import { EventEmitter, once } from 'node:events';
import {
  answer,
  parsed,
  reset,
  type ScriptedAnswer,
  statusError,
} from '../../loopback/gemini/gemini-answers.ts';
import type { CallKind } from '../../loopback/gemini/gemini-call.ts';
import {
  SAMPLE_HEADER,
  SAMPLE_LINES,
  SAMPLE_PAGE_TEXT,
} from '../../loopback/gemini/gemini-sample-invoice.ts';
import { createGeminiServer, type GeminiServer } from '../../loopback/gemini/gemini-server.ts';

/** What the real one takes: to read a page, to parse header or lines. */
export const PAGE_MS = 1234;
export const PARSE_MS = 1500;

export interface GeminiStub {
  readonly server: GeminiServer;
  /** How long each answer really took, from the request's arrival on, in milliseconds. */
  readonly pageMs: readonly number[];
  readonly parseMs: readonly number[];
  /** Resolves as soon as so many pages in all are answered. */
  waitForPages(count: number): Promise<void>;
  /** From now on this share of the calls, 0 to 1, is refused with 503 or cut. */
  failAtRandom(share: number): void;
}

export async function createGeminiStub(): Promise<GeminiStub> {
  const server = await createGeminiServer({ latencyMs: { page: PAGE_MS, parse: PARSE_MS } });
  const pageMs: number[] = [];
  const parseMs: number[] = [];
  let pagesRead = 0;
  const answered = new EventEmitter();
  let faultyShare = 0;

  const readPage: ScriptedAnswer = (response, call) => {
    pagesRead += 1;
    const text = SAMPLE_PAGE_TEXT.replace(SAMPLE_HEADER.Invoice_No, `BENCH/${pagesRead}`);
    return answer({ text })(response, call);
  };
  const parseHeader: ScriptedAnswer = (response, call) => {
    const number = /BENCH\/\d+/.exec(call.prompt)?.[0];
    return parsed({ ...SAMPLE_HEADER, Invoice_No: number })(response, call);
  };
  /** Times the answers that are given; of the others the caller hears a fault. */
  const respond = (kind: CallKind, scripted: ScriptedAnswer, note: (ms: number) => void) => {
    const whole = timed(scripted, note);
    server.respondWith(kind, (response, call) => {
      if (Math.random() >= faultyShare) return whole(response, call);
      return (Math.random() < 0.5 ? statusError(503) : reset())(response, call);
    });
  };
  respond('ocr', readPage, (ms) => {
    pageMs.push(ms);
    answered.emit('answer');
  });
  respond('header', parseHeader, (ms) => void parseMs.push(ms));
  respond('lines', parsed(SAMPLE_LINES), (ms) => void parseMs.push(ms));
  return {
    server,
    pageMs,
    parseMs,
    failAtRandom(share) {
      faultyShare = share;
    },
    async waitForPages(count) {
      while (pageMs.length < count) await once(answered, 'answer');
    },
  };
}

function timed(scripted: ScriptedAnswer, note: (ms: number) => void): ScriptedAnswer {
  return (response, call) => {
    response.once('finish', () => note(Date.now() - call.receivedAt));
    return scripted(response, call);
  };
}
