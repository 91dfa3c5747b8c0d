/** How a bot gets its updates: long polls, confirmation, filters, conflicts, wrong tokens. */
import { run } from '@grammyjs/runner';
import { Api, Bot } from 'grammy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createTestTelegram,
  TEST_TOKEN,
  type TestTelegram,
} from '../../loopback/telegram/telegram-server.ts';

const asha = { id: 42, firstName: 'Asha', username: 'asha', languageCode: 'en' };
const ravi = { id: 43, firstName: 'Ravi', lastName: 'Iyer' };

let telegram: TestTelegram;
let api: Api;

beforeEach(async () => {
  telegram = await createTestTelegram({ clock: () => now });
  api = new Api(TEST_TOKEN, { apiRoot: telegram.apiRoot });
});
afterEach(() => telegram.close());

let now = new Date('2026-02-06T10:00:00Z');

describe('a real bot', () => {
  test('gets commands, texts and their sender, and answers', async () => {
    const bot = new Bot(TEST_TOKEN, { client: { apiRoot: telegram.apiRoot } });
    bot.command('done', (ctx) => ctx.reply(`Done, ${ctx.from?.first_name}: ${ctx.match}`));
    bot.on('message:text', (ctx) => ctx.reply(`Heard “${ctx.msg.text}” from ${ctx.from.language_code}`));
    const polling = bot.start();

    telegram.sendText(asha, '/done now');
    telegram.sendText(asha, 'hello');

    await telegram.waitForReply(42, 'Done, Asha: now');
    await telegram.waitForReply(42, 'Heard “hello” from en');
    expect(bot.botInfo).toMatchObject({ id: 110201543, is_bot: true, username: 'local_gst_scanner_bot' });
    await bot.stop();
    await polling;
  });

  test('under the runner serves two chats at once', async () => {
    const bot = new Bot(TEST_TOKEN, { client: { apiRoot: telegram.apiRoot } });
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    bot.on('message', async (ctx) => {
      if (ctx.chat.id === asha.id) await released;
      await ctx.reply(`Served ${ctx.from.first_name}`);
    });
    const runner = run(bot);

    telegram.sendText(asha, 'slow');
    telegram.sendText(ravi, 'quick');

    await telegram.waitForReply(ravi.id, 'Served Ravi');
    expect(telegram.messages(asha.id)).toHaveLength(1);
    release();
    await telegram.waitForReply(asha.id, 'Served Asha');
    await runner.stop();
  });
});

describe('getUpdates', () => {
  test('gives unconfirmed updates again, and drops what an offset confirms', async () => {
    for (const text of ['one', 'two', 'three']) telegram.sendText(asha, text);
    const first = await api.getUpdates();
    expect(first.map(({ message }) => message?.text)).toEqual(['one', 'two', 'three']);
    expect(await api.getUpdates()).toEqual(first);

    const [, second] = first;
    const rest = await api.getUpdates({ offset: second?.update_id ?? 0, limit: 1 });
    expect(rest.map(({ message }) => message?.text)).toEqual(['two']);
    expect(await api.getWebhookInfo()).toMatchObject({ pending_update_count: 2 });
  });

  test('with a negative offset keeps only the newest', async () => {
    for (const text of ['one', 'two', 'three']) telegram.sendText(asha, text);
    const updates = await api.getUpdates({ offset: -1 });
    expect(updates.map(({ message }) => message?.text)).toEqual(['three']);
  });

  test('waits until something happens', async () => {
    const polled = api.getUpdates({ timeout: 30 });
    await telegram.waitForOpenCall('getUpdates');
    telegram.sendText(asha, 'at last');
    expect((await polled).map(({ message }) => message?.text)).toEqual(['at last']);
  });

  test('leaves the kinds out that were not asked for, from then on', async () => {
    await api.getUpdates({ allowed_updates: ['callback_query'] });
    telegram.sendText(asha, 'unheard');
    await api.getUpdates({ allowed_updates: [] });
    telegram.sendText(asha, 'heard');
    expect((await api.getUpdates()).map(({ message }) => message?.text)).toEqual(['heard']);
  });

  test('keeps what nobody fetches for 24 hours', async () => {
    telegram.sendText(asha, 'yesterday');
    now = new Date(now.getTime() + 24 * 60 * 60 * 1000);
    telegram.sendText(asha, 'today');
    expect((await api.getUpdates()).map(({ message }) => message?.text)).toEqual(['today']);
  });

  test('ends the older of two polls with 409', async () => {
    const older = api.getUpdates({ timeout: 30 });
    await telegram.waitForOpenCall('getUpdates');
    const newer = api.getUpdates({ timeout: 30 });

    await expect(older).rejects.toMatchObject({
      error_code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    telegram.sendText(asha, 'hello');
    expect(await newer).toHaveLength(1);
  });

  test('is refused while there is a webhook', async () => {
    await api.setWebhook('https://bot.example.com/hook');
    await expect(api.getUpdates()).rejects.toMatchObject({ error_code: 409 });
    expect(await api.getWebhookInfo()).toMatchObject({ url: 'https://bot.example.com/hook' });

    telegram.sendText(asha, 'dropped');
    await api.deleteWebhook({ drop_pending_updates: true });
    expect(await api.getUpdates()).toEqual([]);
  });

  test('loses nothing when a caller hangs up', async () => {
    const hangUp = new AbortController();
    const url = `${telegram.apiRoot}/bot${TEST_TOKEN}/getUpdates?timeout=30`;
    const polled = fetch(url, { signal: hangUp.signal });
    await telegram.waitForOpenCall('getUpdates');
    hangUp.abort();
    await expect(polled).rejects.toThrow();
    await telegram.waitFor(() => telegram.calls('getUpdates').find(({ outcome }) => outcome === 'dropped'));

    telegram.sendText(asha, 'still here');
    expect(await api.getUpdates()).toHaveLength(1);
  });

  test('is cut when the server closes', async () => {
    const polled = api.getUpdates({ timeout: 30 });
    await telegram.waitForOpenCall('getUpdates');
    await telegram.close();
    await expect(polled).rejects.toThrow("Network request for 'getUpdates' failed");
  });

  test('ids begin where the clock stands, so that a restarted server gives none twice', async () => {
    const before = telegram.sendText(asha, 'before');
    const [old] = await api.getUpdates();
    await telegram.close();
    now = new Date(now.getTime() + 60_000);
    telegram = await createTestTelegram({ clock: () => now });
    api = new Api(TEST_TOKEN, { apiRoot: telegram.apiRoot });

    const after = telegram.sendText(asha, 'after');
    const [fresh] = await api.getUpdates();
    expect(after.message_id).toBeGreaterThan(before.message_id);
    expect(fresh?.update_id).toBeGreaterThan(old?.update_id ?? Number.POSITIVE_INFINITY);
  });
});

describe('what is refused', () => {
  test('a wrong token gets 401, for methods and files', async () => {
    const stranger = new Api('1:wrong', { apiRoot: telegram.apiRoot });
    await expect(stranger.getMe()).rejects.toMatchObject({ error_code: 401, description: 'Unauthorized' });
    const response = await fetch(`${telegram.apiRoot}/file/bot1:wrong/photos/a.jpg`);
    expect(response.status).toBe(401);
  });

  test.each([
    ['an unknown method', `/bot${TEST_TOKEN}/sendTelepathy`, 'Not Found: method not found'],
    ['another path', '/index.html', 'Not Found'],
  ])('%s gets 404', async (_what, path, description) => {
    const response = await fetch(`${telegram.apiRoot}${path}`, { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ ok: false, error_code: 404, description });
  });

  test('a body over 51 MB gets 413', async () => {
    const response = await fetch(`${telegram.apiRoot}/bot${TEST_TOKEN}/sendMessage`, {
      method: 'POST',
      body: Buffer.alloc(52 * 1024 * 1024),
    });
    expect(response.status).toBe(413);
  });

  test.each([
    ['JSON', 'application/json', '{"chat_id": '],
    ['JSON that is no object', 'application/json', '[]'],
    ['a form without its boundary', 'multipart/form-data; boundary=x', 'no boundary'],
  ])('broken %s gets 400', async (_what, contentType, body) => {
    const url = `${telegram.apiRoot}/bot${TEST_TOKEN}/sendMessage`;
    const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': contentType } });
    expect(response.status).toBe(400);
  });
});

test('parameters may come as JSON, urlencoded, multipart or in the query', async () => {
  telegram.sendText(asha, '/start');
  const form = new FormData();
  form.set('chat_id', '42');
  form.set('text', 'multipart');
  const url = `${telegram.apiRoot}/bot${encodeURIComponent(TEST_TOKEN)}/SENDMESSAGE`;

  await fetch(`${url}?chat_id=42&text=query`);
  await fetch(url, { method: 'POST', body: new URLSearchParams({ chat_id: '42', text: 'urlencoded' }) });
  await fetch(url, { method: 'POST', body: form });
  await api.sendMessage(42, 'JSON');

  const texts = telegram.messages(42).map(({ text }) => text);
  expect(texts).toEqual(['/start', 'query', 'urlencoded', 'multipart', 'JSON']);
});

test('commands are kept by scope and language', async () => {
  const commands = [{ command: 'done', description: 'Read the invoice' }];
  await api.setMyCommands(commands);
  await api.setMyCommands([{ command: 'daily_stats', description: 'Today' }], {
    scope: { type: 'chat', chat_id: 42 },
  });

  expect(await api.getMyCommands()).toEqual(commands);
  expect(telegram.commands()).toEqual(commands);
  await expect(api.setMyCommands([{ command: 'Not-Legal', description: 'x' }])).rejects.toThrow('400');
  expect(await api.getMyCommands({ scope: { type: 'chat', chat_id: 42 } })).toHaveLength(1);
});
