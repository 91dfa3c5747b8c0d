/** What a local Telegram with a folder knows after a restart. */
import { appendFileSync, readFileSync, rmSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Api } from 'grammy';
import { describe, expect, test } from 'vitest';
import {
  createTestTelegram,
  TEST_TOKEN,
  type TestTelegram,
} from '../../loopback/telegram/telegram-server.ts';
import { drawPdf } from '../../papers/pdfs/text-pdf.ts';
import { drawPhoto } from '../../papers/sent-files/pictures.ts';
import { createFolder } from '../support/folders.ts';

const asha = { id: 42, firstName: 'Asha' };
const ravi = { id: 43, firstName: 'Ravi' };

function apiOf(telegram: TestTelegram): Api {
  return new Api(TEST_TOKEN, { apiRoot: telegram.apiRoot });
}

describe('after a restart', () => {
  test('chats are as they were: edits, deletions, albums and replies', async () => {
    const folder = await createFolder();
    const before = await createTestTelegram({ folder });
    const asked = before.sendText(asha, '/start');
    before.sendText(ravi, 'hello');
    const api = apiOf(before);
    const { message_id } = await api.sendMessage(42, 'Reading 1/2', {
      reply_parameters: { message_id: asked.message_id },
    });
    await api.editMessageText(42, message_id, 'Reading 2/2');
    const gone = await api.sendMessage(42, 'gone');
    await api.deleteMessage(42, gone.message_id);
    const messages = before.messages(42);
    await before.close();

    const after = await createTestTelegram({ folder });
    expect(after.messages(42)).toEqual(JSON.parse(JSON.stringify(messages)));
    expect(after.messages(43)).toMatchObject([{ text: 'hello' }]);
    await after.close();
  });

  test('the bot can write at once, edit what it wrote, and gets ids that are new', async () => {
    const folder = await createFolder();
    const clock = () => new Date('2026-02-06T10:00:00Z');
    const before = await createTestTelegram({ folder, clock });
    before.sendText(asha, 'one');
    const status = await apiOf(before).sendMessage(42, 'Reading 1/2');
    await before.close();

    const after = await createTestTelegram({ folder, clock });
    const api = apiOf(after);
    await api.editMessageText(42, status.message_id, 'Reading 2/2');
    const result = await api.sendMessage(42, 'Saved');
    expect(result.message_id).toBeGreaterThan(status.message_id);
    expect(after.messages(42).map(({ text }) => text)).toEqual(['one', 'Reading 2/2', 'Saved']);
    await after.close();
  });

  test('files can be fetched by the ids that they had, and those of deleted messages are removed', async () => {
    const folder = await createFolder();
    const before = await createTestTelegram({ folder });
    const photo = await drawPhoto({ width: 200, height: 300 });
    const sent = before.sendPhoto(asha, photo);
    const pdf = before.sendDocument(asha, {
      bytes: drawPdf(),
      fileName: 'a.pdf',
      mimeType: 'application/pdf',
    });
    const deleted = before.sendPhoto(asha, await drawPhoto({ width: 100 }));
    await apiOf(before).deleteMessage(42, deleted.message_id);
    await before.close();

    const after = await createTestTelegram({ folder });
    const { file_path } = await apiOf(after).getFile(sent.photo?.at(-1)?.file_id ?? '');
    const response = await fetch(`${after.apiRoot}/file/bot${TEST_TOKEN}/${file_path}`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(photo);
    expect((await apiOf(after).getFile(pdf.document?.file_id ?? '')).file_path).toMatch(
      /^documents\/.*\.pdf$/,
    );
    expect(await readdir(join(folder, 'files'))).toHaveLength(2);
    await after.close();
  });

  test('the limit on stored files still holds', async () => {
    const folder = await createFolder();
    const options = { folder, maxStoredBytes: 250 };
    const before = await createTestTelegram(options);
    const send = (telegram: TestTelegram, fileName: string) =>
      telegram.sendDocument(asha, { bytes: Buffer.alloc(100), fileName, mimeType: 'text/plain' });
    const [first, second] = [send(before, 'a'), send(before, 'b')];
    await before.close();
    const after = await createTestTelegram(options);
    send(after, 'c');
    expect(after.fileBytes(first?.document?.file_id ?? '')).toBeUndefined();
    expect(after.fileBytes(second?.document?.file_id ?? '')).toHaveLength(100);
    expect(await readdir(join(folder, 'files'))).toHaveLength(2);
    await after.close();
  });
});

test('a line that a killed process tore off costs that line only', async () => {
  const folder = await createFolder();
  const path = join(folder, 'messages.jsonl');
  const first = await createTestTelegram({ folder });
  first.sendText(asha, 'one');
  await first.close();
  appendFileSync(path, '{"kind":"message","mess');
  const second = await createTestTelegram({ folder });
  second.sendText(asha, 'two');
  await second.close();
  const third = await createTestTelegram({ folder });
  expect(third.messages(42).map(({ text }) => text)).toEqual(['one', 'two']);
  expect(readFileSync(path, 'utf8')).not.toMatch(/"mess$/m);
  await third.close();
});

test('a disk that fails is reported, and the chat goes on in memory', async () => {
  const folder = await createFolder();
  const faults: unknown[] = [];
  const telegram = await createTestTelegram({ folder, onFault: (error) => faults.push(error) });
  rmSync(folder, { recursive: true });
  telegram.sendText(asha, 'one');
  expect(telegram.messages(42)).toHaveLength(1);
  await telegram.settle();
  expect(faults).toMatchObject([{ code: 'disk_unavailable', cause: { code: 'ENOENT' } }]);
  await telegram.close();
});

test.skipIf(process.platform === 'win32')(
  'what people sent is for the owner of the process alone',
  async () => {
    const folder = join(await createFolder(), 'chat');
    const telegram = await createTestTelegram({ folder });
    telegram.sendPhoto(asha, await drawPhoto({ width: 100 }));
    const [file = ''] = await readdir(join(folder, 'files'));
    const modes = ['.', 'files', 'messages.jsonl', join('files', file)].map(
      (path) => statSync(join(folder, path)).mode,
    );
    expect(modes.map((mode) => (mode & 0o777).toString(8))).toEqual(['700', '700', '600', '600']);
    await telegram.close();
  },
);
