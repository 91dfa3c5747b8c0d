/** The pressed buttons that wait for the bot's answer. */
import { randomBytes } from 'node:crypto';
import { badRequest } from '../bot-api/bot-api-error.ts';

/** Telegram does not say how long it waits; its apps give up a pressed button sooner than this. */
const MAX_AGE_MS = 5 * 60 * 1000;

export interface CallbackQueries {
  /** Returns the new query's id. */
  open(userId: number): string;
  /** Returns who pressed. Throws 400 if the query is unknown, too old or answered already. */
  answer(queryId: string): number;
}

export function createCallbackQueries({ clock }: { clock: () => Date }): CallbackQueries {
  const open = new Map<string, { readonly userId: number; readonly at: number }>();

  function dropExpired(): void {
    const now = clock().getTime();
    for (const [id, { at }] of open) if (now - at >= MAX_AGE_MS) open.delete(id);
  }

  return {
    open(userId) {
      dropExpired();
      const id = randomBytes(8).readBigUInt64BE().toString();
      open.set(id, { userId, at: clock().getTime() });
      return id;
    },
    answer(queryId) {
      dropExpired();
      const query = open.get(queryId);
      if (query === undefined)
        throw badRequest('query is too old and response timeout expired or query ID is invalid');
      open.delete(queryId);
      return query.userId;
    },
  };
}
