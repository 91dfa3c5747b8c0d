/** The one way in for updates, however they come: everything that is told to the bot is kept, and passes here once. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Bot } from 'grammy';
import type { Update } from 'grammy/types';
import type { BotContext } from '../bot-context.ts';
import type { UpdateJournal } from './update-journal.ts';

export interface TakenUpdate {
  /** Resolves when Telegram may forget the update. */
  readonly accepted: Promise<void>;
  /** Resolves when the bot has done what the update asked for, or has failed at it. Never rejects. */
  readonly handled: Promise<void>;
}

export interface UpdateIntake {
  /** Resolves when Telegram may forget them. They are handled once they are taken. */
  keep(updates: readonly Update[]): Promise<void>;
  /**
   * Updates of one chat are handled in the order in which they are taken, each once, however often it comes. The bot must
   * be initialised.
   */
  take(update: Update): TakenUpdate;
  /** Takes what an earlier process kept and did not get round to. The bot must be initialised. */
  resume(): void;
  /** How many are being handled. */
  underWay(): number;
  /** Resolves when nothing is under way, at the latest at the deadline. */
  drain(deadlineMs: number): Promise<void>;
}

export interface UpdateIntakeOptions {
  readonly bot: Bot<BotContext>;
  readonly journal: UpdateJournal;
  /** Updates whose effect is known to have reached the disk, though a stop came before that was noted. */
  readonly actedOn: ReadonlySet<number>;
}

export function createUpdateIntake({ bot, journal, actedOn }: UpdateIntakeOptions): UpdateIntake {
  const underWay = new Set<Promise<void>>();

  function take(update: Update): TakenUpdate {
    const accepted = journal.keep([update]);
    if (!journal.claim(update.update_id)) return { accepted, handled: accepted };
    const handled = accepted
      .then(() => bot.handleUpdate(update))
      .catch((error) => bot.errorHandler(error))
      .then(() => {
        underWay.delete(handled);
        journal.markHandled(update.update_id);
      });
    underWay.add(handled);
    return { accepted, handled };
  }

  return {
    keep: journal.keep,
    take,
    resume() {
      for (const update of journal.unhandled) {
        if (!actedOn.has(update.update_id)) take(update);
        else if (journal.claim(update.update_id)) journal.markHandled(update.update_id);
      }
    },
    underWay: () => underWay.size,
    async drain(deadlineMs) {
      const isOver = delay(Math.max(0, deadlineMs - Date.now()), 'over' as const, { ref: false });
      while (underWay.size > 0) {
        if ((await Promise.race([Promise.all(underWay), isOver])) === 'over') break;
      }
      await journal.settle();
    },
  };
}
