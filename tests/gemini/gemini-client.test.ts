/** The traps of the SDK, each sprung against the loopback server. */
import { createHook } from 'node:async_hooks';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  afterCallerGaveUp,
  answer,
  hangInBody,
  noCandidates,
  SAMPLE_USAGE,
  type ScriptedAnswer,
} from '../../loopback/gemini/gemini-answers.ts';
import { createGeminiServer, type GeminiServer } from '../../loopback/gemini/gemini-server.ts';
import { createGeminiClient, type GeminiClient } from '../../src/gemini/gemini-client.ts';
import { API_KEY, MODEL } from '../model-reading/reader-fixture.ts';
import { holdTimeouts } from '../support/held-timeouts.ts';

const REQUEST = {
  model: MODEL,
  systemInstruction: 'Copy.',
  parts: [{ text: 'a page' }],
  generationConfig: { candidateCount: 1, thinkingConfig: { thinkingLevel: 'minimal' } },
};
const NEVER = new AbortController().signal;

interface Setup {
  readonly server: GeminiServer;
  readonly client: GeminiClient;
}

async function setUp({ timeoutMs = 60_000, basePath = '' } = {}): Promise<Setup> {
  const server = await createGeminiServer();
  onTestFinished(() => server.close());
  const baseUrl = `${server.baseUrl}${basePath}`;
  return { server, client: createGeminiClient({ apiKey: API_KEY, baseUrl, timeoutMs, now: Date.now }) };
}

describe('a request', () => {
  test('carries the key in a header and nowhere else', async () => {
    const { server, client } = await setUp({ basePath: '/' });
    await client.generate(REQUEST, NEVER);
    const [call] = server.calls;
    expect(call?.headers['x-goog-api-key']).toBe(API_KEY);
    expect(call?.model).toBe(MODEL);
    expect(JSON.stringify(call?.body)).not.toContain(API_KEY);
  });

  test('keeps fields that the SDK does not know', async () => {
    const { server, client } = await setUp();
    const schema = { type: 'string', nullable: true, description: 'anything' } as const;
    await client.generate({ ...REQUEST, schema }, NEVER);
    expect(server.calls[0]?.body.generationConfig).toEqual({
      ...REQUEST.generationConfig,
      responseMimeType: 'application/json',
      responseSchema: schema,
    });
    expect(server.calls[0]?.systemInstruction).toBe('Copy.');
    expect(server.calls[0]?.prompt).toBe('a page');
  });

  test('is not sent if its signal has aborted before', async () => {
    const { server, client } = await setUp();
    const reason = new Error('cancelled');
    await expect(client.generate(REQUEST, AbortSignal.abort(reason))).rejects.toBe(reason);
    await client.generate(REQUEST, NEVER);
    expect(server.calls).toHaveLength(1);
  });

  test('leaves no timer behind that keeps the process alive', async () => {
    const timeoutMs = 61_234;
    const { server, client } = await setUp({ timeoutMs });
    const timers: { readonly _idleTimeout: number; hasRef(): boolean }[] = [];
    const hook = createHook({
      init: (_id, type, _trigger, resource) => {
        if (type === 'Timeout' && isTimer(resource)) timers.push(resource);
      },
    }).enable();
    onTestFinished(() => void hook.disable());

    await client.generate(REQUEST, NEVER);

    expect(server.calls).toHaveLength(1);
    expect(timers.filter((timer) => timer._idleTimeout === timeoutMs && timer.hasRef())).toEqual([]);
  });
});

describe('an answer', () => {
  test('has no thoughts in its text', async () => {
    const { server, client } = await setUp();
    const parts = [{ text: 'Let me see…', thought: true }, { text: 'TAX ' }, { text: 'INVOICE' }];
    server.enqueue('header', answer({ parts }));
    expect((await client.generate(REQUEST, NEVER)).text).toBe('TAX INVOICE');
  });

  test.each([
    ...['PROHIBITED_CONTENT', 'SPII', 'BLOCKLIST', 'SAFETY'].map((reason) => [reason, 'blocked']),
    ['MAX_TOKENS', 'too_long'],
  ])('tells that it ended with %s, and what it cost', async (finishReason, kind) => {
    const { server, client } = await setUp();
    server.enqueue('header', answer({ parts: [], finishReason }));
    const { text, usage, ...rest } = await client.generate(REQUEST, NEVER);
    expect(rest).toMatchObject({ end: { kind }, rawUsage: SAMPLE_USAGE });
    expect(text).toBe('');
    expect(usage?.tokens.totalTokens).toBe(1_350);
  });

  test('tells that the prompt was refused, and what that cost', async () => {
    const { server, client } = await setUp();
    server.enqueue('header', noCandidates('PROHIBITED_CONTENT'), noCandidates());
    const refused = await client.generate(REQUEST, NEVER);
    expect(refused.end).toEqual({ kind: 'blocked', reason: 'Gemini refused the prompt: PROHIBITED_CONTENT' });
    expect(refused.usage?.tokens.promptTokens).toBe(900);
    expect((await client.generate(REQUEST, NEVER)).end).toMatchObject({ kind: 'blocked' });
  });

  test('names the model that really answered', async () => {
    const { server, client } = await setUp();
    server.enqueue('header', answer({ text: 'a', modelVersion: 'gemini-3.5-flash-lite-001', usage: null }));
    expect(await client.generate(REQUEST, NEVER)).toEqual({
      text: 'a',
      end: { kind: 'complete' },
      modelVersion: 'gemini-3.5-flash-lite-001',
    });
  });
});

describe('the end of patience', () => {
  test.each([
    ['before the answer', (isSilent: () => void): ScriptedAnswer => isSilent],
    ['in its body', hangInBody],
  ])('a timeout %s is a ScanError worth a retry', async (_name, silence) => {
    const timeouts = holdTimeouts();
    const { server, client } = await setUp({ timeoutMs: 50 });
    server.enqueue(
      'header',
      silence(() => timeouts.runOut(50)),
    );
    await expect(client.generate(REQUEST, NEVER)).rejects.toMatchObject({
      name: 'ScanError',
      code: 'reader_unavailable',
      retryable: true,
      message: 'Gemini gave no answer in 50 ms',
    });
    await server.waitForAborted(1);
  });

  test('an abort before the answer rejects with its reason and hangs up', async () => {
    const { server, client } = await setUp();
    server.enqueue('header', afterCallerGaveUp(answer({ text: 'too late' })));
    const controller = new AbortController();
    const reason = new Error('cancelled');

    const outcome = client.generate(REQUEST, controller.signal);
    await server.waitForCalls(1);
    controller.abort(reason);

    await expect(outcome).rejects.toBe(reason);
    await server.waitForAborted(1);
  });

  test('an abort in the body rejects with its reason, whatever that is', async () => {
    const { server, client } = await setUp();
    const { promise, resolve } = promiseWithResolver();
    server.enqueue('header', hangInBody(resolve));
    const controller = new AbortController();

    const outcome = client.generate(REQUEST, controller.signal);
    await promise;
    controller.abort('stop it');

    await expect(outcome).rejects.toBe('stop it');
    await server.waitForAborted(1);
  });
});

function promiseWithResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

function isTimer(resource: object): resource is { readonly _idleTimeout: number; hasRef(): boolean } {
  return '_idleTimeout' in resource && 'hasRef' in resource;
}
