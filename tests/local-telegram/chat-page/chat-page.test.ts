/** The chat page's server, as a browser meets it: who gets in, what a person can do, what the stream tells. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { Api, InlineKeyboard, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createTestTelegram,
  TEST_TOKEN,
  type TestTelegram,
} from '../../../loopback/telegram/telegram-server.ts';
import { drawPdf } from '../../../papers/pdfs/text-pdf.ts';
import { drawPhoto } from '../../../papers/sent-files/pictures.ts';
import {
  type ChatPage,
  type ChatPageOptions,
  createChatPage,
  PortUnavailableError,
} from '../../../src/local-telegram/chat-page/chat-page.ts';
import type { RowTab } from '../../../src/local-telegram/chat-page/page-contract.ts';
import { type ChatClient, createChatClient, readRefusal } from '../../support/chat-page/chat-client.ts';
import { createFolder } from '../../support/folders.ts';
import { createSavedRows, SHEET_ROWS } from '../../support/saved-rows.ts';

const MEGABYTE = 1024 * 1024;
const ACCOUNTS = [{ name: 'Telegram', isReal: false, note: 'Set TELEGRAM_BOT_TOKEN.' }];

let telegram: TestTelegram;
let page: ChatPage;
let browser: ChatClient;
let api: Api;

beforeEach(async () => {
  telegram = await createTestTelegram();
  api = new Api(TEST_TOKEN, { apiRoot: telegram.apiRoot });
  page = await openPage();
  browser = await createChatClient(page.url);
});
afterEach(async () => {
  await Promise.all([page.close(), telegram.close()]);
});

function openPage(options: Partial<ChatPageOptions> = {}): Promise<ChatPage> {
  return createChatPage(telegram, { accounts: ACCOUNTS, savedRows: SHEET_ROWS, ...options });
}

/** With headers that `fetch` does not let a caller set. */
function statusOf(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(page.url + path, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('who gets in', () => {
  const port = () => new URL(page.url).port;

  test('only requests for this address under its own name', async () => {
    expect(await statusOf('/', {})).toBe(200);
    expect(await statusOf('/', { host: `localhost:${port()}` })).toBe(200);
    expect(await statusOf('/', { host: `shop.example:${port()}` })).toBe(421);
    expect(await statusOf('/', { host: '127.0.0.1:1' })).toBe(421);
  });

  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'no request from the origin %s',
    async (origin) => {
      const path = `/api/people/${browser.personId}/texts`;
      const body = JSON.stringify({ text: '/cancel' });
      const headers = { origin, 'content-type': 'application/json' };
      const response = await browser.request(path, { method: 'POST', headers, body });
      expect(response.status).toBe(403);
      expect((await browser.request('/', { headers: { origin } })).status).toBe(403);
      expect(telegram.messages(browser.personId)).toEqual([]);
    },
  );

  test('no change without an origin, and nothing that another site embeds', async () => {
    const cookie = { cookie: browser.cookie };
    const events = `/api/people/${browser.personId}/events`;
    expect(await statusOf('/api/people', cookie, 'POST')).toBe(403);
    expect(await statusOf(events, { ...cookie, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await statusOf('/page/styles/style.css', { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await statusOf('/', { 'sec-fetch-site': 'cross-site' })).toBe(200);
  });

  test('every answer forbids scripts of others, frames, guesses and caches', async () => {
    for (const path of ['/', '/page/styles/style.css', '/nowhere', '/api/people/1/events']) {
      const { headers } = await browser.request(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('nothing outside the page’s own files can be read', async () => {
    for (const path of [
      '/page/..%2fpage-routes.ts',
      '/page/main.ts',
      '/page/tsconfig.json',
      '/page/%2e%2e/x',
      '/page/styles%2fstyle.css',
      '/page/styles/..%2f..%2fpage-routes.ts',
      '/page/styles/',
      '/page/messages/turns.ts',
    ])
      expect((await browser.request(path)).status).toBe(404);
    expect((await browser.request('/page/main.js', { method: 'POST' })).status).toBe(405);
  });

  test('the document holds no script and no style of its own', async () => {
    const html = await (await browser.request('/')).text();
    expect(html).toMatch(/<script type="module" src="\/page\/main\.js"><\/script>/);
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/);
  });
});

describe('people', () => {
  test('the first visit makes one, whom the same browser finds again', async () => {
    expect(browser.session).toMatchObject({
      bot: { id: telegram.bot.id, name: 'GST Scanner' },
      people: [{ id: 1001, name: 'Person 1' }],
      accounts: ACCOUNTS,
    });
    const again = await createChatClient(page.url, browser.secret);
    expect(again.session.people).toEqual(browser.session.people);
  });

  test('the cookie is out of reach of scripts and other sites', async () => {
    const response = await browser.request('/api/session', { method: 'POST' });
    expect(response.headers.get('set-cookie')).toMatch(
      new RegExp(`^chat_${new URL(page.url).port}=[\\w-]{32}; Path=/; .*HttpOnly; SameSite=Strict$`),
    );
  });

  test('a browser may be several, each with a chat of their own', async () => {
    const second = await browser.addPerson();
    expect(second).toEqual({ id: 1002, name: 'Person 2' });
    await browser.post('texts', { text: 'from the first' });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const body = JSON.stringify({ text: 'from the second' });
    await browser.request(`/api/people/${second.id}/texts`, { ...init, body });

    expect(telegram.messages(1001).map(({ text }) => text)).toEqual(['from the first']);
    expect(telegram.messages(1002)).toMatchObject([{ text: 'from the second', from: { id: 1002 } }]);
  });

  test('with a folder, a restarted page knows everyone again and mixes nobody up', async () => {
    const folder = await createFolder();
    await page.close();
    page = await openPage({ folder });
    const first = await createChatClient(page.url);
    await first.addPerson();
    expect(readFileSync(join(folder, 'people.json'), 'utf8')).not.toContain(first.secret);
    await page.close();

    page = await openPage({ folder });
    const stranger = await createChatClient(page.url);
    const again = await createChatClient(page.url, first.secret);
    expect(again.session.people.map(({ id }) => id)).toEqual([1001, 1002]);
    expect(stranger.personId).toBe(1003);
  });

  test('a damaged list of people gives nobody the chat of another', async () => {
    telegram.sendText({ id: 1004, firstName: 'Person 4' }, 'mine');
    const folder = await createFolder();
    writeFileSync(join(folder, 'people.json'), '{"a":["1004"]}');
    await page.close();
    page = await openPage({ folder });
    expect((await createChatClient(page.url)).personId).toBe(1005);
    const files = await readdir(folder);
    expect(files.some((name) => name.startsWith('people.json.damaged-'))).toBe(true);
  });

  test('nobody acts as, or looks at, a person of another browser', async () => {
    await browser.post('texts', { text: 'mine' });
    const photo = telegram.sendPhoto({ id: 1001, firstName: 'x' }, await drawPhoto({ width: 99 }));
    const other = await createChatClient(page.url);
    expect(other.personId).toBe(1002);
    const fileId = photo.photo?.at(-1)?.file_id;
    const own = `/api/people/${other.personId}`;
    const theirs = `/api/people/${browser.personId}`;
    const init = { method: 'POST', body: '{"text":"x"}', headers: { 'content-type': 'application/json' } };
    expect((await other.request(`${theirs}/texts`, init)).status).toBe(403);
    expect((await other.request(`${theirs}/events`)).status).toBe(403);
    expect((await other.request(`${theirs}/files/${fileId}`)).status).toBe(403);
    expect((await other.request(`${own}/files/${fileId}`)).status).toBe(404);
    const { message_id } = await api.sendMessage(1001, 'Save?', {
      reply_markup: new InlineKeyboard().text('Save', 'save'),
    });
    expect((await other.post('presses', { messageId: message_id, data: 'save' })).status).toBe(404);
    expect(telegram.messages(1001)).toHaveLength(3);
  });
});

describe('what a person sends', () => {
  test('texts, whose commands the bot recognises', async () => {
    expect((await browser.post('texts', { text: ' /done ' })).status).toBe(200);
    const [message] = telegram.messages(1001);
    expect(message).toMatchObject({ text: '/done', from: { first_name: 'Person 1' } });
    expect(message?.entities).toEqual([{ type: 'bot_command', offset: 0, length: 5 }]);
  });

  test.each([
    [{ text: '  ' }, 400, 'nothing to send'],
    [{ text: 'x'.repeat(4097) }, 400, 'at most 4096 characters'],
    [{ text: 'x'.repeat(70_000) }, 413, 'larger than 64 KB'],
  ])('not %o', async (body, status, reason) => {
    const response = await browser.post('texts', body);
    expect(await readRefusal(response)).toEqual([status, expect.stringContaining(reason)]);
    expect(telegram.messages(1001)).toEqual([]);
  });

  test('photos and documents, byte for byte, with names, captions and albums', async () => {
    const [photo, pdf] = [await drawPhoto({ width: 300 }), drawPdf()];
    await browser.post('files?kind=photo&name=a.jpg&album=77&caption=May', photo);
    await browser.post(
      `files?kind=document&album=77&name=${encodeURIComponent('C:\\bills\\रसीद 1.pdf')}`,
      pdf,
    );
    const [first, second] = telegram.messages(1001);
    expect(first).toMatchObject({ caption: 'May', media_group_id: '77' });
    expect(Buffer.from(telegram.fileBytes(first?.photo?.at(-1)?.file_id ?? '') ?? [])).toEqual(photo);
    expect(second).toMatchObject({
      media_group_id: '77',
      document: { file_name: 'रसीद 1.pdf', mime_type: 'application/pdf', file_size: pdf.length },
    });
    expect(Buffer.from(telegram.fileBytes(second?.document?.file_id ?? '') ?? [])).toEqual(pdf);
  });

  test('what is no picture is not taken as a photo, and says what to do', async () => {
    const response = await browser.post('files?kind=photo&name=a.pdf', drawPdf());
    expect(await readRefusal(response)).toEqual([415, 'a.pdf is no picture: send it as a file.']);
  });

  test('20 MB are taken, one byte more is not', async () => {
    const fits = await browser.post('files?kind=document&name=a.pdf', Buffer.alloc(20 * MEGABYTE));
    expect(fits.status).toBe(200);
    const large = await browser.post('files?kind=document&name=b.pdf', Buffer.alloc(20 * MEGABYTE + 1));
    expect(await readRefusal(large)).toEqual([413, expect.stringContaining('larger than 20 MB')]);
    expect(telegram.messages(1001).map(({ document }) => document?.file_name)).toEqual(['a.pdf']);
  });
});

describe('what a person sees', () => {
  test('photos as pictures, documents as downloads that can’t act', async () => {
    await browser.post('files?kind=photo&name=a', await drawPhoto({ format: 'png', width: 50, height: 50 }));
    await browser.post('files?kind=document&name=%F0%9F%A7%BE%20a.html', Buffer.from('<script>1</script>'));
    const [photo, page] = telegram.messages(1001);
    const picture = await browser.request(`/api/people/1001/files/${photo?.photo?.[0]?.file_id}`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    const download = await browser.request(`/api/people/1001/files/${page?.document?.file_id}`);
    expect(Object.fromEntries(download.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''%F0%9F%A7%BE%20a.html",
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    expect(await download.text()).toBe('<script>1</script>');
  });

  test('the whole chat first, then every change, and nothing of others', async () => {
    await browser.post('texts', { text: 'before' });
    const stream = await browser.listen();
    const snapshot = await stream.waitFor((event) => (event.kind === 'snapshot' ? event : undefined));
    expect(snapshot.messages.map(({ text }) => text)).toEqual(['before']);

    telegram.sendText({ id: 5, firstName: 'Other' }, 'secret');
    await api.sendMessage(5, 'secret, too');
    await api.sendChatAction(1001, 'typing');
    const { message_id: messageId } = await api.sendMessage(1001, 'Reading 1/2');
    await api.editMessageText(1001, messageId, 'Reading 2/2');
    await api.deleteMessage(1001, messageId);
    await api.setMyCommands([{ command: 'done', description: 'Read it' }]);
    await stream.waitFor((event) => (event.kind === 'commands' ? event : undefined));

    expect(stream.events.filter(({ kind }) => kind !== 'rows').slice(1)).toMatchObject([
      { kind: 'action', action: 'typing' },
      { kind: 'message', message: { text: 'Reading 1/2' } },
      { kind: 'message', message: { text: 'Reading 2/2', edit_date: expect.any(Number) } },
      { kind: 'deleted', messageId },
      { kind: 'commands', commands: [{ command: 'done', description: 'Read it' }] },
    ]);
    stream.close();
  });

  test('the bot’s answer to the button that was pressed', async () => {
    await browser.post('texts', { text: '/start' });
    const stream = await browser.listen();
    const { message_id: messageId } = await api.sendMessage(1001, 'Save?', {
      reply_markup: new InlineKeyboard().text('Save', 'save:1'),
    });
    const { queryId } = await browser.press(messageId, 'save:1');
    await api.answerCallbackQuery(queryId, { text: 'Saved', show_alert: true });
    const answer = await stream.waitFor((event) => (event.kind === 'answer' ? event : undefined));
    expect(answer).toEqual({ kind: 'answer', queryId, text: 'Saved', alert: true });

    const stale = await browser.post('presses', { messageId, data: 'save:2' });
    expect(await readRefusal(stale)).toEqual([409, 'That button is no longer there.']);
    stream.close();
  });

  test('a document of the bot', async () => {
    await browser.post('texts', { text: '/start' });
    await api.sendDocument(1001, new InputFile(Buffer.from('a,b'), 'usage.csv'));
    const fileId = telegram.messages(1001).at(-1)?.document?.file_id;
    expect(await (await browser.request(`/api/people/1001/files/${fileId}`)).text()).toBe('a,b');
  });

  test('that the server has gone', async () => {
    const stream = await browser.listen();
    await page.close();
    await stream.ended;
    page = await openPage();
  });
});

describe('saved rows', () => {
  const tab = (...numbers: string[]): RowTab => ({
    title: 'Invoices',
    columns: [{ name: 'Invoice_No', kind: 'text', isKey: true }],
    rows: numbers.map((number) => [number]),
    rowCount: numbers.length,
  });

  test('come at once and after every save, to everyone who looks', async () => {
    const rows = createSavedRows([tab()]);
    await page.close();
    page = await openPage({ savedRows: rows });
    const one = await createChatClient(page.url);
    const two = await createChatClient(page.url);
    const streams = [await one.listen(), await two.listen()];
    for (const stream of streams) {
      const { place } = await stream.waitFor((event) => (event.kind === 'rows' ? event : undefined));
      expect(place).toEqual({ kind: 'files', folder: 'data' });
    }

    rows.change([tab('INV-1')]);
    for (const stream of streams) {
      const seen = await stream.waitFor((event) => {
        return event.kind === 'rows' && event.tabs[0]?.rowCount === 1 ? event.tabs[0].rows : undefined;
      });
      expect(seen).toEqual([['INV-1']]);
      stream.close();
    }
  });

  test('that can’t be read are told so', async () => {
    const rows = createSavedRows([tab()]);
    await page.close();
    page = await openPage({ savedRows: rows });
    const stream = await (await createChatClient(page.url)).listen();
    rows.fail('Invoice_Header.csv is open in another program: close it there');
    const event = await stream.waitFor((one) => (one.kind === 'rows-unreadable' ? one : undefined));
    expect(event.reason).toBe('Invoice_Header.csv is open in another program: close it there');
    stream.close();
  });
});

test('a port that is taken is refused, with what to do about it', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const opening = openPage({ port });
  await expect(opening).rejects.toBeInstanceOf(PortUnavailableError);
  await expect(opening).rejects.toThrow(
    `port ${port} is taken by another program. Stop that one, or set CHAT_PORT to another number`,
  );
  other.close();
});
