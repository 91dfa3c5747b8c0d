/** The one way in for updates, however they come: everything that is told to the bot passes here once. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import type { BotContext } from './bot-context.ts';

export interface TakenUpdate {
  /** Resolves when Telegram may forget the update. Rejects if it should be sent again. */
  readonly accepted: Promise<void>;
  /** Resolves when the bot has done what the update asked for, or has failed at it. Never rejects. */
  readonly handled: Promise<void>;
}

export interface UpdateIntake {
  /** Updates of one chat are handled in the order in which they are taken. The bot must be initialised. */
  take(update: Update): TakenUpdate;
  /** How many are being handled. */
  underWay(): number;
  /** Resolves when nothing is under way, at the latest at the deadline. */
  drain(deadlineMs: number): Promise<void>;
}

export function createUpdateIntake(bot: Bot<BotContext>): UpdateIntake {
  const underWay = new Set<Promise<void>>();
  return {
    take(update) {
      const handled = bot
        .handleUpdate(update)
        .catch((error) => bot.errorHandler(error))
        .then(() => void underWay.delete(handled));
      underWay.add(handled);
      return { accepted: Promise.resolve(), handled };
    },
    underWay: () => underWay.size,
    async drain(deadlineMs) {
      const isOver = delay(Math.max(0, deadlineMs - Date.now()), 'over' as const, { ref: false });
      while (underWay.size > 0) {
        if ((await Promise.race([Promise.all(underWay), isOver])) === 'over') return;
      }
    },
  };
}
