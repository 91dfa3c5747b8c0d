/** Lets in who may use the bot, tells everybody else once, politely, that it is private, and leaves groups that are not its own. */
import { Composer } from 'grammy';
import type { CustomerBook } from '../../customers/customer-book.ts';
import type { BotContext } from '../bot-context.ts';
import { groupRefused } from '../messages/access-texts.ts';
import { accessRefused } from '../messages/help.ts';
import { say } from '../shown-answer.ts';

/** How many refused users and groups are remembered, so that a flood of strangers costs no memory. */
const MAX_REMEMBERED = 1000;

export interface AccessOptions {
  readonly isAllowed: (userId: number) => boolean;
  /** In a group that is allowed, only those who are allowed themselves are heard. */
  readonly isAllowedGroup: (chatId: number) => boolean;
  readonly book: Pick<CustomerBook, 'all'>;
}

/** Deny by default. Nothing that a stranger sends reaches the handlers behind. */
export function createAccess({ isAllowed, isAllowedGroup, book }: AccessOptions): Composer<BotContext> {
  const access = new Composer<BotContext>();
  const refused = new Set<number>();

  access.use(async (ctx, next) => {
    const userId = ctx.from?.id;
    if (userId === undefined) return;
    if (isInGroup(ctx) && !isAllowedGroup(ctx.chat.id)) return leaveGroup(ctx);
    // That the bot was added, removed or blocked concerns nobody else.
    if (ctx.myChatMember) return;
    if (isAllowed(userId)) return next();
    if (!isNew(userId)) return;
    ctx.log.warn('Refused a user who is on no list');
    if (ctx.chat?.type === 'private') await say(ctx, accessRefused(userId));
  });
  return access;

  async function leaveGroup(ctx: GroupContext): Promise<void> {
    if (['left', 'kicked'].includes(ctx.myChatMember?.new_chat_member.status ?? '')) return;
    if (isNew(ctx.chat.id)) {
      ctx.log.warn('Refused a group that is on no list');
      const hasCustomers = book.all().length > 1;
      await say(ctx, groupRefused(ctx.chat.id, hasCustomers)).catch((error: unknown) => {
        ctx.log.info({ err: error }, 'A group could not be told why');
      });
    }
    await ctx.leaveChat();
  }

  function isNew(id: number): boolean {
    if (refused.has(id)) return false;
    if (refused.size >= MAX_REMEMBERED) refused.clear();
    refused.add(id);
    return true;
  }
}

type GroupContext = BotContext & { readonly chat: { readonly id: number } };

function isInGroup(ctx: BotContext): ctx is GroupContext {
  return ctx.chat !== undefined && ctx.chat.type !== 'private';
}
