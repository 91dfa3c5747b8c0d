/** Taking updates that Telegram delivers: confirmed as soon as they are kept, handled later. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Bot, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { openHttpListener } from '../../http/http-listener.ts';
import { ALLOWED_UPDATES } from '../bot.ts';
import type { BotContext } from '../bot-context.ts';
import type { Reception } from './reception.ts';
import type { UpdateIntake } from './update-intake.ts';

/** Updates are a few kilobytes; files never come this way. */
const MAX_BODY_BYTES = 1024 ** 2;

/** Beyond this Telegram is asked to come back later. */
const MAX_UNDER_WAY = 1000;

export interface WebhookOptions {
  readonly bot: Bot<BotContext>;
  readonly intake: UpdateIntake;
  /** Public, https. Its path is the one that is listened to. */
  readonly url: string;
  /** Telegram sends it with every delivery. */
  readonly secret: string;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Between two tries to reach Telegram. */
  readonly retryMs: number;
  readonly log: Logger;
}

/** Listens, then asks Telegram to deliver. When it is stopped, Telegram keeps what comes until it runs again. Throws `PortError`. */
export async function startWebhook(options: WebhookOptions): Promise<Reception> {
  const { bot, intake, url, secret, host, port, log } = options;
  const path = new URL(url).pathname;
  const stopping = new AbortController();
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const status = await answer(request).catch((error: unknown) => {
      log.warn({ err: error }, 'A delivery could not be taken');
      return 500;
    });
    response.writeHead(status, status === 503 ? { 'retry-after': '1' } : {}).end();
  };
  const listener = await openHttpListener({ host, port, variable: 'TELEGRAM_WEBHOOK_PORT', serve });
  log.info({ url: listener.url + path }, 'Updates are taken');

  async function answer(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST' || request.url?.split('?')[0] !== path) return 404;
    if (!isSame(request.headers['x-telegram-bot-api-secret-token'], secret)) return 401;
    const isFull = intake.underWay() >= MAX_UNDER_WAY;
    if (stopping.signal.aborted || isFull || !bot.isInited()) return 503;
    const update = parseUpdate(await readBody(request));
    if (!update) return 400;
    await intake.take(update).accepted;
    return 200;
  }

  return {
    running: register(options, stopping.signal),
    async stop(deadlineMs) {
      stopping.abort();
      await intake.drain(deadlineMs);
      await listener.close();
    },
  };
}

/** Resolves at the stop; rejects if Telegram refuses the token or the address. */
async function register(options: WebhookOptions, signal: AbortSignal): Promise<void> {
  const { bot, intake, url, secret, retryMs, log } = options;
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  while (!signal.aborted) {
    try {
      await bot.init();
      intake.resume();
      await bot.api.setWebhook(url, { secret_token: secret, allowed_updates: [...ALLOWED_UPDATES] });
      return stopped;
    } catch (error) {
      if (isRefusal(error)) throw error;
      log.warn({ err: error }, 'Telegram is not answering');
      await Promise.race([delay(retryMs), stopped]);
    }
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code < 500 && error.error_code !== 429;
}

/** Takes as long whatever is sent. */
function isSame(given: string | string[] | undefined, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(hash(given), hash(secret));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES) throw new Error('A delivery is larger than any update');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Whoever knows the secret is Telegram; what it sends has the shape that its API says. */
function parseUpdate(body: string): Update | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isUpdate(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isUpdate(value: unknown): value is Update {
  return (
    typeof value === 'object' &&
    value !== null &&
    'update_id' in value &&
    Number.isSafeInteger(value.update_id)
  );
}
