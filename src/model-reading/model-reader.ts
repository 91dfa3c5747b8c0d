/** Reads invoices with a model: one call per file to transcribe it, one for the header, one for the line items. */
import { ScanError } from '../errors.ts';
import { NO_EXTRA_FIELDS } from '../invoice/extra-fields.ts';
import type { InvoiceReader, PageReading } from '../reader/invoice-reader.ts';
import { parseHeaderAnswer, parseLinesAnswer } from './answered-fields.ts';
import { createCallQueue } from './calls/call-queue.ts';
import { type Circuit, type CircuitPace, createCircuit } from './calls/circuit.ts';
import { createModelCalls } from './calls/model-calls.ts';
import type { RateLimits } from './calls/rate-budget.ts';
import { type Clock, SYSTEM_CLOCK } from './clock.ts';
import type { ModelClient, ReaderLog } from './model-client.ts';
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
import { parseRepairAnswer, REPAIR_RESPONSE_SCHEMA } from './repair-answer.ts';
import { createRepairPrompt, REPAIR_INSTRUCTION } from './repair-prompt.ts';
import { createHeaderSchema, createLinesSchema, type ResponseSchema } from './response-schemas.ts';

export interface ModelReaderOptions extends RateLimits {
  /** Who is asked. Queue, limits and circuit are this reader's alone: one reader per client. */
  readonly client: ModelClient;
  /** Calls in flight at once, of all scans together. A call that waits to be retried does not count. */
  readonly concurrency: number;
  /** Tries per page or parse, the first included. */
  readonly maxAttempts: number;
  /** No wait for another try ends later than this after the first try began. */
  readonly maxTotalMs: number;
  /** Default: 10 outages in a row, 15 seconds. */
  readonly circuit?: CircuitPace;
  /** Told when calls stop for a while, and when they go on. */
  readonly onCircuit?: (isOpen: boolean) => void;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** From 0 to 1; spreads retries. Default `Math.random`. */
  readonly random?: () => number;
  /** Retries, odd token counts, outages. */
  readonly log: ReaderLog;
}

const DEFAULT_CIRCUIT: CircuitPace = { failures: 10, openMs: 15_000 };

/**
 * All calls wait in one queue, parses before pages. Errors: `reader_access_denied`, `reader_quota_exhausted`,
 * `reader_request_rejected`, `reader_unavailable` (retryable), `answer_blocked`, `answer_too_long`, `answer_invalid`,
 * `page_unreadable`, `disk_unavailable`.
 */
export function createModelReader(options: ModelReaderOptions): InvoiceReader {
  const { client, clock = SYSTEM_CLOCK, random = Math.random, log } = options;
  const { concurrency, requestsPerMinute, tokensPerMinute, maxAttempts, maxTotalMs } = options;
  const limits = { concurrency, requestsPerMinute, tokensPerMinute };
  const queue = createCallQueue({ ...limits, maxAttempts, maxTotalMs, clock, random });
  const calls = createModelCalls({ client, queue, circuit: createModelCircuit(options), clock, log });

  return {
    async readPage(page, callOptions) {
      const text = createTranscribePrompt(page.pageCount);
      const prompt = { instruction: TRANSCRIBE_INSTRUCTION, files: [page], text };
      const promptTokens = guessPageTokens(client, page.pageCount);
      const interpret = (answer: string) => parseTranscript(answer, page);
      try {
        return await calls.run({ operation: 'ocr', page, prompt, promptTokens, interpret }, callOptions);
      } catch (error) {
        throw withPageNumber(error, page.firstPageNumber);
      }
    },

    parseHeader(pages, { extraFields = NO_EXTRA_FIELDS, ...callOptions }) {
      const parse = createParse(pages, HEADER_TASK, createHeaderSchema(extraFields));
      const interpret = (answer: string) => parseHeaderAnswer(answer, extraFields.header);
      return calls.run({ operation: 'parse_header', ...parse, interpret }, callOptions);
    },

    parseLines(pages, { extraFields = NO_EXTRA_FIELDS, ...callOptions }) {
      const parse = createParse(pages, LINES_TASK, createLinesSchema(extraFields));
      const interpret = (answer: string) => parseLinesAnswer(answer, extraFields.lines);
      return calls.run({ operation: 'parse_lines', ...parse, interpret }, callOptions);
    },

    repair(request, callOptions) {
      const { pages: files, places } = request;
      const text = createRepairPrompt(request);
      const prompt = { instruction: REPAIR_INSTRUCTION, files, text, schema: REPAIR_RESPONSE_SCHEMA };
      const pageCount = files.reduce((sum, page) => sum + page.pageCount, 0);
      const promptTokens = guessPageTokens(client, pageCount) + guessTextTokens(text);
      const interpret = (answer: string) => parseRepairAnswer(answer, places);
      return calls.run({ operation: 'repair', maxAttempts: 1, prompt, promptTokens, interpret }, callOptions);
    },
  };
}

function createModelCircuit({ client, circuit, onCircuit, log }: ModelReaderOptions): Circuit {
  return createCircuit({
    ...(circuit ?? DEFAULT_CIRCUIT),
    refusal: 'reader_unavailable',
    // An answer to one page says nothing of the others; a limit of the minute is waited for.
    isOutage: (error) =>
      error instanceof ScanError && error.code === 'reader_unavailable' && error.retryAfterMs === undefined,
    onChange: (isOpen) => {
      const message = isOpen ? 'A model is down: nobody calls it for a moment' : 'A model answers again';
      log.warn({ model: client.model, isOpen }, message);
      onCircuit?.(isOpen);
    },
  });
}

function createParse(pages: readonly PageReading[], task: string, schema: ResponseSchema) {
  const text = createParsePrompt(pages, task);
  const prompt = { instruction: PARSE_INSTRUCTION, files: [], text, schema };
  return { prompt, promptTokens: guessTextTokens(PARSE_INSTRUCTION + text) };
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
