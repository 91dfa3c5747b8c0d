/** Telegram: whether it knows the token, and whether updates can come to this bot alone. */
import { Api, GrammyError } from 'grammy';
import type { TelegramConfig } from '../../config/telegram-config.ts';
import { describeError, type Finding } from './finding.ts';

const SUBJECT = 'Telegram';
const WAYS_IN = 'Updates';

export interface TelegramCheckupOptions {
  readonly telegram: TelegramConfig;
  readonly timeoutMs: number;
  /** So long a poll is held open; a running bot is back at its own within 3 s. */
  readonly pollSeconds: number;
}

export async function checkTelegram(options: TelegramCheckupOptions): Promise<readonly Finding[]> {
  const { telegram, timeoutMs } = options;
  const api = new Api(telegram.token, {
    apiRoot: telegram.apiRoot,
    timeoutSeconds: Math.ceil(timeoutMs / 1000),
  });
  try {
    const { username } = await api.getMe();
    const known = { subject: SUBJECT, verdict: 'well', sentence: `the bot is @${username}.` } as const;
    return [known, ...checkPeople(telegram), await checkWaysIn(api, options)];
  } catch (error) {
    return [{ subject: SUBJECT, verdict: 'broken', sentence: explain(error, telegram) }];
  }
}

function explain(error: unknown, { apiRoot }: TelegramConfig): string {
  if (!(error instanceof GrammyError)) {
    return `${apiRoot} can't be reached: ${describeError(error)}. Check the network and TELEGRAM_API_ROOT.`;
  }
  if (error.error_code !== 401 && error.error_code !== 404) {
    return `it answers "${error.description}". Try again later.`;
  }
  return 'it does not know this token. Copy it again from @BotFather into TELEGRAM_BOT_TOKEN.';
}

function checkPeople({ allowedUserIds, adminUserIds }: TelegramConfig): readonly Finding[] {
  if (adminUserIds.length > 0) return [];
  const sentence =
    allowedUserIds.length > 0
      ? 'nobody is an administrator, so nobody can invite others. Put your number into ADMIN_USER_IDS.'
      : 'nobody may use the bot. Send it /start, and put the number that it answers into ADMIN_USER_IDS.';
  return [{ subject: 'People', verdict: 'doubtful', sentence }];
}

async function checkWaysIn(api: Api, { telegram, pollSeconds }: TelegramCheckupOptions): Promise<Finding> {
  const { url, last_error_message: fault, pending_update_count: waiting } = await api.getWebhookInfo();
  if (telegram.webhook) return checkDelivery({ url, fault, waiting }, telegram.webhook.url);
  if (url) {
    const sentence = `a webhook is set (${url}); this bot takes it away when it starts. If another installation uses it, stop that one, or set TELEGRAM_WEBHOOK_URL.`;
    return { subject: WAYS_IN, verdict: 'doubtful', sentence };
  }
  return checkOtherPollers(api, pollSeconds);
}

interface Delivery {
  readonly url: string | undefined;
  readonly fault: string | undefined;
  readonly waiting: number;
}

function checkDelivery({ url, fault, waiting }: Delivery, wanted: string): Finding {
  if (url !== wanted) {
    const sentence = `Telegram does not deliver to ${wanted} yet; the bot asks for it when it starts.`;
    return { subject: WAYS_IN, verdict: 'doubtful', sentence };
  }
  if (fault === undefined) {
    return { subject: WAYS_IN, verdict: 'well', sentence: `delivered to ${wanted}, ${waiting} waiting.` };
  }
  const sentence = `Telegram could not deliver to ${wanted}: "${fault}"; ${waiting} waiting. Check that the address leads to TELEGRAM_WEBHOOK_PORT, and its certificate.`;
  // An old fault stays in Telegram's answer; what waits shows that it lasts.
  return { subject: WAYS_IN, verdict: waiting > 0 ? 'broken' : 'doubtful', sentence };
}

/** Fetches without confirming, so nothing is lost; Telegram ends the poll if somebody else fetches meanwhile. */
async function checkOtherPollers(api: Api, pollSeconds: number): Promise<Finding> {
  try {
    await api.getUpdates({ timeout: pollSeconds, limit: 1 });
    return { subject: WAYS_IN, verdict: 'well', sentence: 'nobody else fetches them.' };
  } catch (error) {
    if (!(error instanceof GrammyError && error.error_code === 409)) throw error;
    const sentence =
      'a program fetches them just now. If that is this bot, all is well; only one program can, so stop any other.';
    return { subject: WAYS_IN, verdict: 'doubtful', sentence };
  }
}
