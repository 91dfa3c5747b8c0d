/** The chats and the messages in them, as their users see them now. */
import type { Chat, Message } from '../bot-api/bot-api-types.ts';
import type { Changes } from './changes.ts';

/** A chat's oldest messages are forgotten beyond this, so that a server that runs for months stays small. */
export const MAX_MESSAGES_PER_CHAT = 1000;
/** 2026-01-01, in Unix seconds. */
const FIRST_ID_AT = 1_767_225_600;

/** A message before it has a place in its chat. */
export type NewMessage = Omit<Message, 'message_id' | 'date'>;

export interface Chats {
  /** Makes the chat known; without effect if it is. A bot can write only to chats that are open. */
  open(chat: Chat): void;
  find(chatId: number): Chat | undefined;
  list(): readonly Chat[];
  /** Oldest first; deleted messages are gone. Empty for an unknown chat. */
  messages(chatId: number): readonly Message[];
  message(chatId: number, messageId: number): Message | undefined;
  add(message: NewMessage): Message;
  /** Puts a new state in the place of the message with its id and dates the edit. */
  edit(message: Message): Message;
  /** False if there is no such message. */
  remove(chatId: number, messageId: number): boolean;
  setBlocked(chatId: number, blocked: boolean): void;
  isBlocked(chatId: number): boolean;
}

export interface ChatsOptions {
  readonly clock: () => Date;
  readonly changes: Changes;
  /** Of before a restart, oldest first. Default none. */
  readonly messages?: readonly Message[];
}

/**
 * Message ids grow over all chats and begin where the clock stands: a server that was restarted and remembers nothing
 * must still not give a message an id that the bot has seen.
 */
export function createChats({ clock, changes, messages: earlier = [] }: ChatsOptions): Chats {
  const chats = new Map<number, { readonly chat: Chat; readonly messages: Map<number, Message> }>();
  const blocked = new Set<number>();
  const nowSeconds = () => Math.floor(clock().getTime() / 1000);
  let lastId = Math.max(0, nowSeconds() - FIRST_ID_AT, earlier.at(-1)?.message_id ?? 0);
  for (const message of earlier) put(message);

  function open(chat: Chat): Map<number, Message> {
    const known = chats.get(chat.id);
    if (known) return known.messages;
    const messages = new Map<number, Message>();
    chats.set(chat.id, { chat, messages });
    return messages;
  }

  function put(message: Message): void {
    const messages = open(message.chat).set(message.message_id, message);
    const [oldest] = messages.keys();
    if (messages.size > MAX_MESSAGES_PER_CHAT && oldest !== undefined) messages.delete(oldest);
  }

  return {
    open,
    find: (chatId) => chats.get(chatId)?.chat,
    list: () => [...chats.values()].map(({ chat }) => chat),
    messages: (chatId) => [...(chats.get(chatId)?.messages.values() ?? [])],
    message: (chatId, messageId) => chats.get(chatId)?.messages.get(messageId),
    add(content) {
      lastId += 1;
      const { reply_to_message: replied } = content;
      // A reply quotes one message, not a chain of them, which would keep every message for ever.
      const reply_to_message = replied && { ...replied, reply_to_message: undefined };
      const message: Message = { message_id: lastId, date: nowSeconds(), ...content, reply_to_message };
      put(message);
      changes.emit({ kind: 'message', message, edited: false });
      return message;
    },
    edit(content) {
      const message: Message = { ...content, edit_date: nowSeconds() };
      chats.get(message.chat.id)?.messages.set(message.message_id, message);
      changes.emit({ kind: 'message', message, edited: true });
      return message;
    },
    remove(chatId, messageId) {
      const removed = chats.get(chatId)?.messages.delete(messageId) ?? false;
      if (removed) changes.emit({ kind: 'deleted', chatId, messageId });
      return removed;
    },
    setBlocked(chatId, isBlocked) {
      if (isBlocked) blocked.add(chatId);
      else blocked.delete(chatId);
    },
    isBlocked: (chatId) => blocked.has(chatId),
  };
}
