/** The queue of updates that the bot has not confirmed yet, and the long poll that waits at its end. */
import { BotApiError } from '../bot-api/bot-api-error.ts';
import type { Update, UpdateContent } from '../bot-api/bot-api-types.ts';

/** Telegram keeps what nobody fetches for 24 hours. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;
const MAX_LIMIT = 100;
const MAX_TIMEOUT_SECONDS = 50;
const TERMINATED =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

export interface PollOptions {
  /** Confirms, and so drops, every update with a smaller id. Negative: drops all but the newest so many. */
  readonly offset: number;
  readonly limit: number;
  readonly timeoutSeconds: number;
  /** Kinds to queue from now on; none: as before; an empty list: all kinds. */
  readonly allowedUpdates: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

export interface Webhook {
  /** '' for none. */
  readonly url: string;
  /** Goes with every delivery. */
  readonly secretToken: string;
}

export type Deliver = (update: Update, webhook: Webhook) => void;

export interface UpdateQueue {
  push(content: UpdateContent): void;
  /**
   * Updates from `offset` on; waits for one if there is none. A poll that is still waiting when the next one comes is
   * ended with 409, as on Telegram: it is the older of two bots that is told of the conflict.
   */
  poll(options: PollOptions): Promise<readonly Update[]>;
  pendingCount(): number;
  clear(): void;
  /** While there is one, polls are refused with 409, and updates go to it if there is somebody to deliver them. */
  setWebhook(webhook: Webhook, allowedUpdates: readonly string[] | undefined): void;
  webhook(): Webhook | undefined;
}

interface OpenPoll {
  readonly deliver: () => void;
  readonly fail: (error: Error) => void;
}

export interface UpdateQueueOptions {
  readonly clock: () => Date;
  readonly deliver?: Deliver | undefined;
}

/** Update ids begin where the clock stands, in milliseconds: a restarted server gives none a second time. */
export function createUpdateQueue({ clock, deliver }: UpdateQueueOptions): UpdateQueue {
  let lastId = clock().getTime();
  let pending: { readonly update: Update; readonly at: number }[] = [];
  let allowed: ReadonlySet<string> = new Set();
  let webhook: Webhook | undefined;
  let openPoll: OpenPoll | undefined;

  function confirm(offset: number): void {
    if (offset < 0) pending = pending.slice(offset);
    else pending = pending.filter(({ update }) => update.update_id >= offset);
  }

  function wait({ limit, timeoutSeconds, signal }: PollOptions): Promise<readonly Update[]> {
    return new Promise((resolve, reject) => {
      const poll: OpenPoll = {
        deliver: () => end(() => resolve(take(limit))),
        fail: (error) => end(() => reject(error)),
      };
      const timer = setTimeout(poll.deliver, Math.min(timeoutSeconds, MAX_TIMEOUT_SECONDS) * 1000);
      signal.addEventListener('abort', poll.deliver, { once: true });
      function end(settle: () => void): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', poll.deliver);
        if (openPoll === poll) openPoll = undefined;
        settle();
      }
      openPoll = poll;
    });
  }

  function take(limit: number): readonly Update[] {
    return pending.slice(0, Math.min(Math.max(limit, 1), MAX_LIMIT)).map(({ update }) => update);
  }

  function deliverPending(): void {
    if (!webhook || !deliver) return;
    for (const { update } of pending) deliver(update, webhook);
    pending = [];
  }

  return {
    push(content) {
      if (allowed.size > 0 && !Object.keys(content).some((kind) => allowed.has(kind))) return;
      lastId += 1;
      const at = clock().getTime();
      pending = pending.filter((old) => at - old.at < MAX_AGE_MS);
      pending.push({ update: { update_id: lastId, ...content }, at });
      openPoll?.deliver();
      deliverPending();
    },
    async poll(options) {
      if (webhook) throw new BotApiError(409, WEBHOOK_ACTIVE);
      if (options.allowedUpdates) allowed = new Set(options.allowedUpdates);
      confirm(options.offset);
      if (pending.length > 0 || options.timeoutSeconds <= 0 || options.signal.aborted)
        return take(options.limit);
      openPoll?.fail(new BotApiError(409, TERMINATED));
      return wait(options);
    },
    pendingCount: () => pending.length,
    clear() {
      pending = [];
    },
    setWebhook(wanted, allowedUpdates) {
      webhook = wanted.url === '' ? undefined : wanted;
      if (!webhook) return;
      if (allowedUpdates) allowed = new Set(allowedUpdates);
      openPoll?.fail(new BotApiError(409, 'Conflict: terminated by setWebhook request'));
      deliverPending();
    },
    webhook: () => webhook,
  };
}
