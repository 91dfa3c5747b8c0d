/** What people do in their Telegram app: write, send files, press buttons, block the bot. */
import { randomBytes } from 'node:crypto';
import type { CallbackQuery, Chat, Message, User } from './bot-api/bot-api-types.ts';
import { findCallbackData } from './bot-api/methods/keyboard.ts';
import { recognizeCommands } from './bot-api/methods/message-text.ts';
import type { CallbackQueries } from './chats/callback-queries.ts';
import type { Chats } from './chats/chats.ts';
import type { FileStore } from './chats/files.ts';
import type { UpdateQueue } from './chats/updates.ts';

/** A person; with the bot they have a private chat of the same id. */
export interface LocalUser {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  /** IETF language tag, as the user's app is set: `en`, `hi`. */
  readonly languageCode?: string;
}

export interface DocumentToSend {
  readonly bytes: Uint8Array;
  /** A claim, passed on unchecked. */
  readonly fileName: string;
  /** A claim, passed on unchecked. */
  readonly mimeType: string;
}

export interface SendOptions {
  /** A group; default the user's private chat with the bot. */
  readonly chat?: Chat;
  readonly replyTo?: Message;
}

export interface SendFileOptions extends SendOptions {
  readonly caption?: string;
  /** Puts the file in an album: siblings share it, and may come late. */
  readonly mediaGroupId?: string;
}

export interface UserActions {
  /** Commands get their entity, as Telegram gives it. */
  sendText(user: LocalUser, text: string, options?: SendOptions): Message;
  /** Throws if the bytes are no JPEG, PNG or WebP: Telegram's apps send as a photo only what they can decode. */
  sendPhoto(user: LocalUser, bytes: Uint8Array, options?: SendFileOptions): Message;
  sendDocument(user: LocalUser, document: DocumentToSend, options?: SendFileOptions): Message;
  /** Photos (bytes alone) and documents under one `media_group_id`; the caption sits on the first. */
  sendAlbum(
    user: LocalUser,
    items: readonly (Uint8Array | DocumentToSend)[],
    options?: Omit<SendFileOptions, 'mediaGroupId'>,
  ): readonly Message[];
  /** Any other kind, in the Bot API's own fields: `{ voice: { … } }`, `{ contact: { … } }`. */
  sendContent(user: LocalUser, content: Readonly<Record<string, unknown>>, options?: SendOptions): Message;
  /**
   * Presses the button with this callback data or label. Throws if the message has none as it stands now, unless
   * `stale`: then the data is sent as if from a screen that has not caught up.
   */
  pressButton(
    user: LocalUser,
    message: Pick<Message, 'chat' | 'message_id'>,
    wanted: string,
    options?: { readonly stale?: boolean },
  ): CallbackQuery;
  /** A supergroup with the bot in it, which sees there only commands and replies to it (privacy mode). */
  createGroup(title: string): Chat;
  /** From now on the bot's calls to the user's private chat are refused with 403; the bot gets a `my_chat_member`. */
  block(user: LocalUser): void;
  unblock(user: LocalUser): void;
}

export interface UserActionsDeps {
  readonly bot: User;
  readonly clock: () => Date;
  readonly chats: Chats;
  readonly updates: UpdateQueue;
  readonly files: FileStore;
  readonly queries: CallbackQueries;
}

export function createUserActions(deps: UserActionsDeps): UserActions {
  const { bot, clock, chats, updates, files, queries } = deps;
  const chatInstance = randomBytes(8).readBigInt64BE().toString();
  let groupCount = 0;

  function send(user: LocalUser, content: Partial<Message>, { chat, replyTo }: SendOptions): Message {
    const place = { chat: chat ?? privateChat(user), from: toUser(user), reply_to_message: replyTo };
    const message = chats.add({ ...place, ...content });
    if (isMeantForBot(message, bot)) updates.push({ message });
    return message;
  }

  const actions: UserActions = {
    sendText: (user, text, options = {}) => send(user, recognizeCommands(text), options),
    sendPhoto(user, bytes, options = {}) {
      const photo = files.addPhoto(bytes);
      if (photo === undefined)
        throw new Error('Not a JPEG, PNG or WebP picture; send it with sendDocument, as Telegram apps do.');
      return send(user, { photo, ...captionOf(options) }, options);
    },
    sendDocument: (user, document, options = {}) =>
      send(user, { document: files.addDocument(document), ...captionOf(options) }, options),
    sendAlbum(user, items, options = {}) {
      const mediaGroupId = randomBytes(6).readUIntBE(0, 6).toString();
      const { caption, ...others } = options;
      return items.map((item, index) => {
        const itemOptions = { ...(index === 0 ? options : others), mediaGroupId };
        return item instanceof Uint8Array
          ? actions.sendPhoto(user, item, itemOptions)
          : actions.sendDocument(user, item, itemOptions);
      });
    },
    sendContent: (user, content, options = {}) => send(user, content, options),
    pressButton(user, { chat, message_id }, wanted, { stale = false } = {}) {
      const message = chats.message(chat.id, message_id);
      const data = stale ? wanted : findCallbackData(message?.reply_markup, wanted);
      if (data === undefined)
        throw new Error(`Message ${message_id} has no button "${wanted}", only ${labelsOf(message)}.`);
      const query: CallbackQuery = {
        id: queries.open(user.id),
        from: toUser(user),
        message: message ?? { chat, message_id, date: 0 },
        chat_instance: chatInstance,
        data,
      };
      updates.push({ callback_query: query });
      return query;
    },
    createGroup(title) {
      groupCount += 1;
      const chat: Chat = { id: -1_000_000_000_000 - groupCount, type: 'supergroup', title };
      chats.open(chat);
      return chat;
    },
    block: (user) => setBlocked(user, true),
    unblock: (user) => setBlocked(user, false),
  };
  return actions;

  function setBlocked(user: LocalUser, blocked: boolean): void {
    const [before, after] = blocked ? (['member', 'kicked'] as const) : (['kicked', 'member'] as const);
    const chat = privateChat(user);
    chats.open(chat);
    chats.setBlocked(chat.id, blocked);
    updates.push({
      my_chat_member: {
        chat,
        from: toUser(user),
        date: Math.floor(clock().getTime() / 1000),
        old_chat_member: { user: bot, status: before },
        new_chat_member: { user: bot, status: after },
      },
    });
  }
}

/** Privacy mode: in a group a bot is told only of commands, unless they name another bot, and of replies to it. */
function isMeantForBot(message: Message, bot: User): boolean {
  const { chat, text, caption, entities, caption_entities, reply_to_message } = message;
  if (chat.type === 'private' || reply_to_message?.from.id === bot.id) return true;
  const words = text ?? caption ?? '';
  return (entities ?? caption_entities ?? []).some(({ type, offset, length }) => {
    const addressee = words.slice(offset, offset + length).split('@')[1] ?? bot.username;
    return type === 'bot_command' && addressee?.toLowerCase() === bot.username?.toLowerCase();
  });
}

function toUser({ id, firstName, lastName, username, languageCode }: LocalUser): User {
  return {
    id,
    is_bot: false,
    first_name: firstName,
    last_name: lastName,
    username,
    language_code: languageCode,
  };
}

function privateChat({ id, firstName, lastName, username }: LocalUser): Chat {
  return { id, type: 'private', first_name: firstName, last_name: lastName, username };
}

function captionOf({ caption, mediaGroupId }: SendFileOptions): Partial<Message> {
  const recognized = recognizeCommands(caption ?? '');
  return { caption, caption_entities: recognized.entities, media_group_id: mediaGroupId };
}

function labelsOf(message: Message | undefined): string {
  const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
  return buttons.map(({ text, callback_data }) => `"${text}" (${callback_data})`).join(', ') || 'none at all';
}
