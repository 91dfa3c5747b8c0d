/** What the bot answers: said anew, or put in the place of the answer whose button was pressed. */
import type { InlineKeyboard } from 'grammy';
import type { BotContext } from './bot-context.ts';
import type { Message } from './messages/message.ts';

export interface Answer {
  readonly message: Message;
  readonly keyboard?: InlineKeyboard;
}

/** A bare message is an answer without buttons. */
export function toAnswer<Found extends Answer>(found: Found | Message): Found | Answer {
  return 'message' in found ? found : { message: found };
}

/** In a message of its own. */
export async function say(ctx: BotContext, found: Answer | Message): Promise<void> {
  await send(ctx, toAnswer(found));
}

/** As `say`; resolves with the message's id, for whoever puts something below it. */
export async function send(ctx: BotContext, answer: Answer): Promise<number> {
  return (await ctx.reply(answer.message.text.text, optionsOf(answer))).message_id;
}

/** Resolves with the message, or with nothing where it shows the same as before: pressed twice, nothing is to be changed. */
export async function turnTo(ctx: BotContext, answer: Answer): Promise<number | undefined> {
  try {
    await ctx.editMessageText(answer.message.text.text, optionsOf(answer));
    return ctx.callbackQuery?.message?.message_id;
  } catch (error) {
    ctx.log.info({ err: error }, 'An answer could not be put in the place of another');
    return undefined;
  }
}

function optionsOf({ message, keyboard }: Answer) {
  return {
    entities: message.text.entities,
    link_preview_options: { is_disabled: true },
    ...(keyboard && { reply_markup: keyboard }),
  };
}
