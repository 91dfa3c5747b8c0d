/** Who may use the bot, and how much: the configuration, the invited and the limits, put together. */
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { openAccessStore } from '../customers/access-store.ts';
import { openPageQuota } from '../customers/page-quota.ts';
import { createRateLimit } from '../customers/rate-limit.ts';
import type { Storage } from '../durable/storage.ts';
import type { TelegramLine } from './telegram-line.ts';

/** How often a stranger may try an invitation and be answered. */
const INVITATION_TRIES_PER_MINUTE = 5;

const DAY_MS = 86_400_000;

export interface BotAccessOptions {
  readonly config: Config;
  readonly line: TelegramLine;
  readonly storage: Storage;
  readonly log: Logger;
}

/** Administrators alone see all figures and pass the page cap; on the chat page there are none, and no limits. */
export async function openBotAccess({ config, line, storage, log }: BotAccessOptions) {
  const { timeZone, telegram } = config;
  // Whoever writes on the chat page sits at this machine, and pays for it.
  const maxPagesPerDay = telegram && config.maxPagesPerUserPerDay;
  const perMinute = telegram && config.userRateLimitPerMinute;
  const { adminUserIds = [], allowedUserIds = [], inviteTtlMs = DAY_MS } = telegram ?? {};
  const now = () => new Date();
  const store = await openAccessStore({ storage, inviteTtlMs, now });
  const isAdmin = (userId: number) => adminUserIds.includes(userId);
  const rateOf = (limit: number | undefined) => createRateLimit({ perMinute: limit, now: Date.now });
  return {
    store,
    adminUserIds,
    isAdmin,
    isAllowed: (userId: number) => line.isAllowed(userId) || store.isMember(userId),
    isAllowedGroup: line.isAllowedGroup,
    pace: { rate: rateOf(perMinute), perMinute },
    tries: rateOf(INVITATION_TRIES_PER_MINUTE),
    configuredCount: new Set([...adminUserIds, ...allowedUserIds]).size,
    timeZone,
    quota: await openPageQuota({ storage, maxPagesPerDay, isExempt: isAdmin, timeZone, now, log }),
  };
}
