/** A reader on a loopback Gemini, with pages and a clock that never really sleeps. */
import { onTestFinished } from 'vitest';
import { createGeminiServer, type GeminiServer } from '../../loopback/gemini/gemini-server.ts';
import { ScanError } from '../../src/errors.ts';
import { createGeminiModel, type GeminiModelOptions } from '../../src/gemini/gemini-model.ts';
import type { Clock } from '../../src/model-reading/clock.ts';
import { createModelReader, type ModelReaderOptions } from '../../src/model-reading/model-reader.ts';
import type { CallOptions, InvoiceReader, PageToRead } from '../../src/reader/invoice-reader.ts';
import type { ModelCall } from '../../src/usage/model-call.ts';

export const API_KEY = 'AIzaSyLoopbackLoopbackLoopbackLoopback0';
export const MODEL = 'gemini-3.5-flash-lite';
export const START_MS = Date.UTC(2026, 1, 6, 10, 0, 0);

export interface Fixture {
  readonly server: GeminiServer;
  readonly reader: InvoiceReader;
  readonly recorded: ModelCall[];
  /** The waits between tries, in milliseconds. */
  readonly waitsMs: number[];
  readonly logged: { readonly message: string; readonly data: object }[];
  readonly controller: AbortController;
  readonly options: CallOptions;
  createPage(overrides?: Partial<PageToRead> & { readonly bytes?: Buffer }): PageToRead;
}

type FixtureOptions = Partial<Omit<ModelReaderOptions, 'client'>> &
  Partial<Pick<GeminiModelOptions, 'apiKey' | 'timeoutMs'>> & {
    /** Who is on record as having run the model. */
    readonly provider?: string;
  };

export async function createFixture({
  apiKey = API_KEY,
  timeoutMs = 60_000,
  provider,
  ...overrides
}: FixtureOptions = {}): Promise<Fixture> {
  const server = await createGeminiServer();
  onTestFinished(() => server.close());
  const waitsMs: number[] = [];
  const recorded: ModelCall[] = [];
  const logged: Fixture['logged'] = [];
  const controller = new AbortController();
  const {
    clock = createTestClock(waitsMs),
    log = { warn: (data: object, message: string) => void logged.push({ message, data }) },
  } = overrides;
  const model = createGeminiModel({ apiKey, model: MODEL, baseUrl: server.baseUrl, timeoutMs, clock, log });
  const reader = createModelReader({
    client: provider === undefined ? model : { ...model, provider },
    concurrency: 4,
    maxAttempts: 4,
    maxTotalMs: 120_000,
    random: () => 1,
    ...overrides,
    clock,
    log,
  });
  return {
    server,
    reader,
    recorded,
    waitsMs,
    logged,
    controller,
    options: { signal: controller.signal, recordCall: (call) => recorded.push(call) },
    createPage({ bytes = Buffer.from('a photo'), ...page } = {}) {
      return {
        read: async () => bytes,
        mimeType: 'image/jpeg',
        sizeBytes: bytes.length,
        pageCount: 1,
        firstPageNumber: 1,
        ...page,
      };
    },
  };
}

/** Time passes only while someone sleeps, and then at once. */
function createTestClock(waitsMs: number[]): Clock {
  let nowMs = START_MS;
  return {
    now: () => nowMs,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      waitsMs.push(ms);
      nowMs += ms;
    },
  };
}

/** The ScanError that the promise rejects with. */
export async function scanErrorOf(promise: Promise<unknown>): Promise<ScanError> {
  const outcome = await promise.then(
    () => 'it resolved',
    (error: unknown) => error,
  );
  if (outcome instanceof ScanError) return outcome;
  throw new Error(`Not a ScanError: ${String(outcome)}`);
}
