/** Answers a pressed button, so that the app stops showing that it waits. */
import type { BotContext } from './bot-context.ts';

/** With a short text that pops up, or none. A press from before a restart is too old to be answered; what it asked for was done all the same. */
export async function answerPress(ctx: BotContext, text?: string): Promise<void> {
  await ctx.answerCallbackQuery(text === undefined ? {} : { text }).catch((error: unknown) => {
    ctx.log.info({ err: error }, 'A pressed button could not be answered');
  });
}
