/** Gemini as a model that reads invoices: prompts become requests of its API, files parts of them. */
import { type Clock, SYSTEM_CLOCK } from '../model-reading/clock.ts';
import type { ModelClient, ModelPrompt, ModelRequest, ReaderLog } from '../model-reading/model-client.ts';
import { createGeminiClient } from './gemini-client.ts';
import { createGenerationConfig, findModelProfile } from './model-profiles.ts';
import { createPagePart } from './page-part.ts';
import { toGeminiSchema } from './response-schema.ts';

export interface GeminiModelOptions {
  readonly apiKey: string;
  /** Such as `gemini-3.5-flash-lite`. */
  readonly model: string;
  /** Without `/v1beta`. Default: Google's own. */
  readonly baseUrl?: string;
  /** Of each request, its body included. */
  readonly timeoutMs: number;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Uploads that stayed. */
  readonly log: ReaderLog;
}

/** Gemini opens them all: https://ai.google.dev/gemini-api/docs/image-understanding and …/document-processing. */
const TAKES: ModelClient['takes'] = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'image/heif',
  'application/pdf',
]);

/** Four tiles of 258 tokens, as Gemini's documentation counts a photographed page. */
const TOKENS_PER_PAGE = 1032;

export function createGeminiModel(options: GeminiModelOptions): ModelClient {
  const { apiKey, model, baseUrl, timeoutMs, clock = SYSTEM_CLOCK, log } = options;
  const now = () => clock.now();
  const client = createGeminiClient({ apiKey, timeoutMs, now, ...(baseUrl !== undefined && { baseUrl }) });
  const profile = findModelProfile(model);
  const generationConfig = createGenerationConfig(profile);

  function createRequest({ instruction, files, text, schema }: ModelPrompt): ModelRequest {
    // They share one request, and so its limit.
    const maxInlineBase64Chars = Math.floor(profile.maxInlineBase64Chars / Math.max(1, files.length));
    const pages = files.map((file) => createPagePart(file, { client, clock, log, maxInlineBase64Chars }));
    const responseSchema = schema && toGeminiSchema(schema);
    const asked = {
      model,
      systemInstruction: instruction,
      generationConfig,
      ...(responseSchema && { schema: responseSchema }),
    };
    return {
      // The schema travels with the prompt, and is billed like it.
      promptChars: [instruction, text, responseSchema ? JSON.stringify(responseSchema) : ''].join('').length,
      async prepare(signal) {
        const parts = [...(await Promise.all(pages.map((page) => page.load(signal)))), { text }];
        return { send: (bound) => client.generate({ ...asked, parts }, bound) };
      },
      dispose() {
        for (const page of pages) page.dispose();
      },
    };
  }

  return { model, takes: TAKES, tokensPerPage: TOKENS_PER_PAGE, createRequest };
}
