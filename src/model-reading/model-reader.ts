/** Reads invoices with Gemini: one call per file to transcribe it, one for the header, one for the line items. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ScanError } from '../errors.ts';
import { createGeminiClient } from '../gemini/gemini-client.ts';
import { createGenerationConfig, findModelProfile } from '../gemini/gemini-models.ts';
import { createPagePart } from '../gemini/page-part.ts';
import { type ExtraFields, NO_EXTRA_FIELDS } from '../invoice/extra-fields.ts';
import type { CallOptions, InvoiceReader, PageReading } from '../reader/invoice-reader.ts';
import { parseHeaderAnswer, parseLinesAnswer } from './answered-fields.ts';
import { type Clock, createCallQueue } from './call-queue.ts';
import { type CircuitPace, createCircuit } from './circuit.ts';
import { createModelCalls, type ReaderLog } from './model-calls.ts';
import { parseTranscript } from './page-marks.ts';
import { guessPageTokens, guessTextTokens } from './prompt-tokens.ts';
import {
  createParsePrompt,
  createTranscribePrompt,
  HEADER_TASK,
  LINES_TASK,
  PARSE_INSTRUCTION,
  TRANSCRIBE_INSTRUCTION,
} from './prompts.ts';
import type { RateLimits } from './rate-budget.ts';
import { parseRepairAnswer, REPAIR_RESPONSE_SCHEMA } from './repair-answer.ts';
import { createRepairPrompt, REPAIR_INSTRUCTION } from './repair-prompt.ts';
import { createHeaderSchema, createLinesSchema, type ResponseSchema } from './response-schemas.ts';

export interface GeminiReaderOptions extends RateLimits {
  readonly apiKey: string;
  /** Such as `gemini-3.5-flash-lite`. */
  readonly model: string;
  /** Without `/v1beta`. Default: Google's own. */
  readonly baseUrl?: string;
  /** Calls in flight at once, of all scans together. A call that waits to be retried does not count. */
  readonly concurrency: number;
  /** Of each try. */
  readonly timeoutMs: number;
  /** Tries per page or parse, the first included. */
  readonly maxAttempts: number;
  /** No wait for another try ends later than this after the first try began. */
  readonly maxTotalMs: number;
  /** Asked for beside those that every invoice has. Default: none. */
  readonly extraFields?: ExtraFields;
  /** Default: 10 outages in a row, 15 seconds. */
  readonly circuit?: CircuitPace;
  /** Told when calls stop for a while, and when they go on. */
  readonly onCircuit?: (isOpen: boolean) => void;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** From 0 to 1; spreads retries. Default `Math.random`. */
  readonly random?: () => number;
  /** Retries, odd token counts, uploads that stayed. */
  readonly log: ReaderLog;
}

const DEFAULT_CIRCUIT: CircuitPace = { failures: 10, openMs: 15_000 };

const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

/**
 * All calls wait in one queue, parses before pages. Errors: `reader_access_denied`, `reader_quota_exhausted`,
 * `reader_request_rejected`, `reader_unavailable` (retryable), `answer_blocked`, `answer_too_long`, `answer_invalid`,
 * `page_unreadable`, `disk_unavailable`.
 */
export function createGeminiReader(options: GeminiReaderOptions): InvoiceReader {
  const { apiKey, model, baseUrl, concurrency, timeoutMs, maxAttempts, maxTotalMs } = options;
  const { clock = SYSTEM_CLOCK, random = Math.random, log, extraFields = NO_EXTRA_FIELDS } = options;
  const headerSchema = createHeaderSchema(extraFields);
  const linesSchema = createLinesSchema(extraFields);
  const now = () => clock.now();
  const client = createGeminiClient({ apiKey, timeoutMs, now, ...(baseUrl !== undefined && { baseUrl }) });
  const { requestsPerMinute, tokensPerMinute } = options;
  const limits = { concurrency, requestsPerMinute, tokensPerMinute };
  const queue = createCallQueue({ ...limits, maxAttempts, maxTotalMs, clock, random });
  const circuit = createCircuit({
    ...(options.circuit ?? DEFAULT_CIRCUIT),
    refusal: 'reader_unavailable',
    // An answer to one page says nothing of the others; a limit of the minute is waited for.
    isOutage: (error) =>
      error instanceof ScanError && error.code === 'reader_unavailable' && error.retryAfterMs === undefined,
    onChange: (isOpen) => {
      log.warn({ isOpen }, isOpen ? 'Gemini is down: nobody calls it for a moment' : 'Gemini answers again');
      options.onCircuit?.(isOpen);
    },
  });
  const calls = createModelCalls({ client, queue, circuit, clock, log });
  const profile = findModelProfile(model);
  const modelRequest = { model, generationConfig: createGenerationConfig(profile) };

  function prepareParse(pages: readonly PageReading[], task: string, schema: ResponseSchema) {
    const text = createParsePrompt(pages, task);
    const prepare = async () => ({
      ...modelRequest,
      systemInstruction: PARSE_INSTRUCTION,
      parts: [{ text }],
      schema,
    });
    return { prepare, promptTokens: guessTextTokens(PARSE_INSTRUCTION + text) };
  }

  return {
    async readPage(page, callOptions) {
      const file = createPagePart(page, { client, clock, log, ...profile });
      const prompt = { text: createTranscribePrompt(page.pageCount) };
      const prepare = async (signal: AbortSignal) => {
        const parts = [await file.load(signal), prompt];
        return { ...modelRequest, systemInstruction: TRANSCRIBE_INSTRUCTION, parts };
      };
      const interpret = (text: string) => parseTranscript(text, page);
      try {
        const promptTokens = guessPageTokens(page.pageCount);
        return await calls.run({ operation: 'ocr', page, promptTokens, prepare, interpret }, callOptions);
      } catch (error) {
        throw withPageNumber(error, page.firstPageNumber);
      } finally {
        file.dispose();
      }
    },

    parseHeader(pages, callOptions: CallOptions) {
      const parse = prepareParse(pages, HEADER_TASK, headerSchema);
      const interpret = (answer: string) => parseHeaderAnswer(answer, extraFields.header);
      return calls.run({ operation: 'parse_header', ...parse, interpret }, callOptions);
    },

    parseLines(pages, callOptions: CallOptions) {
      const parse = prepareParse(pages, LINES_TASK, linesSchema);
      const interpret = (answer: string) => parseLinesAnswer(answer, extraFields.lines);
      return calls.run({ operation: 'parse_lines', ...parse, interpret }, callOptions);
    },

    async repair(request, callOptions) {
      const { pages, places } = request;
      // They share one request, and so its limit.
      const maxInlineBase64Chars = Math.floor(profile.maxInlineBase64Chars / pages.length);
      const files = pages.map((page) => createPagePart(page, { client, clock, log, maxInlineBase64Chars }));
      const text = createRepairPrompt(request);
      const prepare = async (signal: AbortSignal) => ({
        ...modelRequest,
        systemInstruction: REPAIR_INSTRUCTION,
        parts: [...(await Promise.all(files.map((file) => file.load(signal)))), { text }],
        schema: REPAIR_RESPONSE_SCHEMA,
      });
      const pageCount = pages.reduce((sum, page) => sum + page.pageCount, 0);
      const promptTokens = guessPageTokens(pageCount) + guessTextTokens(text);
      const interpret = (answer: string) => parseRepairAnswer(answer, places);
      try {
        return await calls.run(
          { operation: 'repair', maxAttempts: 1, promptTokens, prepare, interpret },
          callOptions,
        );
      } finally {
        for (const file of files) file.dispose();
      }
    },
  };
}

/** Leaves a number that is known better (a page inside a PDF), and the signal's reason, as they are. */
function withPageNumber(error: unknown, pageNumber: number): unknown {
  if (!(error instanceof ScanError) || error.pageNumber !== undefined) return error;
  const { code, message, retryable, retryAfterMs, fileName, limit, cause } = error;
  return new ScanError(code, message, {
    retryable,
    pageNumber,
    cause,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(fileName !== undefined && { fileName }),
    ...(limit !== undefined && { limit }),
  });
}
