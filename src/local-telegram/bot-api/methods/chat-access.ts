/** Finds the chat and the message that a call names, or refuses in Telegram's words. */

import type { Chats } from '../../chats/chats.ts';
import { BotApiError, badRequest } from '../bot-api-error.ts';
import type { Chat, Message, User } from '../bot-api-types.ts';
import { isRecord, type Params, readFlag, readInteger, readJson, readText } from '../params.ts';

/** Where a new message goes. */
export interface Place {
  readonly chat: Chat;
  readonly reply_to_message: Message | undefined;
}

export interface ChatAccess {
  /** `chat_id` and `reply_parameters`. Throws 400 if there is no such chat or message, 403 if the user blocked the bot. */
  readPlace(params: Params): Place;
  /** `chat_id` and `message_id`; `role` names the message in the refusal. */
  readMessage(params: Params, role: string): Message;
  /** As `readMessage`, and the message must be the bot's own: others can't be edited. */
  readOwnMessage(params: Params): Message;
}

export function createChatAccess({ bot, chats }: { bot: User; chats: Chats }): ChatAccess {
  function readChat(params: Params): Chat {
    if (readText(params, 'chat_id') === '') throw badRequest('chat_id is empty');
    const chatId = readInteger(params, 'chat_id');
    const chat = chatId === undefined ? undefined : chats.find(chatId);
    if (chat === undefined) throw badRequest('chat not found');
    if (chats.isBlocked(chat.id)) throw new BotApiError(403, 'Forbidden: bot was blocked by the user');
    return chat;
  }

  function readReply(params: Params, chat: Chat): Message | undefined {
    const reply = readJson(params, 'reply_parameters');
    if (!isRecord(reply)) return undefined;
    const message = chats.message(chat.id, readInteger(reply, 'message_id') ?? 0);
    if (message === undefined && !readFlag(reply, 'allow_sending_without_reply'))
      throw badRequest('message to be replied not found');
    return message;
  }

  function readMessage(params: Params, role: string): Message {
    const message = chats.message(readChat(params).id, readInteger(params, 'message_id') ?? 0);
    if (message === undefined) throw badRequest(`${role} not found`);
    return message;
  }

  return {
    readPlace(params) {
      const chat = readChat(params);
      return { chat, reply_to_message: readReply(params, chat) };
    },
    readMessage,
    readOwnMessage(params) {
      const message = readMessage(params, 'message to edit');
      if (message.from.id !== bot.id) throw badRequest("message can't be edited");
      return message;
    },
  };
}
