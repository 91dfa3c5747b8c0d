/** Chooses who reads pages: the account that is configured, or what stands in for it on this machine. */
import type { Logger } from 'pino';
import type { Config, GeminiConfig } from '../config/config.ts';
import { createGeminiModel } from '../gemini/gemini-model.ts';
import { createLocalReader } from '../local-ocr/local-reader.ts';
import { createQrFinder } from '../local-ocr/qr-finder.ts';
import type { CircuitPace } from '../model-reading/calls/circuit.ts';
import type { ModelClient } from '../model-reading/model-client.ts';
import { createModelReader } from '../model-reading/model-reader.ts';
import type { InvoiceReader } from '../reader/invoice-reader.ts';
import { createCodeSearch } from './qr-reading.ts';

export interface ReaderOptions {
  /** Tries of one call to the model, and the time after which no further one begins. */
  readonly modelRetry: { readonly maxAttempts: number; readonly maxTotalMs: number };
  readonly circuit?: CircuitPace;
  readonly onCircuit: (isOpen: boolean) => void;
  readonly looksForCodes: boolean;
  readonly log: Logger;
}

/** Who reads the text of pages, and who looks for codes beside. */
export interface Reading {
  readonly reader: InvoiceReader;
  /** Whether it opens HEIC. */
  readonly readsHeic: boolean;
  /** Absent where the reader sees codes itself. */
  readonly findCodes?: ReturnType<typeof createCodeSearch>;
  /** Ends worker threads. */
  close(): Promise<void>;
}

export function createReading({ gemini }: Config, options: ReaderOptions): Reading {
  const { modelRetry, circuit, onCircuit, looksForCodes, log } = options;
  if (!gemini) {
    const reader = createLocalReader();
    return { reader, readsHeic: false, close: reader.close };
  }
  const client = createModel(gemini, log);
  const reader = createModelReader({
    client,
    concurrency: gemini.concurrency,
    requestsPerMinute: gemini.requestsPerMinute,
    tokensPerMinute: gemini.tokensPerMinute,
    maxAttempts: modelRetry.maxAttempts,
    maxTotalMs: modelRetry.maxTotalMs,
    ...(circuit && { circuit }),
    onCircuit,
    log,
  });
  const readsHeic = client.takes.has('image/heic');
  if (!looksForCodes) return { reader, readsHeic, close: async () => {} };
  const finder = createQrFinder();
  return { reader, readsHeic, findCodes: createCodeSearch(finder, log), close: finder.close };
}

function createModel({ apiKey, model, baseUrl, timeoutMs }: GeminiConfig, log: Logger): ModelClient {
  return createGeminiModel({ apiKey, model, baseUrl, timeoutMs, log });
}
