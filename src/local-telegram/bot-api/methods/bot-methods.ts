/** Methods about the bot itself: who it is, its updates, its commands. */

import type { BotCommands } from '../../chats/bot-commands.ts';
import type { UpdateQueue, Webhook } from '../../chats/updates.ts';
import type { User } from '../bot-api-types.ts';
import { type Params, readFlag, readInteger, readJson, readText } from '../params.ts';
import type { ApiMethods } from './api-method.ts';

export interface BotMethodsDeps {
  readonly bot: User;
  readonly updates: UpdateQueue;
  readonly commands: BotCommands;
}

export function createBotMethods({ bot, updates, commands }: BotMethodsDeps): ApiMethods {
  return {
    getMe: () => ({
      ...bot,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    }),
    getUpdates: ({ params, signal }) =>
      updates.poll({
        offset: readInteger(params, 'offset') ?? 0,
        limit: readInteger(params, 'limit') ?? 100,
        timeoutSeconds: readInteger(params, 'timeout') ?? 0,
        allowedUpdates: readStrings(params, 'allowed_updates'),
        signal,
      }),
    setWebhook: ({ params }) =>
      setWebhook(params, { url: readText(params, 'url'), secretToken: readText(params, 'secret_token') }),
    deleteWebhook: ({ params }) => setWebhook(params, { url: '', secretToken: '' }),
    getWebhookInfo: () => ({
      url: updates.webhook()?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: updates.pendingCount(),
    }),
    setMyCommands: ({ params }) => commands.set(params, readJson(params, 'commands')),
    getMyCommands: ({ params }) => commands.get(params),
    // A local group keeps no list of who is in it.
    leaveChat: () => true,
  };

  function setWebhook(params: Params, webhook: Webhook): true {
    if (readFlag(params, 'drop_pending_updates')) updates.clear();
    updates.setWebhook(webhook, readStrings(params, 'allowed_updates'));
    return true;
  }
}

function readStrings(params: Params, name: string): readonly string[] | undefined {
  const value = readJson(params, name);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}
