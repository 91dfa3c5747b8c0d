/** Methods that write text: send, edit, delete, chat actions, answers to pressed buttons. */
import { isDeepStrictEqual } from 'node:util';
import type { CallbackQueries } from '../../chats/callback-queries.ts';
import type { Changes } from '../../chats/changes.ts';
import type { Chats } from '../../chats/chats.ts';
import { badRequest } from '../bot-api-error.ts';
import type { Message, User } from '../bot-api-types.ts';
import { type Params, readFlag, readText } from '../params.ts';
import type { ApiMethods } from './api-method.ts';
import type { ChatAccess } from './chat-access.ts';
import { readInlineKeyboard } from './keyboard.ts';
import { readMessageText } from './message-text.ts';

const MAX_ANSWER_LENGTH = 200;

export interface MessageMethodsDeps {
  readonly bot: User;
  readonly chats: Chats;
  readonly access: ChatAccess;
  readonly queries: CallbackQueries;
  readonly changes: Changes;
}

export function createMessageMethods({
  bot,
  chats,
  access,
  queries,
  changes,
}: MessageMethodsDeps): ApiMethods {
  return {
    sendMessage({ params }) {
      const place = access.readPlace(params);
      return chats.add({
        ...place,
        from: bot,
        ...readMessageText(params),
        reply_markup: readInlineKeyboard(params),
      });
    },
    editMessageText({ params }) {
      const message = access.readOwnMessage(params);
      if (message.text === undefined) throw badRequest('there is no text in the message to edit');
      return edit(message, { ...readMessageText(params), reply_markup: readInlineKeyboard(params) });
    },
    editMessageReplyMarkup: ({ params }) =>
      edit(access.readOwnMessage(params), { reply_markup: readInlineKeyboard(params) }),
    deleteMessage({ params }) {
      const { chat, message_id, from } = access.readMessage(params, 'message to delete');
      if (chat.type !== 'private' && from.id !== bot.id) throw badRequest("message can't be deleted");
      return chats.remove(chat.id, message_id);
    },
    sendChatAction({ params }) {
      const { chat } = access.readPlace(params);
      const action = readText(params, 'action');
      if (action === '') throw badRequest('wrong parameter action in request');
      changes.emit({ kind: 'action', chatId: chat.id, action });
      return true;
    },
    answerCallbackQuery: ({ params }) => answer(params),
  };

  function edit(message: Message, content: Partial<Message>): Message {
    const edited = { ...message, ...content };
    if (isSameToReaders(message, edited))
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a ' +
          'current content and reply markup of the message',
      );
    return chats.edit(edited);
  }

  function answer(params: Params): true {
    const text = readText(params, 'text');
    if ([...text].length > MAX_ANSWER_LENGTH) throw badRequest('MESSAGE_TOO_LONG');
    const queryId = readText(params, 'callback_query_id');
    const userId = queries.answer(queryId);
    changes.emit({ kind: 'answer', queryId, userId, text, alert: readFlag(params, 'show_alert') });
    return true;
  }
}

function isSameToReaders(before: Message, after: Message): boolean {
  const visible = ({ text, entities, reply_markup }: Message) => ({ text, entities, reply_markup });
  return isDeepStrictEqual(visible(before), visible(after));
}
