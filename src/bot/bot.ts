/** The bot: its Telegram client, and the order in which an update passes its rooms. */
import { autoRetry } from '@grammyjs/auto-retry';
import { sequentialize } from '@grammyjs/runner';
import { Bot, type Composer, GrammyError, HttpError } from 'grammy';
import type { Logger } from 'pino';
import { type ApiCallEnd, followGroups, watchApiCalls } from './api-calls.ts';
import type { BotContext } from './bot-context.ts';
import { unexpectedFault } from './messages/answers.ts';

/** The kinds of update that the bot handles; Telegram sends no others. */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;

/** One answer of Telegram may take this long, a long poll included. */
const API_TIMEOUT_SECONDS = 60;

export interface BotClientOptions {
  readonly token: string;
  /** Root of the Bot API server, without a slash at the end. */
  readonly apiRoot: string;
  /** Told of every call as it ends. Must not throw. */
  readonly onCall?: (call: ApiCallEnd) => void;
}

/** The client alone: no handler, nothing sent yet. Floods and network faults are retried, within bounds. */
export function createBotClient({ token, apiRoot, onCall }: BotClientOptions): Bot<BotContext> {
  const bot = new Bot<BotContext>(token, { client: { apiRoot, timeoutSeconds: API_TIMEOUT_SECONDS } });
  if (onCall) bot.api.config.use(watchApiCalls(onCall));
  bot.api.config.use(followGroups);
  bot.api.config.use(
    autoRetry({
      maxRetryAttempts: 3,
      maxDelaySeconds: 60,
      rethrowHttpErrors: true,
      rethrowInternalServerErrors: true,
    }),
  );
  return bot;
}

export interface BotHandlers {
  /** In the order in which an update meets them. */
  readonly rooms: readonly Composer<BotContext>[];
  readonly log: Logger;
}

/** Updates of one chat are handled in order, those of different chats side by side. */
export function useHandlers(bot: Bot<BotContext>, { rooms, log }: BotHandlers): void {
  bot.use(async (ctx, next) => {
    ctx.log = log.child({ updateId: ctx.update.update_id, chatId: ctx.chat?.id, userId: ctx.from?.id });
    await next();
  });
  const guarded = bot.errorBoundary(async ({ error, ctx }) => {
    ctx.log.error({ err: error }, 'An update could not be handled');
    // An answer that did not get through: what it was about is done, and another answer would fare no better.
    if (error instanceof HttpError || error instanceof GrammyError) return;
    await ctx.reply(unexpectedFault().text.text);
  });
  guarded.use(sequentialize((ctx) => String(ctx.chat?.id ?? ctx.from?.id)));
  for (const room of rooms) guarded.use(room);
  bot.catch(({ error, ctx }) => ctx.log.error({ err: error }, 'A fault could not be told to the user'));
}
