/** An answer with buttons: said anew, or put in the place of the one whose button was pressed. */
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

export async function say(ctx: BotContext, answer: Answer): Promise<void> {
  await ctx.reply(answer.message.text.text, optionsOf(answer));
}

/** Pressed twice, nothing is to be changed; that is of no consequence. */
export async function turnTo(ctx: BotContext, answer: Answer): Promise<void> {
  await ctx.editMessageText(answer.message.text.text, optionsOf(answer)).catch((error: unknown) => {
    ctx.log.info({ err: error }, 'An answer could not be put in the place of another');
  });
}

function optionsOf({ message, keyboard }: Answer) {
  return {
    entities: message.text.entities,
    link_preview_options: { is_disabled: true },
    ...(keyboard && { reply_markup: keyboard }),
  };
}
