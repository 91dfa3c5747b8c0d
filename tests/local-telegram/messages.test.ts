/** What a bot writes: sent, formatted, edited, deleted, refused. */
import { FormattedString } from '@grammyjs/parse-mode';
import { Api, InlineKeyboard } from 'grammy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createTestTelegram,
  TEST_TOKEN,
  type TestTelegram,
} from '../../loopback/telegram/telegram-server.ts';
import type { Change } from '../../src/local-telegram/chats/changes.ts';

const asha = { id: 42, firstName: 'Asha' };

let telegram: TestTelegram;
let api: Api;

beforeEach(async () => {
  telegram = await createTestTelegram();
  api = new Api(TEST_TOKEN, { apiRoot: telegram.apiRoot });
  telegram.sendText(asha, '/start');
});
afterEach(() => telegram.close());

describe('sending', () => {
  test('puts the message in the chat, from the bot', async () => {
    const sent = await api.sendMessage(42, '  2 pages received. Send more, or /done\n');
    const [, message] = telegram.messages(42);

    expect(message).toMatchObject({
      message_id: sent.message_id,
      from: telegram.bot,
      chat: { id: 42, type: 'private' },
      text: '2 pages received. Send more, or /done',
      entities: [{ type: 'bot_command', offset: 32, length: 5 }],
    });
  });

  test('takes entities and moves them when blanks are cut off', async () => {
    const { text, entities } = FormattedString.code('  /done ').plain('and ').bold('more');
    await api.sendMessage(42, text, { entities });
    expect(telegram.messages(42).at(-1)).toMatchObject({
      text: '/done and more',
      entities: [
        { type: 'code', offset: 0, length: 6 },
        { type: 'bold', offset: 10, length: 4 },
      ],
    });
  });

  test('refers to the message that it answers', async () => {
    const [asked] = telegram.messages(42);
    const message_id = asked?.message_id ?? 0;
    await api.sendMessage(42, 'Here', { reply_parameters: { message_id } });
    expect(telegram.messages(42).at(-1)?.reply_to_message).toEqual(asked);

    await expect(api.sendMessage(42, 'x', { reply_parameters: { message_id: 1 } })).rejects.toThrow(
      'Bad Request: message to be replied not found',
    );
    const lenient = { message_id: 1, allow_sending_without_reply: true };
    await api.sendMessage(42, 'Anyway', { reply_parameters: lenient });
  });

  test('counts 4096 characters, an emoji as one', async () => {
    await api.sendMessage(42, '😀'.repeat(4096));
    await expect(api.sendMessage(42, 'a'.repeat(4097))).rejects.toThrow('Bad Request: message is too long');
  });

  test.each([
    ['', undefined, 'Bad Request: message text is empty'],
    [' \n', undefined, 'Bad Request: text must be non-empty'],
    ['<b>bold</b>', 'HTML', 'Bad Request: parse_mode "HTML" is unsupported here: send entities'],
    ['*bold*', 'MarkdownV2', 'Bad Request: parse_mode "MarkdownV2" is unsupported here: send entities'],
  ] as const)('refuses %j', async (text, parseMode, description) => {
    const call = api.sendMessage(42, text, parseMode === undefined ? {} : { parse_mode: parseMode });
    await expect(call).rejects.toMatchObject({
      error_code: 400,
      description: expect.stringContaining(description),
    });
    expect(telegram.messages(42)).toHaveLength(1);
  });

  test('refuses a chat that nobody has opened, and 403s a user who blocked the bot', async () => {
    await expect(api.sendMessage(77, 'Hello')).rejects.toThrow('400: Bad Request: chat not found');
    telegram.block(asha);
    await expect(api.sendMessage(42, 'Hello')).rejects.toThrow('403: Forbidden: bot was blocked by the user');
    telegram.unblock(asha);
    await api.sendMessage(42, 'Hello again');

    const updates = await api.getUpdates();
    const statuses = updates.map(({ my_chat_member }) => my_chat_member?.new_chat_member.status);
    expect(statuses).toEqual([undefined, 'kicked', 'member']);
  });
});

describe('editing', () => {
  const keyboard = new InlineKeyboard().text('Save', 'save:1');

  test('changes the message in its place and dates the edit', async () => {
    const { message_id } = await api.sendMessage(42, 'Reading 1/3', { reply_markup: keyboard });
    await api.editMessageText(42, message_id, 'Reading 2/3');

    const [, message] = telegram.messages(42);
    expect(message).toMatchObject({ message_id, text: 'Reading 2/3', edit_date: expect.any(Number) });
    expect(message?.reply_markup).toBeUndefined();
  });

  test('refuses an edit that changes nothing, in Telegram’s words', async () => {
    const { text, entities } = FormattedString.bold('Saved');
    const shown = { entities, reply_markup: keyboard };
    const { message_id } = await api.sendMessage(42, text, shown);
    const again = api.editMessageText(42, message_id, text, shown);
    await expect(again).rejects.toMatchObject({
      error_code: 400,
      description:
        'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    });
    const sameButtons = api.editMessageReplyMarkup(42, message_id, { reply_markup: keyboard });
    await expect(sameButtons).rejects.toThrow('message is not modified');
    await api.editMessageText(42, message_id, 'Saved', { reply_markup: keyboard });
    await api.editMessageReplyMarkup(42, message_id);
    expect(telegram.messages(42).at(-1)).toMatchObject({ text: 'Saved' });
  });

  test('reaches only the bot’s own messages that are still there', async () => {
    const [fromAsha] = telegram.messages(42);
    await expect(api.editMessageText(42, fromAsha?.message_id ?? 0, 'x')).rejects.toThrow(
      "message can't be edited",
    );
    await expect(api.editMessageText(42, 1, 'x')).rejects.toThrow(
      '400: Bad Request: message to edit not found',
    );
  });
});

test('a deleted message is gone', async () => {
  const { message_id } = await api.sendMessage(42, 'Oops');
  await api.deleteMessage(42, message_id);
  expect(telegram.messages(42).map(({ text }) => text)).toEqual(['/start']);
  await expect(api.deleteMessage(42, message_id)).rejects.toThrow('Bad Request: message to delete not found');
});

test('a subscriber is told of everything, until it has enough', async () => {
  const changes: Change[] = [];
  const unsubscribe = telegram.subscribe((change) => changes.push(change));
  await api.sendChatAction(42, 'typing');
  const { message_id } = await api.sendMessage(42, 'one');
  await api.editMessageText(42, message_id, 'two');
  await api.deleteMessage(42, message_id);
  unsubscribe();
  await api.sendMessage(42, 'unheard');

  expect(changes.filter(({ kind }) => kind !== 'call')).toMatchObject([
    { kind: 'action', chatId: 42, action: 'typing' },
    { kind: 'message', edited: false, message: { text: 'one' } },
    { kind: 'message', edited: true, message: { text: 'two' } },
    { kind: 'deleted', chatId: 42, messageId: message_id },
  ]);
});

test('a chat keeps its newest thousand messages', () => {
  for (let number = 1; number <= 1001; number++) telegram.sendText(asha, `${number}`);
  const messages = telegram.messages(42);
  expect(messages).toHaveLength(1000);
  expect(messages[0]?.text).toBe('2');
});

describe('in a group', () => {
  test('the bot hears commands to it, and replies to it', async () => {
    const chat = telegram.createGroup('Accounts');
    await api.getUpdates({ offset: -1 });
    const question = await api.sendMessage(chat.id, 'Which month?').then(() => telegram.messages(chat.id)[0]);
    for (const text of ['chatter', '/usage', '/usage@local_gst_scanner_bot', '/usage@other_bot'])
      telegram.sendText(asha, text, { chat });
    if (question) telegram.sendText(asha, 'February', { chat, replyTo: question });

    const heard = (await api.getUpdates()).flatMap(({ message }) => message?.text ?? []);
    expect(heard).toEqual(['/start', '/usage', '/usage@local_gst_scanner_bot', 'February']);
    expect(telegram.messages(chat.id)).toHaveLength(6);
  });

  test('the bot can delete only its own', async () => {
    const chat = telegram.createGroup('Accounts');
    const { message_id } = telegram.sendText(asha, '/usage', { chat });

    await expect(api.deleteMessage(chat.id, message_id)).rejects.toThrow("message can't be deleted");
    const own = await api.sendMessage(chat.id, 'Which month?');
    expect(await api.deleteMessage(chat.id, own.message_id)).toBe(true);
  });
});
