/** Fetching updates from Telegram: through outages, and to an orderly end. */
import { setTimeout as delay } from 'node:timers/promises';
import { type RunnerHandle, run } from '@grammyjs/runner';
import type { Bot } from 'grammy';
import type { Logger } from 'pino';
import { ALLOWED_UPDATES } from './bot.ts';
import type { BotContext } from './bot-context.ts';

/** Between two tries to reach Telegram. */
const POLL_RETRY_MS = 3000;

/** How often a stopping bot looks whether its handlers have ended. */
const HANDLER_POLL_MS = 10;

/** Fetches updates until it is stopped; the handle's task rejects if Telegram won't have this bot. */
export function startPolling(bot: Bot<BotContext>, log: Logger): RunnerHandle {
  bot.api.config.use(async (previous, method, payload, signal) => {
    try {
      return await previous(method, payload, signal);
    } catch (error) {
      if (method === 'getUpdates' && !signal?.aborted) log.warn({ err: error }, 'Telegram is not answering');
      throw error;
    }
  });
  return run(bot, {
    runner: {
      fetch: { allowed_updates: [...ALLOWED_UPDATES] },
      silent: true,
      // An outage, however long, is over as soon as Telegram is back.
      retryInterval: POLL_RETRY_MS,
      maxRetryTime: Number.POSITIVE_INFINITY,
    },
  });
}

/** The runner stops fetching, at the latest when its wait for another try is over, but does not wait for handlers: we do. */
export async function stopPolling(runner: RunnerHandle, deadlineMs: number): Promise<void> {
  const stopped = runner.isRunning() ? runner.stop() : Promise.resolve();
  await Promise.race([stopped, delay(Math.max(0, deadlineMs - Date.now()), undefined, { ref: false })]);
  while (runner.size() > 0 && Date.now() < deadlineMs) await delay(HANDLER_POLL_MS);
}
