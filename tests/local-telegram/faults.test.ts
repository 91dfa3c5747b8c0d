/** The faults that tests inject, as a real client meets them, and the ways to wait. */
import { Api } from 'grammy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createTestTelegram,
  TEST_TOKEN,
  type TestTelegram,
} from '../../loopback/telegram/telegram-server.ts';

const asha = { id: 42, firstName: 'Asha' };

let telegram: TestTelegram;
let api: Api;

beforeEach(async () => {
  telegram = await createTestTelegram();
  api = new Api(TEST_TOKEN, { apiRoot: telegram.apiRoot });
  telegram.sendText(asha, '/start');
});
afterEach(() => telegram.close());

const botTexts = () => telegram.messages(42).flatMap(({ from, text }) => (from.is_bot ? text : []));

describe('a call', () => {
  test('is refused with 429 and a time to wait, then with 502, then goes through', async () => {
    telegram.injectFault('sendMessage', { status: 429, retryAfterSeconds: 3 });
    telegram.injectFault('sendMessage', { status: 502 });

    await expect(api.sendMessage(42, 'one')).rejects.toMatchObject({
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    });
    await expect(api.sendMessage(42, 'two')).rejects.toMatchObject({
      error_code: 502,
      description: 'Bad Gateway',
    });
    await api.sendMessage(42, 'three');
    expect(botTexts()).toEqual(['three']);
    expect(telegram.calls('sendMessage').map(({ outcome }) => outcome)).toEqual([
      { status: 429, description: 'Too Many Requests: retry after 3' },
      { status: 502, description: 'Bad Gateway' },
      { status: 200 },
    ]);
  });

  test('is cut off, undone or done', async () => {
    telegram.injectFault('sendMessage', 'reset');
    await expect(api.sendMessage(42, 'undone')).rejects.toThrow("Network request for 'sendMessage' failed");
    telegram.injectFault('sendMessage', 'apply-then-reset');
    await expect(api.sendMessage(42, 'done')).rejects.toThrow("Network request for 'sendMessage' failed");
    expect(botTexts()).toEqual(['done']);
    expect(telegram.calls('sendMessage').map(({ outcome }) => outcome)).toEqual(['dropped', 'dropped']);
  });

  test('hangs until the server closes', async () => {
    telegram.injectFault('sendMessage', 'hang');
    const failed = expect(api.sendMessage(42, 'never')).rejects.toThrow('failed');
    await telegram.waitForOpenCall('sendMessage');
    await telegram.close();
    await failed;
    expect(botTexts()).toEqual([]);
  });

  test('is held while others pass', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    telegram.injectFault('sendMessage', { holdUntil: held });
    telegram.injectFault('sendMessage', { delayMs: 1 });
    const first = api.sendMessage(42, 'held');
    await telegram.waitForOpenCall('sendMessage');
    await api.sendMessage(42, 'quick');
    release();
    await first;
    expect(botTexts()).toEqual(['quick', 'held']);
  });
});

test('a download breaks off in the middle', async () => {
  const file = { bytes: Buffer.alloc(100_000, 7), fileName: 'a.pdf', mimeType: 'application/pdf' };
  const { document } = telegram.sendDocument(asha, file);
  const { file_path } = await api.getFile(document?.file_id ?? '');
  telegram.injectFault('downloadFile', 'cut');

  const response = await fetch(`${telegram.apiRoot}/file/bot${TEST_TOKEN}/${file_path}`);
  expect(response.headers.get('content-length')).toBe('100000');
  await expect(response.arrayBuffer()).rejects.toThrow('terminated');
  expect(telegram.calls('downloadFile')).toMatchObject([{ params: { file_path }, outcome: 'dropped' }]);
});

describe('waiting', () => {
  test('ends with the call that was waited for', async () => {
    const second = telegram.waitForCall('sendMessage', { count: 2 });
    await api.sendMessage(42, 'one');
    await api.sendMessage(42, 'two');
    expect((await second).params.text).toBe('two');
  });

  test('sees an edit of a message that came since', async () => {
    const asked = telegram.sendText(asha, '/done');
    const { message_id } = await api.sendMessage(42, 'Reading');
    const saved = telegram.waitForReply(42, /^Saved/, { since: asked });
    await api.editMessageText(42, message_id, 'Saved to row 7');
    expect((await saved).message_id).toBe(message_id);
  });

  test('in vain says what is there', async () => {
    await api.sendMessage(42, 'Something else');
    const waiting = telegram.waitForReply(42, 'Saved', { timeoutMs: 1 });
    await expect(waiting).rejects.toThrow(
      /a reply with Saved.*GST Scanner: Something else.*sendMessage → \{"status":200\}/s,
    );
  });
});
