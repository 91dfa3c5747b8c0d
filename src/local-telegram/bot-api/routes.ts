/** What stands behind each URL: the methods of the Bot API and its file downloads, both behind the token. */
import type { IncomingMessage } from 'node:http';
import type { ApiCall, CallLog, StartedCall } from '../chats/call-log.ts';
import type { FileStore } from '../chats/files.ts';
import { type Answer, fileAnswer, refusalAnswer, successAnswer } from './answers.ts';
import { BotApiError } from './bot-api-error.ts';
import type { FindMethod } from './bot-api-methods.ts';
import { readRequestBody } from './request-body.ts';

/**
 * Stands between a call and its method, like a middleware: it may answer by itself, wait, or let the method run and
 * then drop the connection. `signal` is aborted when the caller hangs up or the server closes.
 */
export type Intercept = (
  call: ApiCall,
  next: { readonly proceed: () => Promise<Answer>; readonly signal: AbortSignal },
) => Promise<Answer | 'dropped'>;

/** Never rejects. `signal` is aborted when the caller hangs up. */
export type Route = (request: IncomingMessage, signal: AbortSignal) => Promise<Answer | 'dropped'>;

export interface RouteOptions {
  readonly token: string;
  readonly findMethod: FindMethod;
  readonly files: FileStore;
  readonly log: CallLog;
  readonly intercept: Intercept;
  /** Resolves when what the calls so far have changed is kept: no caller is told before. */
  readonly settle: () => Promise<void>;
}

export function createRoute({ token, findMethod, files, log, intercept, settle }: RouteOptions): Route {
  return (request, signal) => refuseOnError(() => route(request, signal));

  async function route(request: IncomingMessage, signal: AbortSignal): Promise<Answer | 'dropped'> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
    const [, isFile, given, name = ''] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(pathname) ?? [];
    if (given === undefined) return refusalAnswer({ status: 404, description: 'Not Found' });
    if (given !== token && given !== encodeURIComponent(token))
      return refusalAnswer({ status: 401, description: 'Unauthorized' });
    if (isFile !== undefined) return download(name, signal);

    const { params, uploads } = await readRequestBody(request, searchParams);
    const proceed = async () => {
      const method = findMethod(name);
      if (method === undefined) throw new BotApiError(404, 'Not Found: method not found');
      const result = await method({ params, uploads, signal });
      await settle();
      return successAnswer(result);
    };
    return run(log.start({ method: name, params, uploads }), { proceed, signal });
  }

  function download(filePath: string, signal: AbortSignal): Promise<Answer | 'dropped'> {
    const proceed = async () => {
      const bytes = files.bytesAt(filePath);
      if (bytes === undefined) throw new BotApiError(404, 'Not Found');
      return fileAnswer(bytes);
    };
    return run(log.start({ method: 'downloadFile', params: { file_path: filePath } }), { proceed, signal });
  }

  async function run(started: StartedCall, next: Parameters<Intercept>[1]): Promise<Answer | 'dropped'> {
    const proceed = () => refuseOnError(next.proceed);
    const answer = await refuseOnError(() => intercept(started.call, { ...next, proceed }));
    const isDropped = answer === 'dropped' || next.signal.aborted || answer.cutAfterBytes !== undefined;
    started.end(isDropped ? 'dropped' : { status: answer.status, description: answer.description });
    return answer;
  }
}

async function refuseOnError<T>(work: () => Promise<T>): Promise<T | Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BotApiError) return refusalAnswer(error);
    return refusalAnswer({ status: 500, description: `Internal Server Error: ${String(error)}` });
  }
}
