/** The chat page: a local Telegram for people, in a browser on this machine. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFolderStorage } from '../../durable/folder-storage.ts';
import { SILENT } from '../../durable/keeping-log.ts';
import { createMemoryStorage } from '../../durable/memory-storage.ts';
import type { LocalTelegram } from '../local-telegram.ts';
import { type LoopbackServer, startLoopbackServer } from '../loopback-server.ts';
import { refusalAnswer, sendPageAnswer, setSafetyHeaders } from './page-answers.ts';
import type { AccountState } from './page-contract.ts';
import { PageRefusal } from './page-refusal.ts';
import { createPageRoutes } from './page-routes.ts';
import { openPeople } from './people.ts';
import { checkRequest } from './request-guard.ts';
import { createRowsFeed, type SavedRows } from './rows-feed.ts';

/** People are Telegram users with this id, the next, and so on. */
const FIRST_PERSON_ID = 1001;

export interface ChatPageOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Shown at the top of the page. */
  readonly accounts: readonly AccountState[];
  readonly savedRows: SavedRows;
  /** Where it is remembered which browser is whom; the local Telegram's own folder will do. Default nowhere. */
  readonly folder?: string;
  /** Told of this server's own faults, for a log. Default: nobody. */
  readonly onFault?: (error: unknown) => void;
}

export interface ChatPage {
  /** Where to open it: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Cuts every connection; pages that are open say that they try to reconnect. */
  close(): Promise<void>;
}

/** The page can't be served at this port. The message says what to do. */
export class PortUnavailableError extends Error {
  override readonly name = 'PortUnavailableError';
}

/** Serves the page on loopback only. Throws `PortUnavailableError`, or an error that names a file that can’t be read. */
export async function createChatPage(telegram: LocalTelegram, options: ChatPageOptions): Promise<ChatPage> {
  const { port = 0, accounts, savedRows } = options;
  const storage =
    options.folder === undefined
      ? createMemoryStorage()
      : createFolderStorage({ folder: options.folder, now: () => new Date(), log: SILENT });
  // Where nothing is kept, the same people come back to their chats.
  const takenIds = options.folder === undefined ? [] : telegram.chats().map(({ id }) => id);
  const people = await openPeople({ firstId: FIRST_PERSON_ID, takenIds, storage });
  const rowsFeed = createRowsFeed(savedRows);
  const routes = createPageRoutes({ telegram, people, rowsFeed, accounts });
  const server = await startLoopbackServer({ port, serve }).catch((error: unknown) => {
    rowsFeed.close();
    throw explainPort(port, error);
  });
  return { url: server.url, close: () => close(server) };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    setSafetyHeaders(response);
    const answer = await answerSafely(request, response);
    if (answer !== 'streaming' && !response.destroyed) sendPageAnswer(response, answer);
  }

  async function answerSafely(request: IncomingMessage, response: ServerResponse) {
    try {
      checkRequest(request, server.url);
      return await routes(request, response);
    } catch (error) {
      if (!(error instanceof PageRefusal)) options.onFault?.(error);
      return refusalAnswer(error);
    }
  }

  async function close({ close: closeServer }: LoopbackServer): Promise<void> {
    rowsFeed.close();
    await closeServer();
  }
}

function explainPort(port: number, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const other = `or set CHAT_PORT to another number, such as ${port === 8080 ? 8081 : 8080}`;
  if (code === 'EADDRINUSE')
    return new PortUnavailableError(
      `The chat page can't be opened: port ${port} is taken by another program. Stop that one, ${other}.`,
    );
  if (code === 'EACCES')
    return new PortUnavailableError(
      `The chat page can't be opened: this user may not listen on port ${port}. Run as one who may, ${other}.`,
    );
  return error;
}
