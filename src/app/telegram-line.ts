/** How the bot reaches its people: through Telegram, or without a token through a chat page on this machine. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type ChatPageOptions, createChatPage } from '../local-telegram/chat-page/chat-page.ts';
import type { SavedRows } from '../local-telegram/chat-page/rows-feed.ts';
import { createLocalTelegram } from '../local-telegram/local-telegram.ts';
import { describeAccounts } from './accounts.ts';

const LOCAL_BOT_ID = 1000;

export interface TelegramLine {
  readonly token: string;
  /** Root of the Bot API server, without a slash at the end. */
  readonly apiRoot: string;
  close(): Promise<void>;
}

export interface TelegramLineOptions {
  readonly config: Config;
  /** For the chat page to show. */
  readonly savedRows: SavedRows;
  readonly log: Logger;
}

/** Throws `PortUnavailableError` if the chat page is needed and can't be served. */
export async function openTelegramLine({
  config,
  savedRows,
  log,
}: TelegramLineOptions): Promise<TelegramLine> {
  const { telegram, chatPort: port } = config;
  if (telegram) {
    return { token: telegram.token, apiRoot: telegram.apiRoot, close: async () => {} };
  }
  const onFault = (error: unknown) => log.error({ err: error }, 'The chat page could not answer');
  const folder = join(config.dataDir, 'chat');
  const line = await openLocalChat({ port, folder, accounts: describeAccounts(config), savedRows, onFault });
  log.info({ url: line.pageUrl }, 'Open the chat page in a browser on this machine');
  return line;
}

interface LocalChatOptions extends ChatPageOptions {
  /** Keeps the chats over a restart. */
  readonly folder: string;
  readonly onFault: (error: unknown) => void;
}

interface LocalChat extends TelegramLine {
  readonly pageUrl: string;
}

async function openLocalChat(options: LocalChatOptions): Promise<LocalChat> {
  const { folder, onFault } = options;
  const token = `${LOCAL_BOT_ID}:${randomBytes(24).toString('base64url')}`;
  const telegram = await createLocalTelegram({ token, folder, onFault });
  const page = await createChatPage(telegram, options).catch(async (error: unknown) => {
    await telegram.close();
    throw error;
  });
  return {
    token,
    apiRoot: telegram.apiRoot,
    pageUrl: page.url,
    async close() {
      await page.close();
      await telegram.close();
    },
  };
}
