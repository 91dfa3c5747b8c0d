/** Telegram's side of a webhook: what takes updates to the bot's port, as a reverse proxy with a certificate would. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Update } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import type { Deliver } from '../../src/local-telegram/chats/updates.ts';

export interface WebhookDelivery {
  readonly deliver: Deliver;
  /** Where the bot listens, once that is known. */
  connect(url: string): void;
  /** What each try was answered, in their order; 0 where nobody listened. */
  readonly statuses: readonly number[];
  /** Stops trying. */
  end(): void;
}

/** Telegram tries again until it hears 200, and sends a chat's next update only then. */
const RETRY_MS = 20;

export function createWebhookDelivery(): WebhookDelivery {
  const statuses: number[] = [];
  const lastByChat = new Map<number | undefined, Promise<void>>();
  let isOver = false;
  let connected: (url: string) => void = () => {};
  const target = new Promise<string>((resolve) => {
    connected = resolve;
  });
  let current: string | undefined;

  async function send(update: Update, secretToken: string): Promise<void> {
    for (current ??= await target; !isOver; await delay(RETRY_MS)) {
      const status = await post(current, JSON.stringify(update), secretToken);
      statuses.push(status);
      if (status === 200) return;
    }
  }

  return {
    statuses,
    deliver(update, { secretToken }) {
      const chatId = update.message?.chat.id ?? update.callback_query?.message?.chat.id;
      const last = lastByChat.get(chatId) ?? Promise.resolve();
      lastByChat.set(
        chatId,
        last.then(() => send(update, secretToken)),
      );
    },
    connect(url) {
      current = url;
      connected(url);
    },
    end() {
      isOver = true;
    },
  };
}

/** 0 if nobody is there. */
export async function post(url: string, body: string, secretToken?: string): Promise<number> {
  const secret: Record<string, string> =
    secretToken === undefined ? {} : { 'x-telegram-bot-api-secret-token': secretToken };
  const headers = { 'content-type': 'application/json', ...secret };
  return fetch(url, { method: 'POST', body, headers }).then(
    ({ status }) => status,
    () => 0,
  );
}
