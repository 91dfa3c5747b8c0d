/** One call to the model from its place in the queue to its record: sent, judged, reported, and sent again if need be. */
import { ScanError } from '../errors.ts';
import { findFinishError } from '../gemini/finish-reasons.ts';
import type { GeminiAnswer, GeminiClient, GenerateRequest } from '../gemini/gemini-client.ts';
import type { CallOptions, PageToRead } from '../reader/invoice-reader.ts';
import type { ModelCall, ModelOperation } from '../usage/model-call.ts';
import type { Attempt, CallQueue, Clock } from './call-queue.ts';
import type { Circuit } from './circuit.ts';

/** Diagnostics; pino's loggers fit. The data never holds text of an invoice or a secret. */
export interface ReaderLog {
  warn(data: object, message: string): void;
}

export interface ModelTask<T> {
  readonly operation: ModelOperation;
  /** Only on `ocr`. */
  readonly page?: PageToRead;
  /** A guess. */
  readonly promptTokens: number;
  /** Absent where it is worth as many tries as usual. */
  readonly maxAttempts?: number;
  /** Called when a try's turn has come, once per try. */
  readonly prepare: (signal: AbortSignal) => Promise<GenerateRequest>;
  /** Makes a value of a whole answer's text, or throws a `ScanError`. */
  readonly interpret: (text: string) => T;
}

export interface ModelCalls {
  run<T>(task: ModelTask<T>, options: CallOptions): Promise<T>;
}

export interface ModelCallsDeps {
  readonly client: GeminiClient;
  readonly queue: CallQueue;
  readonly circuit: Circuit;
  readonly clock: Clock;
  readonly log: ReaderLog;
}

export function createModelCalls({ client, queue, circuit, clock, log }: ModelCallsDeps): ModelCalls {
  async function send<T>(task: ModelTask<T>, options: CallOptions, attempt: Attempt): Promise<T> {
    const { signal, recordCall } = options;
    const request = await task.prepare(signal);
    signal.throwIfAborted();

    const startedAtMs = clock.now();
    let answer: GeminiAnswer | undefined;
    const record = (outcome: Pick<ModelCall, 'status' | 'errorCode'>) => {
      const processingTimeMs = Math.max(0, clock.now() - startedAtMs);
      const startedAt = new Date(startedAtMs).toISOString();
      recordCall({
        ...describe(task, request, answer),
        startedAt,
        processingTimeMs,
        attempt: attempt.number,
        ...outcome,
      });
    };
    try {
      answer = await client.generate(request, signal);
      if (answer.usage) attempt.countPromptTokens(answer.usage.tokens.promptTokens);
      if (answer.usage?.addsUp === false) {
        log.warn({ usage: answer.rawUsage }, "Gemini's token counts do not add up");
      }
      const value = judge(answer, task);
      record({ status: 'success' });
      return value;
    } catch (error) {
      if (answer === undefined && signal.aborted) record({ status: 'aborted' });
      else record({ status: 'error', errorCode: error instanceof ScanError ? error.code : 'internal' });
      throw error;
    }
  }

  return {
    run: (task, options) =>
      queue.run({
        isUrgent: task.operation !== 'ocr',
        signal: options.signal,
        promptTokens: task.promptTokens,
        ...(task.maxAttempts !== undefined && { maxAttempts: task.maxAttempts }),
        send: (attempt) => circuit.run(() => send(task, options, attempt)),
        onRetry: (attempt, waitMs, { message: reason }) => {
          const { operation, page } = task;
          const data = { operation, pageNumber: page?.firstPageNumber, attempt, waitMs, reason };
          log.warn(data, 'A call to Gemini is tried again');
        },
      }),
  };
}

function judge<T>(answer: GeminiAnswer, task: ModelTask<T>): T {
  const finishError = findFinishError(answer);
  if (finishError) throw finishError;
  return task.interpret(answer.text);
}

type Described =
  | 'operation'
  | 'pageNumber'
  | 'imageSizeBytes'
  | 'modelName'
  | 'tokens'
  | 'rawUsage'
  | 'promptChars'
  | 'outputChars';

function describe<T>(
  { operation, page }: ModelTask<T>,
  request: GenerateRequest,
  answer: GeminiAnswer | undefined,
): Pick<ModelCall, Described> {
  return {
    operation,
    ...(page && { pageNumber: page.firstPageNumber, imageSizeBytes: page.sizeBytes }),
    modelName: answer?.modelVersion ?? request.model,
    promptChars: countPromptChars(request),
    ...(answer && { outputChars: answer.text.length }),
    ...(answer?.usage && { tokens: answer.usage.tokens }),
    ...(answer?.rawUsage !== undefined && { rawUsage: answer.rawUsage }),
  };
}

/** The schema travels with the prompt, and is billed like it. */
function countPromptChars({ systemInstruction, parts, schema }: GenerateRequest): number {
  const texts = parts.map((part) => ('text' in part ? part.text : ''));
  return [systemInstruction, ...texts, schema ? JSON.stringify(schema) : ''].join('').length;
}
