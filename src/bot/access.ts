/** Lets in whom the owner named, and tells everybody else once, politely, that the bot is private. */
import { Composer } from 'grammy';
import type { BotContext } from './bot-context.ts';
import { accessRefused } from './messages/help.ts';

/** How many refused users are remembered, so that a flood of strangers costs no memory. */
const MAX_REMEMBERED = 1000;

export interface AccessOptions {
  readonly isAllowed: (userId: number) => boolean;
}

/** Deny by default. Nothing that a stranger sends reaches the handlers behind. */
export function createAccess({ isAllowed }: AccessOptions): Composer<BotContext> {
  const access = new Composer<BotContext>();
  const refused = new Set<number>();

  access.use(async (ctx, next) => {
    const userId = ctx.from?.id;
    if (userId === undefined) return;
    if (isAllowed(userId)) return next();
    if (refused.has(userId)) return;
    if (refused.size >= MAX_REMEMBERED) refused.clear();
    refused.add(userId);
    ctx.log.warn('Refused a user who is on no list');
    if (ctx.chat?.type === 'private') await ctx.reply(accessRefused(userId).text.text);
  });
  return access;
}
