/** Where the stats commands ask: within bounded time, and only for what the one who asks may see (S-86). */
import type { Sender } from '../../customers/customer.ts';
import type { UsageStats } from '../../usage/stats/stats.ts';
import type { BotContext } from '../bot-context.ts';
import type { Message } from '../messages/message.ts';
import * as answers from '../messages/stats/stats-answers.ts';

export interface StatsDeskOptions {
  /** Undefined while usage tracking, or its level of invoices, is off. May take long, or reject: then the user is told. */
  readonly stats: (() => Promise<UsageStats>) | undefined;
  /** Sees the figures of all customers. */
  readonly isAdmin: (userId: number) => boolean;
  /** Whose figures everybody else sees; in a group administrators too, since others read along. */
  readonly customerOf: (sender: Sender) => string;
  readonly customerName: (customerId: string) => string;
  /** So long may an answer take, since the chat's next message waits for it. Default 3000. */
  readonly timeoutMs?: number;
}

/** Whose figures are shown. */
export interface Scope {
  /** Undefined: all customers together. */
  readonly customerId: string | undefined;
  /** The customer's place in `customerIds()`, where an administrator picked one: it travels in buttons. */
  readonly picked: number | undefined;
  readonly isAdmin: boolean;
  /** For titles. */
  readonly name: string;
}

export interface StatsDesk {
  /** Gives what `find` gives; or a message that says why there is nothing: tracking is off, or it took too long. */
  ask<T>(
    ctx: BotContext,
    find: (stats: UsageStats, scope: Scope) => Promise<T>,
    asked?: Asked,
  ): Promise<T | Message>;
}

export interface Asked {
  /** An administrator's pick, as it came in a button; of anybody else's it is left aside. */
  readonly picked?: number | undefined;
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 3000;

export function createStatsDesk(options: StatsDeskOptions): StatsDesk {
  const { stats: openStats, isAdmin, customerOf, customerName, timeoutMs = DEFAULT_TIMEOUT_MS } = options;

  function scopeOf(stats: UsageStats, ctx: BotContext, picked: number | undefined): Scope {
    const userId = ctx.from?.id ?? 0;
    if (!isAdmin(userId) || ctx.chat?.type !== 'private') {
      const own = customerOf({ chatId: ctx.chat?.id ?? userId, userId });
      return { customerId: own, picked: undefined, isAdmin: false, name: customerName(own) };
    }
    const customerId = picked === undefined ? undefined : stats.customerIds()[picked];
    if (customerId === undefined) {
      return { customerId: undefined, picked: undefined, isAdmin: true, name: 'all customers' };
    }
    return { customerId, picked, isAdmin: true, name: customerName(customerId) };
  }

  return {
    async ask(ctx, find, asked = {}) {
      if (openStats === undefined) return answers.trackingOff();
      const answer = openStats().then((stats) => find(stats, scopeOf(stats, ctx, asked.picked)));
      return withTimeout(answer, asked.timeoutMs ?? timeoutMs).catch((error: unknown) => {
        ctx.log.warn({ err: error }, 'Usage figures could not be given');
        return answers.statsUnavailable();
      });
    },
  };
}

function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
