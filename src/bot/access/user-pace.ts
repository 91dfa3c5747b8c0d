/** Keeps one user from flooding the bot: beyond so many messages a minute it says so once, and takes nothing. */
import { Composer } from 'grammy';
import type { RateLimit } from '../../customers/rate-limit.ts';
import type { BotContext } from '../bot-context.ts';
import { tooFast } from '../messages/access-texts.ts';
import type { Message } from '../messages/message.ts';

export interface UserPaceOptions {
  readonly rate: RateLimit;
  /** For the words. */
  readonly perMinute: number | undefined;
}

export function createUserPace({ rate, perMinute = 0 }: UserPaceOptions): Composer<BotContext> {
  const pace = new Composer<BotContext>();
  /** Users who are being kept out and know it. */
  const told = new Set<number>();

  pace.use(async (ctx, next) => {
    const userId = ctx.from?.id ?? 0;
    const waitMs = rate.take(userId);
    if (waitMs === 0) {
      told.delete(userId);
      return next();
    }
    if (told.has(userId)) return;
    told.add(userId);
    ctx.log.warn({ waitMs }, 'A user writes faster than is allowed');
    await refuse(ctx, tooFast(perMinute, waitMs));
  });
  return pace;
}

/** Where the user looks: at the button that was pressed, or at the message that was not taken. */
async function refuse(ctx: BotContext, { text }: Message): Promise<void> {
  if (ctx.callbackQuery) {
    await ctx.answerCallbackQuery({ text: text.text, show_alert: true });
    return;
  }
  await ctx.reply(text.text, {
    entities: text.entities,
    reply_parameters: { message_id: ctx.msgId ?? 0, allow_sending_without_reply: true },
  });
}
