/** Files in both directions: photos, documents, albums, downloads, uploads, limits. */
import { Api, Bot, InputFile, InputMediaBuilder } from 'grammy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createTestTelegram,
  TEST_TOKEN,
  type TestTelegram,
} from '../../loopback/telegram/telegram-server.ts';
import { drawPdf } from '../../papers/pdfs/text-pdf.ts';
import { drawPhoto } from '../../papers/sent-files/pictures.ts';

const asha = { id: 42, firstName: 'Asha' };
const MEGABYTE = 1024 * 1024;

let telegram: TestTelegram;
let api: Api;

beforeEach(async () => {
  telegram = await createTestTelegram({ maxStoredBytes: 30 * MEGABYTE });
  api = new Api(TEST_TOKEN, { apiRoot: telegram.apiRoot });
  telegram.sendText(asha, '/start');
});
afterEach(() => telegram.close());

async function download(fileId: string): Promise<Response> {
  const { file_path } = await api.getFile(fileId);
  return fetch(`${telegram.apiRoot}/file/bot${TEST_TOKEN}/${file_path}`);
}

describe('from users', () => {
  test('a photo comes in growing sizes, the largest is the picture itself', async () => {
    const bytes = await drawPhoto({ width: 1000, height: 500 });
    telegram.sendPhoto(asha, bytes, { caption: '/next please' });

    const message = (await api.getUpdates()).at(-1)?.message;
    const sizes = message?.photo ?? [];
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([
      [90, 45],
      [320, 160],
      [800, 400],
      [1000, 500],
    ]);
    expect(new Set(sizes.flatMap((size) => [size.file_id, size.file_unique_id])).size).toBe(8);
    expect(message?.caption_entities).toEqual([{ type: 'bot_command', offset: 0, length: 5 }]);

    const response = await download(sizes.at(-1)?.file_id ?? '');
    expect(response.headers.get('content-length')).toBe(String(sizes.at(-1)?.file_size));
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  test.each(['png', 'webp'] as const)('a %s is measured, too', async (format) => {
    const bytes = await drawPhoto({ width: 300, height: 400, format });
    expect(telegram.sendPhoto(asha, bytes).photo?.at(-1)).toMatchObject({ width: 300, height: 400 });
  });

  test('what is no picture can only be a document, whose claims are passed on', async () => {
    const bytes = drawPdf();
    expect(() => telegram.sendPhoto(asha, bytes)).toThrow('send it with sendDocument');

    telegram.sendDocument(asha, { bytes, fileName: 'bill.exe', mimeType: 'image/png' });
    const document = (await api.getUpdates()).at(-1)?.message?.document;
    expect(document).toMatchObject({
      file_name: 'bill.exe',
      mime_type: 'image/png',
      file_size: bytes.length,
    });
    const response = await download(document?.file_id ?? '');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  test('an album is one update for each item, under one id, with one caption', async () => {
    const photo = await drawPhoto({ width: 100, height: 100 });
    const pdf = { bytes: drawPdf(), fileName: 'bill.pdf', mimeType: 'application/pdf' };
    const seen: (string | undefined)[][] = [];
    const bot = new Bot(TEST_TOKEN, { client: { apiRoot: telegram.apiRoot } });
    bot.on([':photo', ':document'], async (ctx) => {
      seen.push([ctx.msg.media_group_id, ctx.msg.caption, ctx.msg.document?.file_name]);
      await ctx.reply(`Page ${seen.length}`);
    });
    const polling = bot.start();

    const [first] = telegram.sendAlbum(asha, [photo, pdf], { caption: 'May' });
    const mediaGroupId = first?.media_group_id ?? '';
    telegram.sendPhoto(asha, photo, { mediaGroupId });

    await telegram.waitForReply(asha.id, 'Page 3');
    expect(seen).toEqual([
      [mediaGroupId, 'May', undefined],
      [mediaGroupId, undefined, 'bill.pdf'],
      [mediaGroupId, undefined, undefined],
    ]);
    await bot.stop();
    await polling;
  });

  test('content of any other kind is passed on', async () => {
    telegram.sendContent(asha, { voice: { file_id: 'v', file_unique_id: 'u', duration: 3 } });
    expect((await api.getUpdates()).at(-1)?.message?.voice?.duration).toBe(3);
  });
});

describe('getFile', () => {
  test('refuses more than 20 MB', async () => {
    const file = { fileName: 'scan.pdf', mimeType: 'application/pdf' };
    const fits = telegram.sendDocument(asha, { ...file, bytes: Buffer.alloc(20 * MEGABYTE) });
    expect((await api.getFile(fits.document?.file_id ?? '')).file_size).toBe(20 * MEGABYTE);

    const large = telegram.sendDocument(asha, { ...file, bytes: Buffer.alloc(20 * MEGABYTE + 1) });
    await expect(api.getFile(large.document?.file_id ?? '')).rejects.toThrow(
      '400: Bad Request: file is too big',
    );
  });

  test('does not know what was never there, nor does the download', async () => {
    await expect(api.getFile('nonsense')).rejects.toThrow(
      'Bad Request: wrong file_id or the file is temporarily unavailable',
    );
    const response = await fetch(`${telegram.apiRoot}/file/bot${TEST_TOKEN}/photos/none.jpg`);
    expect(response.status).toBe(404);
  });

  test('the oldest files make room', async () => {
    const send = () => {
      const bytes = Buffer.alloc(12 * MEGABYTE);
      return telegram.sendDocument(asha, { bytes, fileName: 'a.bin', mimeType: 'application/octet-stream' });
    };
    const [first, second, third] = [send(), send(), send()].map(({ document }) => document?.file_id ?? '');
    expect(telegram.fileBytes(first ?? '')).toBeUndefined();
    await expect(api.getFile(first ?? '')).rejects.toThrow('temporarily unavailable');
    expect(telegram.fileBytes(second ?? '')).toHaveLength(12 * MEGABYTE);
    expect(telegram.fileBytes(third ?? '')).toHaveLength(12 * MEGABYTE);
  });
});

describe('from the bot', () => {
  test('a document arrives byte for byte, with caption and name', async () => {
    const csv = Buffer.from('﻿Invoice,Cost\r\n--x,"1,00"\r\n\r\n', 'utf8');
    await api.sendDocument(42, new InputFile(csv, 'usage.csv'), {
      caption: 'Usage',
      caption_entities: [{ type: 'bold', offset: 0, length: 5 }],
    });

    const { document, caption, caption_entities } = telegram.messages(42).at(-1) ?? {};
    expect(document).toMatchObject({ file_name: 'usage.csv', mime_type: 'text/csv', file_size: csv.length });
    expect(Buffer.from(telegram.fileBytes(document?.file_id ?? '') ?? [])).toEqual(csv);
    expect({ caption, caption_entities }).toEqual({
      caption: 'Usage',
      caption_entities: [{ type: 'bold', offset: 0, length: 5 }],
    });
    const [call] = telegram.calls('sendDocument');
    expect(call).toMatchObject({
      outcome: { status: 200 },
      uploads: [{ fileName: 'usage.csv', sizeBytes: csv.length }],
    });
  });

  test('an upload may also come under the parameter’s own name', async () => {
    const form = new FormData();
    form.set('chat_id', '42');
    form.set('document', new Blob(['a,b']), 'plain.csv');
    await fetch(`${telegram.apiRoot}/bot${TEST_TOKEN}/sendDocument`, { method: 'POST', body: form });
    expect(telegram.messages(42).at(-1)?.document?.file_name).toBe('plain.csv');
  });

  test('a chart is sent, turned to the next month', async () => {
    const [may, june] = [await drawPhoto({ format: 'png', text: 'May' }), await drawPhoto({ text: 'June' })];
    const { message_id } = await api.sendPhoto(42, new InputFile(may, 'may.png'), { caption: 'May' });
    const media = InputMediaBuilder.photo(new InputFile(june, 'june.png'), { caption: 'June' });
    await api.editMessageMedia(42, message_id, media);

    const message = telegram.messages(42).at(-1);
    expect(message).toMatchObject({ message_id, caption: 'June', edit_date: expect.any(Number) });
    expect(Buffer.from(telegram.fileBytes(message?.photo?.at(-1)?.file_id ?? '') ?? [])).toEqual(june);

    await expect(api.editMessageText(42, message_id, 'x')).rejects.toThrow(
      'there is no text in the message to edit',
    );
  });

  test('refused are: no picture, no file, an empty one, a URL, a caption that is too long', async () => {
    const photo = await drawPhoto({ width: 100, height: 100 });
    const upload = (bytes: Buffer) => new InputFile(bytes, 'a.png');
    await expect(api.sendPhoto(42, upload(drawPdf()))).rejects.toThrow('IMAGE_PROCESS_FAILED');
    await expect(api.sendPhoto(42, '')).rejects.toThrow('there is no photo in the request');
    await expect(api.sendDocument(42, upload(Buffer.alloc(0)))).rejects.toThrow('file must be non-empty');
    await expect(api.sendPhoto(42, 'https://example.com/a.png')).rejects.toThrow('wrong file identifier');
    await expect(api.sendPhoto(42, upload(photo), { caption: 'x'.repeat(1025) })).rejects.toThrow(
      'Bad Request: message caption is too long',
    );
    expect(telegram.messages(42)).toHaveLength(1);
  });
});
