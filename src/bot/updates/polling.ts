/** Fetching updates from Telegram: through outages, past a second poller, and to an orderly end. */
import { setTimeout as delay } from 'node:timers/promises';
import { run } from '@grammyjs/runner';
import type { Bot, Transformer } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { ALLOWED_UPDATES } from '../bot.ts';
import type { BotContext } from '../bot-context.ts';
import type { Reception } from './reception.ts';
import type { UpdateIntake } from './update-intake.ts';

/** The old process may still run while the new one starts, or somebody tests the token. */
const MAX_CONFLICTS_IN_A_ROW = 10;

export interface PollingOptions {
  readonly bot: Bot<BotContext>;
  readonly intake: UpdateIntake;
  /** Between two tries to reach Telegram. */
  readonly retryMs: number;
  readonly log: Logger;
}

/** Fetches updates until it is stopped. A webhook that was set before is taken away. */
export function startPolling(options: PollingOptions): Reception {
  const { bot, intake, retryMs } = options;
  bot.api.config.use(createPatience(options));
  const adapter = {
    async init() {
      await bot.init();
      intake.resume();
    },
    api: bot.api,
    handleUpdate: (update: Update) => intake.take(update).handled,
    errorHandler: () => {},
  };
  const runner = run(adapter, {
    runner: {
      fetch: { allowed_updates: [...ALLOWED_UPDATES] },
      silent: true,
      // An outage, however long, is over as soon as Telegram is back.
      retryInterval: retryMs,
      maxRetryTime: Number.POSITIVE_INFINITY,
    },
  });
  return {
    running: runner.task() ?? Promise.resolve(),
    /** The runner stops fetching, at the latest when its wait for another try is over, but does not wait for handlers. */
    async stop(deadlineMs) {
      const stopped = runner.isRunning() ? runner.stop() : Promise.resolve();
      await Promise.race([stopped, delay(Math.max(0, deadlineMs - Date.now()), undefined, { ref: false })]);
      await intake.drain(deadlineMs);
    },
  };
}

/**
 * Says so when Telegram does not answer, does not give up at the first conflict, as the runner would, and lets it ask for
 * more, which confirms what came, only once that is kept.
 */
function createPatience({ bot, intake, retryMs, log }: PollingOptions): Transformer {
  let conflicts = 0;
  return async (previous, method, payload, signal) => {
    if (method !== 'getUpdates') return previous(method, payload, signal);
    for (;;) {
      const answer = await previous(method, payload, signal).catch((error: unknown) => {
        if (!signal?.aborted) log.warn({ err: error }, 'Telegram is not answering');
        throw error;
      });
      const isConflict = !answer.ok && answer.error_code === 409;
      conflicts = isConflict ? conflicts + 1 : 0;
      // What getUpdates answers with is a list of them.
      if (answer.ok) await intake.keep(answer.result as Update[]);
      if (!isConflict || conflicts >= MAX_CONFLICTS_IN_A_ROW) return answer;
      log.warn(
        { reason: answer.description, conflicts },
        'Another program gets the updates of this bot, and only one can: stop it. Trying again',
      );
      if (answer.description.includes('webhook is active')) await bot.api.deleteWebhook();
      else await delay(retryMs);
      if (signal?.aborted) return answer;
    }
  };
}
