/** Faults that a test injects into the local Telegram: a queue that the next matching calls take from. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, refusalAnswer } from '../../src/local-telegram/bot-api/answers.ts';
import type { Intercept } from '../../src/local-telegram/bot-api/routes.ts';

export type Fault =
  /** Refused before anything was done: 429 (with seconds to wait), 500, 502 …, a 400 with Telegram's words for it. */
  | {
      readonly status: number;
      readonly retryAfterSeconds?: number;
      readonly description?: string;
      readonly migrateToChatId?: number;
    }
  /** Done after a while; for latency that a test means to feel. */
  | { readonly delayMs: number }
  /** Done once the promise settles; for a test that holds a call as long as it needs. */
  | { readonly holdUntil: Promise<unknown> }
  /** The connection breaks, nothing was done. */
  | 'reset'
  /** Done, but the connection breaks before the answer. */
  | 'apply-then-reset'
  /** Done, but the connection breaks amid the answer; for downloads that end early. */
  | 'cut'
  /** Nothing happens until the caller hangs up or the server closes. */
  | 'hang';

const DESCRIPTIONS = new Map([
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
]);

export interface FaultQueue {
  readonly intercept: Intercept;
  /** The next call of `method` meets the fault; several queue up. `downloadFile` stands for file downloads. */
  inject(method: string, fault: Fault): void;
}

export function createFaultQueue(): FaultQueue {
  const queue: { readonly method: string; readonly fault: Fault }[] = [];
  return {
    inject: (method, fault) => queue.push({ method, fault }),
    intercept(call, { proceed, signal }) {
      const index = queue.findIndex(({ method }) => method === call.method);
      const [found] = index === -1 ? [] : queue.splice(index, 1);
      return found === undefined ? proceed() : suffer(found.fault, { proceed, signal });
    },
  };
}

async function suffer(
  fault: Fault,
  { proceed, signal }: Parameters<Intercept>[1],
): Promise<Answer | 'dropped'> {
  if (fault === 'reset') return 'dropped';
  if (fault === 'hang') return hang(signal);
  if (typeof fault === 'object' && 'status' in fault) return refuse(fault);
  if (typeof fault === 'object' && 'delayMs' in fault) await sleep(fault.delayMs);
  if (typeof fault === 'object' && 'holdUntil' in fault) await fault.holdUntil;
  const answer = await proceed();
  if (fault === 'apply-then-reset') return 'dropped';
  return fault === 'cut' ? { ...answer, cutAfterBytes: Math.floor(answer.body.length / 2) } : answer;
}

function refuse(fault: Extract<Fault, { readonly status: number }>): Answer {
  const { status, retryAfterSeconds, migrateToChatId } = fault;
  const words = fault.description ?? DESCRIPTIONS.get(status) ?? 'Refused';
  const advice = retryAfterSeconds === undefined ? '' : `: retry after ${retryAfterSeconds}`;
  return refusalAnswer({ status, description: words + advice, retryAfterSeconds, migrateToChatId });
}

function hang(signal: AbortSignal): Promise<'dropped'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('dropped');
    else signal.addEventListener('abort', () => resolve('dropped'), { once: true });
  });
}
