/** The part of the configuration that says how the bot reaches Telegram, and who may use it. */
import { createHmac } from 'node:crypto';
import type { Values } from './variables.ts';

export interface TelegramConfig {
  readonly token: string;
  readonly apiRoot: string;
  readonly allowedUserIds: readonly number[];
  readonly adminUserIds: readonly number[];
  readonly allowedGroupIds: readonly number[];
  readonly inviteTtlMs: number;
  /** Absent where the bot fetches its updates. */
  readonly webhook: WebhookConfig | undefined;
}

export interface WebhookConfig {
  /** Public, https, without a slash at the end. */
  readonly url: string;
  /** In the header of every delivery. */
  readonly secret: string;
  readonly port: number;
  readonly host: string;
}

const DAY_MS = 86_400_000;

/** Undefined where the chat page stands in. */
export function readTelegram(values: Values, problems: string[]): TelegramConfig | undefined {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot } = values;
  if (token === undefined) {
    if (values.TELEGRAM_WEBHOOK_URL !== undefined) {
      problems.push(
        'TELEGRAM_BOT_TOKEN is not set although TELEGRAM_WEBHOOK_URL is: expected a token from @BotFather',
      );
    }
    return undefined;
  }
  return {
    token,
    apiRoot,
    allowedUserIds: values.ALLOWED_USER_IDS ?? [],
    adminUserIds: values.ADMIN_USER_IDS ?? [],
    allowedGroupIds: values.ALLOWED_GROUP_IDS ?? [],
    inviteTtlMs: values.INVITE_TTL_DAYS * DAY_MS,
    webhook: readWebhook(values, token),
  };
}

function readWebhook(values: Values, token: string): WebhookConfig | undefined {
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = values;
  if (url === undefined) return undefined;
  return {
    url,
    secret: secret ?? deriveSecret(token),
    port: values.TELEGRAM_WEBHOOK_PORT,
    host: values.TELEGRAM_WEBHOOK_HOST,
  };
}

/** The same after every start, and of no use to whoever learns it but to write to this bot. */
function deriveSecret(token: string): string {
  return createHmac('sha256', token).update('webhook secret').digest('base64url');
}
