/** A small Bot API server on loopback: real bots talk to it over HTTP, people use it through the functions here. */
import { join } from 'node:path';
import { createFolderStorage } from '../durable/folder-storage.ts';
import { SILENT } from '../durable/keeping-log.ts';
import { createMethodTable } from './bot-api/bot-api-methods.ts';
import { startBotApiServer } from './bot-api/bot-api-server.ts';
import type { BotCommand, Chat, Message, User } from './bot-api/bot-api-types.ts';
import { createRoute, type Intercept } from './bot-api/routes.ts';
import { type Blobs, createMemoryBlobs, openFolderBlobs } from './chats/blobs.ts';
import { createBotCommands } from './chats/bot-commands.ts';
import { type ApiCall, createCallLog } from './chats/call-log.ts';
import { createCallbackQueries } from './chats/callback-queries.ts';
import { type ChangeListener, type Changes, createChanges } from './chats/changes.ts';
import { createChatAccess } from './chats/chat-access.ts';
import { openChatJournal } from './chats/chat-journal.ts';
import { createChats } from './chats/chats.ts';
import { createFileStore } from './chats/files.ts';
import { createUpdateQueue, type Deliver } from './chats/updates.ts';
import { createUserActions, type UserActions } from './user-actions.ts';

const DEFAULT_MAX_STORED_BYTES = 256 * 1024 * 1024;
const PASS_THROUGH: Intercept = (_call, { proceed }) => proceed();

export interface LocalTelegramOptions {
  /** What the bot must call with; digits before a colon become the bot's id: `123456:local`. */
  readonly token: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default the system's. Long polls wait in real time whatever it says. */
  readonly clock?: () => Date;
  /** Without the @. Default `local_gst_scanner_bot`. */
  readonly botUsername?: string;
  /** Privacy mode off. Default false, as Telegram's. */
  readonly readsAllGroupMessages?: boolean;
  /** Beyond this the oldest files are forgotten. Default 256 MiB. */
  readonly maxStoredBytes?: number;
  /** Where chats and files are kept over restarts; one server at a time. Default nowhere: all is in memory. */
  readonly folder?: string;
  /** Told when something could not be kept. Default nobody. */
  readonly onFault?: (error: unknown) => void;
  /** Takes an update to a webhook that is set. Default: they wait for a bot that fetches them. Must not throw. */
  readonly deliver?: Deliver;
  /** Sees every call before its method does; see `Intercept`. Default lets all pass. */
  readonly intercept?: Intercept;
}

export interface LocalTelegram extends UserActions {
  /** `http://127.0.0.1:<port>`: grammY's `client.apiRoot`; files are under `<apiRoot>/file/bot<token>/<file_path>`. */
  readonly apiRoot: string;
  readonly bot: User;
  chats(): readonly Chat[];
  /** A chat as its users see it now, oldest first: edits applied, deleted messages gone. */
  messages(chatId: number): readonly Message[];
  /** A file that anyone sent, by the id in its message; `undefined` if it is unknown or had to make room. */
  fileBytes(fileId: string): Uint8Array | undefined;
  /** The bot's commands for everyone. */
  commands(): readonly BotCommand[];
  /** What the bot called, oldest first; only calls of `method` if it is given. */
  calls(method?: string): readonly ApiCall[];
  /** Tells of every change as it happens. The listener must not throw. Returns how to end it. */
  subscribe(listener: ChangeListener): () => void;
  /** Resolves when all that has happened so far is kept; at once where nothing is. */
  settle(): Promise<void>;
  /** Cuts every connection, waiting long polls included. Nothing outlives it but what is in the folder. */
  close(): Promise<void>;
}

/** Rejects if the port is taken, or if the folder can’t be used. */
export async function createLocalTelegram(options: LocalTelegramOptions): Promise<LocalTelegram> {
  const { token, port = 0, clock = () => new Date(), readsAllGroupMessages = false } = options;
  const bot = createBot(token, options.botUsername ?? 'local_gst_scanner_bot');
  const changes = createChanges();
  const { messages, blobs, settle } = await restore(options, changes);
  const chats = createChats({ clock, changes, messages });
  const updates = createUpdateQueue({ clock, deliver: options.deliver });
  const maxBytes = options.maxStoredBytes ?? DEFAULT_MAX_STORED_BYTES;
  const files = createFileStore({ maxBytes, blobs, messages });
  const queries = createCallbackQueries({ clock });
  const commands = createBotCommands({ changes });
  const log = createCallLog({ clock, changes });
  const access = createChatAccess({ bot, chats });
  const shared = { bot, readsAllGroupMessages, clock, changes, chats, updates, files, queries };
  const findMethod = createMethodTable({ ...shared, commands, access });
  const intercept = options.intercept ?? PASS_THROUGH;
  const route = createRoute({ token, findMethod, files, log, intercept, settle });
  const server = await startBotApiServer({ port, route });
  return {
    ...createUserActions(shared),
    apiRoot: server.url,
    bot,
    chats: chats.list,
    messages: chats.messages,
    fileBytes: files.bytes,
    commands: () => commands.get({}),
    calls: (method) => log.list().filter((call) => method === undefined || call.method === method),
    subscribe: changes.subscribe,
    settle,
    async close() {
      await server.close();
      await settle();
    },
  };
}

interface Restored {
  readonly messages: readonly Message[];
  readonly blobs: Blobs;
  readonly settle: () => Promise<void>;
}

/** What the folder holds from before; from now on what changes goes there, too. */
async function restore(
  { folder, clock = () => new Date(), onFault = () => {} }: LocalTelegramOptions,
  changes: Changes,
): Promise<Restored> {
  if (folder === undefined) return { messages: [], blobs: createMemoryBlobs(), settle: async () => {} };
  const storage = createFolderStorage({ folder, now: clock, log: SILENT });
  const { messages, record, settle } = await openChatJournal({ storage, onFault });
  changes.subscribe(record);
  return { messages, blobs: openFolderBlobs(join(folder, 'files')), settle };
}

function createBot(token: string, username: string): User {
  const id = Number(/^(\d{1,15}):/.exec(token)?.[1] ?? 1);
  return { id, is_bot: true, first_name: 'GST Scanner', username };
}
