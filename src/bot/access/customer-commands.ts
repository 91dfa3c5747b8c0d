/** /move and /reload: administrators say who belongs where, and have the customers read again. */
import { Composer } from 'grammy';
import type { CustomerBook, Reload } from '../../customers/customer-book.ts';
import type { BotContext } from '../bot-context.ts';
import * as texts from '../messages/access-texts.ts';
import type { Message } from '../messages/message.ts';
import { say } from '../shown-answer.ts';

export interface CustomerCommandsOptions {
  readonly book: CustomerBook;
  readonly isAdmin: (userId: number) => boolean;
  /** Reads CUSTOMERS_FILE again; with mistakes in it, all stays as it was. Does not throw. */
  readonly reload: () => Reload;
}

/** `42 CUST002`; an id may have spaces. */
const MOVE = /^(?<userId>\d{1,16})\s+(?<customerId>\S.*)$/;

/** Passes on what does not come from an administrator, in private: names of customers are nobody else's business. */
export function createCustomerCommands(options: CustomerCommandsOptions): Composer<BotContext> {
  const { book, isAdmin, reload } = options;
  const room = new Composer<BotContext>();
  const forAdmins = room.filter((ctx) => ctx.chat?.type === 'private' && isAdmin(ctx.from?.id ?? 0));

  forAdmins.command('move', async (ctx) => {
    const { userId, customerId = '' } = MOVE.exec(ctx.match.trim())?.groups ?? {};
    if (userId === undefined) return say(ctx, texts.moveUsage(book.all()));
    await say(ctx, await move(ctx, Number(userId), customerId));
  });
  forAdmins.command('reload', (ctx) => say(ctx, describeReload(reload(), book)));
  return room;

  async function move(ctx: BotContext, userId: number, customerId: string): Promise<Message> {
    const move = await book.move({ userId, customerId });
    ctx.log.info({ movedUserId: userId, customerId, outcome: move.outcome }, 'Asked to move a person');
    switch (move.outcome) {
      case 'moved':
        return texts.moved(userId, move.customer);
      case 'declared':
        return texts.declaredElsewhere(userId, move.customer);
      case 'unknown-customer':
        return texts.unknownCustomer(customerId, book.all());
      case 'unknown-person':
        return texts.unknownPerson(userId);
    }
  }
}

export function describeReload(reload: Reload, book: Pick<CustomerBook, 'stranded'>): Message {
  if (reload.kind === 'nothing') return texts.nothingToReload();
  if (reload.kind === 'problems') return texts.reloadFailed(reload.problems);
  const { customers, returned } = reload;
  return texts.reloaded({ customers, returned, stranded: book.stranded() });
}
