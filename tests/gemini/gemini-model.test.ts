/** Prompts as they reach Gemini: settings, schema and files, and what is counted of them. */
import { expect, onTestFinished, test } from 'vitest';
import { createGeminiServer } from '../../loopback/gemini/gemini-server.ts';
import { createGeminiModel } from '../../src/gemini/gemini-model.ts';
import type { ModelPrompt } from '../../src/model-reading/model-client.ts';
import type { PageToRead } from '../../src/reader/invoice-reader.ts';
import { API_KEY, MODEL } from '../model-reading/reader-fixture.ts';

const NEVER = new AbortController().signal;
const PROMPT: ModelPrompt = { instruction: 'Copy.', files: [], text: 'all of it' };

async function setUp() {
  const server = await createGeminiServer();
  onTestFinished(() => server.close());
  const log = { warn: () => undefined };
  const { baseUrl } = server;
  return {
    server,
    gemini: createGeminiModel({ apiKey: API_KEY, model: MODEL, baseUrl, timeoutMs: 10_000, log }),
  };
}

function createFile(bytes: Buffer, mimeType: PageToRead['mimeType'] = 'image/jpeg'): PageToRead {
  return { read: async () => bytes, mimeType, sizeBytes: bytes.length, pageCount: 1, firstPageNumber: 1 };
}

test('files come before the text, in their order', async () => {
  const { server, gemini } = await setUp();
  const files = [createFile(Buffer.from('one')), createFile(Buffer.from('two'), 'image/png')];
  const ready = await gemini.createRequest({ ...PROMPT, files }).prepare(NEVER);
  expect(await ready.send(NEVER)).toMatchObject({ end: { kind: 'complete' } });
  expect(server.calls[0]?.headers['x-goog-api-key']).toBe(API_KEY);
  expect(server.calls[0]?.body).toMatchObject({
    systemInstruction: { role: 'system', parts: [{ text: 'Copy.' }] },
    contents: [
      {
        role: 'user',
        parts: [
          { inlineData: { mimeType: 'image/jpeg', data: btoa('one') } },
          { inlineData: { mimeType: 'image/png', data: btoa('two') } },
          { text: 'all of it' },
        ],
      },
    ],
    generationConfig: {
      candidateCount: 1,
      thinkingConfig: { thinkingLevel: 'minimal' },
      maxOutputTokens: 65_536,
    },
  });
});

test('a schema travels in the dialect of the API, and is counted as it travels', async () => {
  const { server, gemini } = await setUp();
  const schema = {
    type: 'object',
    properties: { Invoice_No: { type: 'string', description: 'as printed' } },
    required: [],
  } as const;
  const request = gemini.createRequest({ ...PROMPT, schema });
  await (await request.prepare(NEVER)).send(NEVER);
  const { responseSchema, responseMimeType } = server.calls[0]?.body.generationConfig ?? {};
  expect(responseMimeType).toBe('application/json');
  expect(responseSchema).toEqual({
    type: 'object',
    properties: { Invoice_No: { type: 'string', nullable: true, description: 'as printed' } },
    propertyOrdering: ['Invoice_No'],
  });
  expect(request.promptChars).toBe(`Copy.all of it${JSON.stringify(responseSchema)}`.length);
});

test('several files share the room of one request', async () => {
  const { server, gemini } = await setUp();
  const half = Buffer.alloc(6_750_000);
  const request = gemini.createRequest({
    ...PROMPT,
    files: [createFile(half), createFile(Buffer.concat([half, half.subarray(0, 1)]))],
  });
  await (await request.prepare(NEVER)).send(NEVER);
  const parts = server.calls[0]?.body.contents[0]?.parts ?? [];
  expect(parts.map((part) => Object.keys(part)[0])).toEqual(['inlineData', 'fileData', 'text']);
  request.dispose();
  await server.waitForDeletedFiles(1);
});
