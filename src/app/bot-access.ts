/** Who may use the bot, how much, and for whom: the configuration, the customers, the invited and the limits, put together. */
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { createCustomerBook } from '../customers/customer-book.ts';
import { createCustomerDirectory } from '../customers/customer-directory.ts';
import { openMemberStore } from '../customers/member-store.ts';
import { openPageQuota } from '../customers/page-quota.ts';
import { createRateLimit } from '../customers/rate-limit.ts';
import type { Storage } from '../durable/storage.ts';

/** How often a stranger may try an invitation and be answered. */
const INVITATION_TRIES_PER_MINUTE = 5;

const DAY_MS = 86_400_000;

export interface BotAccessOptions {
  readonly config: Config;
  readonly storage: Storage;
  readonly now: () => Date;
  readonly log: Logger;
}

export type BotAccess = Awaited<ReturnType<typeof openBotAccess>>;

/** Administrators alone see all figures and pass the page cap; on the chat page there are none, and no limits. */
export async function openBotAccess({ config, storage, now, log }: BotAccessOptions) {
  const { timeZone, telegram } = config;
  // Whoever writes on the chat page sits at this machine, and pays for it.
  const maxPagesPerDay = telegram && config.maxPagesPerUserPerDay;
  const perMinute = telegram && config.userRateLimitPerMinute;
  const {
    adminUserIds = [],
    allowedUserIds = [],
    allowedGroupIds = [],
    inviteTtlMs = DAY_MS,
  } = telegram ?? {};
  const configured = new Set([...adminUserIds, ...allowedUserIds]);
  const isConfigured = (userId: number) => !telegram || configured.has(userId);
  const members = await openMemberStore({ storage, inviteTtlMs, now });
  const directory = createCustomerDirectory(config);
  const book = createCustomerBook({ directory, members, isConfigured });
  const isAdmin = (userId: number) => adminUserIds.includes(userId);
  const rateOf = (limit: number | undefined) => createRateLimit({ perMinute: limit, now: Date.now });
  return {
    book,
    members,
    adminUserIds,
    isAdmin,
    isAllowed: (userId: number) =>
      isAdmin(userId) || ((isConfigured(userId) || members.isMember(userId)) && book.hasCustomer(userId)),
    isAllowedGroup: (chatId: number) => !telegram || allowedGroupIds.includes(chatId) || book.isGroup(chatId),
    pace: { rate: rateOf(perMinute), perMinute },
    tries: rateOf(INVITATION_TRIES_PER_MINUTE),
    configuredCount: configured.size,
    timeZone,
    quota: await openPageQuota({ storage, maxPagesPerDay, isExempt: isAdmin, timeZone, now, log }),
  };
}
