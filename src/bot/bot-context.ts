/** What every handler is given: grammY's context and a logger that knows the update. */
import type { Context } from 'grammy';
import type { Logger } from 'pino';

export type BotContext = Context & { log: Logger };
