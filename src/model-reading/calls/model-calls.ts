/** One call to the model from its place in the queue to its record: sent, judged, reported, and sent again if need be. */
import { ScanError } from '../../errors.ts';
import type { CallOptions, PageToRead } from '../../reader/invoice-reader.ts';
import type { ModelCall, ModelOperation } from '../../usage/model-call.ts';
import { findEndError } from '../answer-end.ts';
import type { Clock } from '../clock.ts';
import type { ModelAnswer, ModelClient, ModelPrompt, ModelRequest, ReaderLog } from '../model-client.ts';
import type { Attempt, CallQueue } from './call-queue.ts';
import type { Circuit } from './circuit.ts';

export interface ModelTask<T> {
  readonly operation: ModelOperation;
  /** Only on `ocr`. */
  readonly page?: PageToRead;
  readonly prompt: ModelPrompt;
  /** A guess. */
  readonly promptTokens: number;
  /** Absent where it is worth as many tries as usual. */
  readonly maxAttempts?: number;
  /** Makes a value of a whole answer's text, or throws a `ScanError`. */
  readonly interpret: (text: string) => T;
}

export interface ModelCalls {
  run<T>(task: ModelTask<T>, options: CallOptions): Promise<T>;
}

export interface ModelCallsDeps {
  readonly client: ModelClient;
  readonly queue: CallQueue;
  readonly circuit: Circuit;
  readonly clock: Clock;
  readonly log: ReaderLog;
}

interface Try<T> {
  readonly task: ModelTask<T>;
  readonly request: ModelRequest;
  readonly options: CallOptions;
  readonly attempt: Attempt;
}

export function createModelCalls({ client, queue, circuit, clock, log }: ModelCallsDeps): ModelCalls {
  const { provider, model } = client;

  async function send<T>({ task, request, options, attempt }: Try<T>): Promise<T> {
    const { signal, recordCall } = options;
    const ready = await request.prepare(signal);
    signal.throwIfAborted();

    const startedAtMs = clock.now();
    let answer: ModelAnswer | undefined;
    const record = (outcome: Pick<ModelCall, 'status' | 'errorCode'>) =>
      recordCall({
        ...describeTask(task),
        ...(provider !== undefined && { provider }),
        modelName: answer?.modelVersion ?? model,
        promptChars: request.promptChars,
        ...(answer && describeAnswer(answer)),
        startedAt: new Date(startedAtMs).toISOString(),
        processingTimeMs: Math.max(0, clock.now() - startedAtMs),
        attempt: attempt.number,
        ...outcome,
      });
    try {
      answer = await ready.send(signal);
      noteUsage(answer, attempt);
      const value = judge(answer, task);
      record({ status: 'success' });
      return value;
    } catch (error) {
      if (answer === undefined && signal.aborted) record({ status: 'aborted' });
      else record({ status: 'error', errorCode: error instanceof ScanError ? error.code : 'internal' });
      throw error;
    }
  }

  function noteUsage({ usage, rawUsage }: ModelAnswer, attempt: Attempt): void {
    if (usage === undefined) return;
    attempt.countPromptTokens(usage.tokens.promptTokens);
    if (!usage.addsUp) log.warn({ model, usage: rawUsage }, 'The token counts of an answer do not add up');
  }

  return {
    async run(task, options) {
      const { operation, page, promptTokens, maxAttempts } = task;
      const request = client.createRequest(task.prompt);
      try {
        return await queue.run({
          isUrgent: operation !== 'ocr',
          customerId: options.customerId ?? '',
          signal: options.signal,
          promptTokens,
          ...(maxAttempts !== undefined && { maxAttempts }),
          send: (attempt) => circuit.run(() => send({ task, request, options, attempt })),
          onRetry: (attempt, waitMs, { message: reason }) => {
            const data = { model, operation, pageNumber: page?.firstPageNumber, attempt, waitMs, reason };
            log.warn(data, 'A call to a model is tried again');
          },
        });
      } finally {
        request.dispose();
      }
    },
  };
}

function judge<T>({ end, text }: ModelAnswer, task: ModelTask<T>): T {
  const endError = findEndError(end);
  if (endError) throw endError;
  return task.interpret(text);
}

function describeTask<T>({
  operation,
  page,
}: ModelTask<T>): Pick<ModelCall, 'operation' | 'pageNumber' | 'imageSizeBytes'> {
  return { operation, ...(page && { pageNumber: page.firstPageNumber, imageSizeBytes: page.sizeBytes }) };
}

function describeAnswer(answer: ModelAnswer): Pick<ModelCall, 'outputChars' | 'tokens' | 'rawUsage'> {
  const { text, usage, rawUsage } = answer;
  return {
    outputChars: text.length,
    ...(usage && { tokens: usage.tokens }),
    ...(rawUsage !== undefined && { rawUsage }),
  };
}
