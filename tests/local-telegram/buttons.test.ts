/** Inline keyboards: what is accepted, how a press reaches the bot, how it is answered. */
import { Api, Bot, InlineKeyboard } from 'grammy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createTestTelegram,
  TEST_TOKEN,
  type TestTelegram,
} from '../../loopback/telegram/telegram-server.ts';

const asha = { id: 42, firstName: 'Asha' };
const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';

let now = new Date('2026-02-06T10:00:00Z');
let telegram: TestTelegram;
let api: Api;

beforeEach(async () => {
  telegram = await createTestTelegram({ clock: () => now });
  api = new Api(TEST_TOKEN, { apiRoot: telegram.apiRoot });
  telegram.sendText(asha, '/start');
});
afterEach(() => telegram.close());

async function ask(): Promise<Awaited<ReturnType<TestTelegram['waitForReply']>>> {
  await api.sendMessage(42, 'Save it?', { reply_markup: new InlineKeyboard().text('💾 Save', 'save:7') });
  return telegram.waitForReply(42, 'Save it?');
}

describe('pressing', () => {
  test('reaches a real bot, which answers and edits', async () => {
    const bot = new Bot(TEST_TOKEN, { client: { apiRoot: telegram.apiRoot } });
    bot.callbackQuery(/^save:(\d+)$/, async (ctx) => {
      await ctx.answerCallbackQuery({ text: 'Saving', show_alert: true });
      await ctx.editMessageText(`Saved ${ctx.match[1]}`);
    });
    const polling = bot.start();

    const query = telegram.pressButton(asha, await ask(), 'save:7');

    const saved = await telegram.waitForReply(42, 'Saved 7');
    expect(saved.reply_markup).toBeUndefined();
    const [answer] = telegram.calls('answerCallbackQuery');
    expect(answer?.params).toMatchObject({ callback_query_id: query.id, text: 'Saving', show_alert: true });
    await bot.stop();
    await polling;
  });

  test('takes the label, too', async () => {
    expect(telegram.pressButton(asha, await ask(), '💾 Save').data).toBe('save:7');
  });

  test('needs a button that is there', async () => {
    const message = await ask();
    await api.editMessageReplyMarkup(42, message.message_id, {
      reply_markup: new InlineKeyboard().text('Discard', 'discard:7'),
    });
    expect(() => telegram.pressButton(asha, message, 'save:7')).toThrow('only "Discard" (discard:7)');

    telegram.pressButton(asha, message, 'save:7', { stale: true });
    const update = (await api.getUpdates()).at(-1);
    expect(update?.callback_query).toMatchObject({
      data: 'save:7',
      from: { id: 42 },
      message: { text: 'Save it?' },
    });
  });

  test('on a deleted message brings the message without content', async () => {
    const message = await ask();
    await api.deleteMessage(42, message.message_id);
    telegram.pressButton(asha, message, 'save:7', { stale: true });
    const update = (await api.getUpdates()).at(-1);
    expect(update?.callback_query?.message).toEqual({
      chat: message.chat,
      message_id: message.message_id,
      date: 0,
    });
  });
});

describe('answering', () => {
  test('works once, in time', async () => {
    const message = await ask();
    const { id } = telegram.pressButton(asha, message, 'save:7');
    await api.answerCallbackQuery(id);
    await expect(api.answerCallbackQuery(id)).rejects.toMatchObject({
      error_code: 400,
      description: TOO_OLD,
    });

    const late = telegram.pressButton(asha, message, 'save:7');
    now = new Date(now.getTime() + 5 * 60 * 1000);
    await expect(api.answerCallbackQuery(late.id)).rejects.toThrow(TOO_OLD);
    await expect(api.answerCallbackQuery('123')).rejects.toThrow(TOO_OLD);
  });

  test('tells the user in at most 200 characters', async () => {
    const { id } = telegram.pressButton(asha, await ask(), 'save:7');
    await expect(api.answerCallbackQuery(id, { text: 'x'.repeat(201) })).rejects.toThrow('MESSAGE_TOO_LONG');
    await api.answerCallbackQuery(id, { text: 'x'.repeat(200) });
  });
});

test.each([
  ['callback data over 64 bytes', [[{ text: 'a', callback_data: '₹'.repeat(22) }]], 'BUTTON_DATA_INVALID'],
  ['a button that does nothing', [[{ text: 'a' }]], 'Text buttons are unallowed in the inline keyboard'],
  ['a button without text', [[{ callback_data: 'a' }]], 'Can\'t find field "text"'],
  ['one row that is no row', [{ text: 'a', callback_data: 'a' }], 'must be an Array of Arrays'],
])('%s is refused', async (_what, inline_keyboard, description) => {
  const response = await fetch(`${telegram.apiRoot}/bot${TEST_TOKEN}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: 42, text: 'x', reply_markup: { inline_keyboard } }),
  });
  expect(await response.json()).toMatchObject({
    error_code: 400,
    description: expect.stringContaining(description),
  });
});

test('64 bytes of callback data pass, and so do keyboards of other kinds', async () => {
  await api.sendMessage(42, 'x', { reply_markup: new InlineKeyboard().text('a', 'b'.repeat(64)) });
  await api.sendMessage(42, 'y', { reply_markup: { remove_keyboard: true } });
  expect(telegram.messages(42).at(-1)?.reply_markup).toBeUndefined();
});
