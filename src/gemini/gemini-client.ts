/** Gemini's API over its SDK, which no other file knows: one request, one answer or one ScanError. */
import { GoogleGenerativeAI } from '@google/generative-ai';
import { GoogleAIFileManager } from '@google/generative-ai/server';
import { z } from 'zod';
import { ScanError } from '../errors.ts';
import type { ModelAnswer } from '../model-reading/model-client.ts';
import { toAnswerEnd } from './finish-reasons.ts';
import { toScanError } from './gemini-errors.ts';
import { parseUsage } from './gemini-usage.ts';
import type { GeminiSchema } from './response-schema.ts';
import { createWireProbe, type WireNotes } from './wire-probe.ts';

export type RequestPart =
  | { readonly text: string }
  /** `data` is base64. */
  | { readonly inlineData: { readonly mimeType: string; readonly data: string } }
  /** A file that was uploaded before. */
  | { readonly fileData: { readonly mimeType: string; readonly fileUri: string } };

export interface GenerateRequest {
  readonly model: string;
  readonly systemInstruction: string;
  readonly parts: readonly RequestPart[];
  readonly generationConfig: Readonly<Record<string, unknown>>;
  /** Asks for JSON of this shape instead of text. */
  readonly schema?: GeminiSchema;
}

export interface UploadedFile {
  /** `files/…`, to ask for it or delete it by. */
  readonly name: string;
  readonly uri: string;
  /** `ACTIVE` once it may be used in a request, `PROCESSING` before that, `FAILED` if it never will. */
  readonly state: string;
}

export interface GeminiClientOptions {
  readonly apiKey: string;
  /** Default: Google's own. */
  readonly baseUrl?: string;
  /** Bound of each request, its body included. */
  readonly timeoutMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Each method sends one request, without a retry, and throws a `ScanError` or the signal's reason. */
export interface GeminiClient {
  generate(request: GenerateRequest, signal: AbortSignal): Promise<ModelAnswer>;
  uploadFile(bytes: Buffer, mimeType: string, signal: AbortSignal): Promise<UploadedFile>;
  getFile(name: string, signal: AbortSignal): Promise<UploadedFile>;
  deleteFile(name: string, signal: AbortSignal): Promise<void>;
}

export function createGeminiClient({ apiKey, baseUrl, timeoutMs, now }: GeminiClientOptions): GeminiClient {
  const sdk = new GoogleGenerativeAI(apiKey);
  const requestOptions = baseUrl === undefined ? {} : { baseUrl: baseUrl.replace(/\/+$/, '') };
  const probe = createWireProbe();

  /**
   * The SDK sends although its signal has already aborted, and never clears the timer of its own `timeout` option: so
   * the signal is looked at first, and the deadline is a signal too.
   */
  async function send<T>(signal: AbortSignal, request: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const deadline = AbortSignal.timeout(timeoutMs);
    const notes: WireNotes = {};
    try {
      return await probe.watch(notes, () => request(AbortSignal.any([signal, deadline])));
    } catch (error) {
      signal.throwIfAborted();
      if (deadline.aborted) {
        throw new ScanError('reader_unavailable', `Gemini gave no answer in ${timeoutMs} ms`, {
          retryable: true,
        });
      }
      throw toScanError({ error, apiKey, notes, nowMs: now() });
    }
  }

  function files(signal: AbortSignal): GoogleAIFileManager {
    // Typed for a base URL, it takes a signal too; some of its methods take one from nowhere else.
    const options = { ...requestOptions, signal };
    return new GoogleAIFileManager(apiKey, options);
  }

  return {
    async generate({ model, systemInstruction, parts, generationConfig, schema }, signal) {
      const generativeModel = sdk.getGenerativeModel(
        { model, systemInstruction, generationConfig: withSchema(generationConfig, schema) },
        requestOptions,
      );
      const contents = [{ role: 'user', parts: [...parts] }];
      const { response } = await send(signal, (bounded) =>
        generativeModel.generateContent({ contents }, { signal: bounded }),
      );
      return parseAnswer(response);
    },

    async uploadFile(bytes, mimeType, signal) {
      const { file } = await send(signal, (bounded) => files(bounded).uploadFile(bytes, { mimeType }));
      return parseFile(file);
    },

    async getFile(name, signal) {
      return parseFile(await send(signal, (bounded) => files(bounded).getFile(name)));
    },

    async deleteFile(name, signal) {
      await send(signal, (bounded) => files(bounded).deleteFile(name));
    },
  };
}

/** Built as a plain record: the wire knows fields that the SDK's types do not, and the SDK passes them on. */
function withSchema(
  generationConfig: Readonly<Record<string, unknown>>,
  schema: GeminiSchema | undefined,
): Record<string, unknown> {
  if (schema === undefined) return { ...generationConfig };
  return { ...generationConfig, responseMimeType: 'application/json', responseSchema: schema };
}

const answerSchema = z.object({
  candidates: z
    .array(
      z.object({
        content: z
          .object({
            parts: z
              .array(z.object({ text: z.string().optional(), thought: z.boolean().optional() }))
              .optional(),
          })
          .optional(),
        finishReason: z.string().optional(),
      }),
    )
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z.unknown().optional(),
  modelVersion: z.string().optional(),
});

/**
 * Reads the answer itself instead of asking the SDK for `.text()`, which mixes thoughts into the text and gives an empty
 * one for some refusals.
 */
function parseAnswer(response: unknown): ModelAnswer {
  const parsed = answerSchema.safeParse(response);
  if (!parsed.success) {
    throw new ScanError('answer_invalid', 'Gemini answered in a shape that it never had', {
      retryable: true,
    });
  }
  const { candidates, promptFeedback, usageMetadata, modelVersion } = parsed.data;
  const candidate = candidates?.[0];
  const blockReason = promptFeedback?.blockReason ?? (candidate ? undefined : 'NO_CANDIDATES');
  const usage = parseUsage(usageMetadata);
  const visible = candidate?.content?.parts?.filter((part) => part.thought !== true) ?? [];
  return {
    text: visible.map((part) => part.text ?? '').join(''),
    end: toAnswerEnd({ blockReason, finishReason: candidate?.finishReason }),
    ...(modelVersion !== undefined && { modelVersion }),
    ...(usage !== undefined && { usage }),
    ...(usageMetadata !== undefined && { rawUsage: usageMetadata }),
  };
}

const fileSchema = z.object({ name: z.string(), uri: z.string(), state: z.string().default('ACTIVE') });

function parseFile(file: unknown): UploadedFile {
  const parsed = fileSchema.safeParse(file);
  if (parsed.success) return parsed.data;
  throw new ScanError('reader_unavailable', 'Gemini stored a file without saying where', { retryable: true });
}
