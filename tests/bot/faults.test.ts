/** Trouble at the vendors and on the line: the user reads what it is, nothing is lost, and no page is paid for twice. */

import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect, createServer as createTcpServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  answer,
  errorInfo,
  parsed,
  quotaFailure,
  statusError,
} from '../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER, SAMPLE_PAGE_TEXT } from '../../loopback/gemini/gemini-sample-invoice.ts';
import { drawPhoto } from '../../papers/sent-files/pictures.ts';
import type { ApiCall } from '../../src/local-telegram/bot-api/api-call.ts';
import { ASHA, createRunningWorld, createWorld, type World } from '../support/test-app.ts';
import {
  addressOf,
  callTelegram,
  countOcrCalls,
  createGate,
  dataOf,
  drawGoodPhoto,
  expectOneRow,
  finishWithOneRow,
  headerRows,
  labelsOf,
  pressAndRead,
  reads,
  SUCCESS,
  saidTo,
  sendGoodPage,
  sheetWrites,
} from './conversation.ts';

const RETRY_BUTTONS = ['🔁 Try again', '🗑 Discard'];
const ASK_OWNER =
  'Please tell whoever runs this bot. Your pages are kept: press Try again once it is mended.';
const READER_DOWN =
  '❌ The AI service that reads pages is not answering just now. Your pages are kept: press Try again in a few minutes.';

async function tryAgain(world: World, failed: Parameters<typeof labelsOf>[0]): Promise<void> {
  expect(labelsOf(failed)).toEqual(RETRY_BUTTONS);
  await pressAndRead(world, failed, '🔁 Try again');
  await world.telegram.waitForReply(ASHA.id, SUCCESS);
}

/** Enough for chance not to bring them into order. */
const NUMBERS = ['INV-A', 'INV-B', 'INV-C', 'INV-D', 'INV-E', 'INV-F'];

/** Each goes as far as the sheet lets it. */
async function sendInvoicesThatWait(world: World, numbers: readonly string[]): Promise<void> {
  for (const number of numbers) {
    world.gemini.enqueue('ocr', answer({ text: SAMPLE_PAGE_TEXT.replace('INV-2026-0042', number) }));
    world.gemini.enqueue('header', parsed({ ...SAMPLE_HEADER, Invoice_No: number }));
    const photo = world.telegram.sendPhoto(ASHA, await drawPhoto({ text: number }));
    await world.telegram.waitForReply(ASHA.id, '1 page received', { since: photo });
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitForReply(ASHA.id, "can't be reached", { since: photo });
  }
}

async function readsSuccesses(world: World, count: number): Promise<void> {
  const all = () => saidTo(world, ASHA).filter((text) => SUCCESS.test(text)).length === count;
  await world.telegram.waitFor(() => all() || undefined, { what: `${count} rows` });
}

const NOT_SHARED = { status: 403, message: 'The caller does not have permission' };

describe('Gemini', () => {
  test('does not know the key: one call, no row; once it is mended Try again saves', async () => {
    const world = await createRunningWorld();
    const details = [errorInfo('API_KEY_INVALID')];
    world.gemini.respondWith('ocr', statusError(400, { message: 'API key not valid.', details }));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const failed = await reads(
      world,
      `❌ The AI service that reads pages refuses this bot's key. ${ASK_OWNER}`,
    );
    expect(world.gemini.calls.map((call) => call.kind)).toEqual(['ocr']);
    expect(sheetWrites(world)).toHaveLength(0);

    world.gemini.respondWith('ocr', answer({ text: SAMPLE_PAGE_TEXT }));
    await tryAgain(world, failed);
    expectOneRow(world, 1);
  });

  test('has no more quota today: says so, without a second call', async () => {
    const world = await createRunningWorld();
    const details = [quotaFailure('GenerateRequestsPerDayPerProjectPerModel')];
    world.gemini.enqueue('ocr', statusError(429, { status: 'RESOURCE_EXHAUSTED', details }));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const failed = await reads(
      world,
      '❌ This bot has used up its pages for today. They are kept: press Try again tomorrow, or tell whoever runs this bot.',
    );
    expect(world.gemini.calls).toHaveLength(1);
    await tryAgain(world, failed);
    expectOneRow(world, 1);
  });

  test('answers 503 for ever: the page that was read is kept, the other is read when it is back', async () => {
    const world = await createRunningWorld();
    world.gemini.enqueue('ocr', answer({ text: SAMPLE_PAGE_TEXT }));
    world.gemini.respondWith('ocr', statusError(503, { status: 'UNAVAILABLE' }));
    world.telegram.sendAlbum(ASHA, [await drawGoodPhoto(), await drawGoodPhoto()]);
    await reads(world, '📄 2 pages received. Send more, or /done');
    world.telegram.sendText(ASHA, '/done');
    const failed = await reads(world, READER_DOWN);
    expect(countOcrCalls(world)).toBe(3); // one, and the two tries of the other
    expect(sheetWrites(world)).toHaveLength(0);

    world.gemini.respondWith('ocr', answer({ text: SAMPLE_PAGE_TEXT }));
    await tryAgain(world, failed);
    expect(countOcrCalls(world)).toBe(4);
    expectOneRow(world, 2);
  });

  test('refuses connections: Try again works once it is there', async () => {
    const world = await createWorld();
    const line = await createLine(world.gemini.baseUrl);
    world.env.GEMINI_BASE_URL = line.url;
    await world.startBot();
    await line.cut();
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const failed = await reads(world, READER_DOWN);
    expect(world.gemini.calls).toHaveLength(0);

    await line.mend();
    await tryAgain(world, failed);
    expect(countOcrCalls(world)).toBe(1);
    expectOneRow(world, 1);
    await line.cut();
  });

  test.each([
    [
      'SAFETY',
      '❌ The AI service refuses to read this on page 1. Try again, or send a photo that shows only the invoice.',
    ],
    [
      'MAX_TOKENS',
      '❌ There is too much text on page 1 to read in one go. Send fewer pages in one PDF, or photos of single pages.',
    ],
  ])('ends with %s: its own words, one call, and the page is kept', async (finishReason, words) => {
    const world = await createRunningWorld();
    world.gemini.enqueue('ocr', answer({ text: 'half', finishReason }));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const failed = await reads(world, words);
    expect(world.gemini.calls).toHaveLength(1);
    await tryAgain(world, failed);
    expectOneRow(world, 1);
  });

  test('answers nonsense: the page is kept, and only the parse is asked again', async () => {
    const world = await createRunningWorld();
    world.gemini.enqueue('header', answer({ text: 'Sure! Here' }), answer({ text: 'Sure! Here' }));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const failed = await reads(
      world,
      "❌ The AI service's answer made no sense. Your pages are kept: press Try again.",
    );
    await tryAgain(world, failed);
    expect(world.gemini.calls.map((call) => call.kind).sort()).toEqual([
      'header',
      'header',
      'header',
      'lines',
      'ocr',
    ]);
    expectOneRow(world, 1);
  });
});

describe('the spreadsheet', () => {
  test('has another id: after the owner has mended it and started again, Try again saves without a call', async () => {
    const world = await createWorld();
    world.env.GOOGLE_SHEET_ID = '1NoSuchSpreadsheetAnywhere';
    const app = await world.startBot();
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const failed = await reads(
      world,
      `❌ The invoice is read, but the spreadsheet does not exist (was it deleted?). ${ASK_OWNER}`,
    );
    expect(headerRows(world)).toEqual([]);
    await app.stop();

    world.env.GOOGLE_SHEET_ID = world.sheets.spreadsheetId;
    await world.startBot();
    await tryAgain(world, failed);
    expectOneRow(world, 1);
    expect(world.gemini.calls).toHaveLength(3); // page, header, lines: all before
  });

  test.each([
    [
      'is not shared',
      { status: 403, message: 'The caller does not have permission' },
      `❌ The invoice is read, but the spreadsheet is not shared with this bot. ${ASK_OWNER}`,
    ],
    [
      'belongs to a project without the Sheets API',
      { status: 403, message: 'Google Sheets API is disabled', reason: 'SERVICE_DISABLED' },
      `❌ Google refuses this bot's account, so I could not save. ${ASK_OWNER}`,
    ],
  ])('%s: Try again saves once it is mended, without a call', async (_what, fault, words) => {
    const world = await createRunningWorld();
    world.sheets.fail('read', fault, Number.POSITIVE_INFINITY);
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const failed = await reads(world, words);
    expect(headerRows(world)).toEqual([]);

    world.sheets.heal();
    await tryAgain(world, failed);
    expectOneRow(world, 1);
    expect(world.gemini.calls).toHaveLength(3);
  });

  test.each([
    [
      'full',
      'This action would increase the number of cells in the workbook above the limit of 10000000 cells.',
    ],
    ['particular', 'Invalid requests[0].appendCells'],
  ])('is %s: says so, and takes the row later', async (what, message) => {
    const world = await createRunningWorld();
    world.sheets.fail('write', { status: 400, message });
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const reason = what === 'full' ? 'the spreadsheet is full' : 'the spreadsheet did not take it';
    const failed = await reads(world, `❌ The invoice is read, but ${reason}. ${ASK_OWNER}`);
    await tryAgain(world, failed);
    expectOneRow(world, 1);
    expect(world.gemini.calls).toHaveLength(3);
  });

  test.each(['token', 'read', 'write'] as const)(
    'is down (%s): the invoice waits, the user need do nothing, and one row comes',
    async (kind) => {
      const world = await createRunningWorld();
      world.sheets.fail(kind, { status: 503 }, Number.POSITIVE_INFINITY);
      await sendGoodPage(world);
      world.telegram.sendText(ASHA, '/done');
      const waiting = await reads(
        world,
        "⏳ The spreadsheet can't be reached. Your invoice is read and kept; I'll save it as soon as it is back. You don't have to do anything.",
      );
      expect(labelsOf(waiting)).toEqual([]);
      world.telegram.sendText(ASHA, '/cancel');
      await reads(world, 'Too late to cancel: this invoice is being saved.');
      expect(headerRows(world)).toEqual([]);

      world.sheets.heal();
      await world.telegram.waitForReply(ASHA.id, SUCCESS);
      expectOneRow(world, 1);
      expect(world.gemini.calls).toHaveLength(3);
    },
  );

  test('is down while several invoices come: they are saved in the order of their /done', async () => {
    const world = await createRunningWorld();
    world.sheets.fail('write', { status: 503 }, Number.POSITIVE_INFINITY);
    await sendInvoicesThatWait(world, NUMBERS);
    world.sheets.heal();
    await readsSuccesses(world, NUMBERS.length);
    expect(headerRows(world).map((row) => row.Invoice_No)).toEqual(NUMBERS);
  });

  test('is down over a restart: the order of those who wait is kept', async () => {
    const world = await createWorld({ env: { SHUTDOWN_GRACE_MS: '100' } });
    const app = await world.startBot();
    world.sheets.fail('read', { status: 503 }, Number.POSITIVE_INFINITY);
    await sendInvoicesThatWait(world, NUMBERS);
    await app.stop();
    world.sheets.heal();
    await world.startBot();
    await readsSuccesses(world, NUMBERS.length);
    expect(headerRows(world).map((row) => row.Invoice_No)).toEqual(NUMBERS);
  });

  test('goes down again while a failed save is tried again: the user is told that it waits', async () => {
    const world = await createRunningWorld();
    world.sheets.fail('read', NOT_SHARED, Number.POSITIVE_INFINITY);
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const failed = await world.telegram.waitForReply(ASHA.id, 'not shared with this bot');
    world.sheets.heal();
    world.sheets.fail('read', { status: 503 }, Number.POSITIVE_INFINITY);
    await pressAndRead(world, failed, '🔁 Try again');
    await world.telegram.waitForReply(ASHA.id, "The spreadsheet can't be reached");
    world.sheets.heal();
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expectOneRow(world, 1);
  });
});

describe('a download from Telegram', () => {
  const PHOTO_LOST = '❌ This photo did not arrive whole from Telegram. Please send it again.';

  test.each(['cut', 'reset'] as const)('that is %s once is fetched again, unnoticed', async (fault) => {
    const world = await createRunningWorld();
    world.telegram.injectFault('downloadFile', fault);
    await sendGoodPage(world);
    expect(saidTo(world)).toHaveLength(1);
    await finishWithOneRow(world, 1);
  });

  test.each(['cut', 'reset'] as const)(
    'that is %s every time: asks for the photo again, and the page before stays',
    async (fault) => {
      const world = await createRunningWorld();
      await sendGoodPage(world);
      for (let attempt = 1; attempt <= 3; attempt++) world.telegram.injectFault('downloadFile', fault);
      world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
      await reads(world, `${PHOTO_LOST}\n\nThe page sent before stays.`);
      world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
      await reads(world, '📄 2 pages received. Send more, or /done');
      await finishWithOneRow(world, 2);
    },
  );

  test('whose address Telegram will not give: asks for the photo again', async () => {
    const world = await createRunningWorld();
    world.telegram.injectFault('getFile', { status: 400 });
    world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    await reads(world, PHOTO_LOST);
    expect(world.telegram.calls('downloadFile')).toHaveLength(0);
    await sendGoodPage(world);
    await finishWithOneRow(world, 1);
  });

  test('that is too large although the message does not say so', async () => {
    const world = await createRunningWorld();
    const large = { bytes: Buffer.alloc(21 * 1024 ** 2), fileName: 'scan.pdf', mimeType: 'application/pdf' };
    const words =
      '❌ scan.pdf is larger than 20 MB, more than Telegram lets me fetch. Send photos of its pages, or a smaller file.';
    const { document } = world.telegram.sendDocument(ASHA, large);
    await reads(world, words);
    expect(world.telegram.calls('getFile')).toHaveLength(0);
    const silent = { ...document, file_size: undefined };
    const second = world.telegram.sendContent(ASHA, { document: silent });
    await world.telegram.waitForReply(ASHA.id, words, { since: second });
    expect(world.telegram.calls('downloadFile')).toHaveLength(0);
  });
});

describe('a message to the user', () => {
  test('that shows the same as before counts as shown', async () => {
    const world = await createRunningWorld();
    const status = await sendGoodPage(world);
    // Somebody else has already put there what the bot is about to write.
    const cancel = { text: '✖️ Cancel', callback_data: dataOf(status, '✖️ Cancel') };
    const reply_markup = { inline_keyboard: [[cancel]] };
    await callTelegram(world, 'editMessageText', {
      ...addressOf(status),
      text: '🔎 Reading 0/1…',
      reply_markup,
    });
    await finishWithOneRow(world, 1);
    const outcomes = world.telegram.calls('editMessageText').map(({ outcome }) => outcome);
    expect(JSON.stringify(outcomes)).toContain('message is not modified');
    expect(world.logged()).not.toContain('could not be shown');
  });

  test('that Telegram slows down keeps nobody waiting for the answer', async () => {
    const world = await createRunningWorld();
    await sendGoodPage(world);
    world.telegram.injectFault('editMessageText', { status: 429, retryAfterSeconds: 2 });
    await finishWithOneRow(world, 1);
    expect(world.telegram.calls('editMessageText')).toHaveLength(1); // not yet tried again
    await world.telegram.waitForCall('deleteMessage'); // the slowed edit comes first, then its message goes
    expect(saidTo(world)).toHaveLength(1);
  });

  test('that the user has deleted comes anew', async () => {
    const world = await createRunningWorld();
    const status = await sendGoodPage(world);
    await callTelegram(world, 'deleteMessage', addressOf(status));
    world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    const renewed = await reads(world, '📄 2 pages received. Send more, or /done');
    expect(renewed.message_id).toBeGreaterThan(status.message_id);
    await pressAndRead(world, renewed, '✅ Done');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expectOneRow(world, 2);
  });

  test('that arrives after its invoice was cancelled is taken away again', async () => {
    const world = await createRunningWorld();
    const gate = createGate();
    world.telegram.injectFault('sendMessage', { holdUntil: gate.opened });
    world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    await world.telegram.waitForOpenCall('sendMessage');
    world.telegram.sendText(ASHA, '/cancel');
    const cancelled = '🗑 Cancelled, 1 page dropped. Send a page to start again.';
    await reads(world, cancelled);
    await expect.poll(() => readdir(join(world.dataDir, 'scans'))).toEqual([]);
    gate.open();
    await world.telegram.waitForCall('deleteMessage');
    expect(saidTo(world)).toEqual([cancelled]);
  });

  test('that was lost on the line comes all the same: the first page is confirmed', async () => {
    const world = await createRunningWorld();
    world.telegram.injectFault('sendMessage', 'reset');
    await sendGoodPage(world);
    await finishWithOneRow(world, 1);
  });

  test('about the end is sent until it arrives', async () => {
    const world = await createRunningWorld();
    await sendGoodPage(world);
    world.telegram.injectFault('sendMessage', { status: 502 });
    await finishWithOneRow(world, 1);
    expect(saidTo(world).filter((text) => SUCCESS.test(text))).toHaveLength(1);
  });

  test('who has blocked the bot: the row is saved, nothing hangs, nothing is repeated', async () => {
    const world = await createWorld();
    const app = await world.startBot();
    await sendGoodPage(world);
    world.gemini.enqueue('header', (response, call) => {
      world.telegram.block(ASHA);
      return parsed(SAMPLE_HEADER)(response, call);
    });
    world.telegram.sendText(ASHA, '/done');
    const refused = () => world.telegram.calls('sendMessage').filter(isForbidden);
    await world.telegram.waitFor(() => (refused().length > 0 ? true : undefined), {
      what: 'a refused answer',
    });
    await app.stop(); // waits for ends that are untold
    expect(refused()).toHaveLength(1);
    expectOneRow(world, 1);

    world.telegram.unblock(ASHA);
    await world.startBot();
    await sendGoodPage(world);
    expect(saidTo(world).filter((text) => SUCCESS.test(text))).toEqual([]);
  });

  test('in a chat that is gone: the row is saved, nothing is repeated', async () => {
    const world = await createWorld();
    const app = await world.startBot();
    await sendGoodPage(world);
    world.telegram.injectFault('sendMessage', { status: 400, description: 'Bad Request: chat not found' });
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitForCall('sendMessage', { count: 2 });
    await app.stop();
    expect(world.telegram.calls('sendMessage')).toHaveLength(2);
    expectOneRow(world, 1);
  });
});

function isForbidden({ outcome }: ApiCall): boolean {
  return typeof outcome === 'object' && outcome.status === 403;
}

/** A line to a server that can be cut, so that connections are refused, and mended. */
async function createLine(target: string): Promise<{
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}> {
  const { port: targetPort } = new URL(target);
  let server = await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The line has no port');
  const { port } = address;

  async function listen(onPort: number): Promise<Server> {
    const line = createTcpServer((socket) => {
      const onward = connect(Number(targetPort), '127.0.0.1');
      for (const end of [socket, onward]) end.on('error', () => [socket, onward].map((one) => one.destroy()));
      socket.pipe(onward).pipe(socket);
    });
    await once(line.listen(onPort, '127.0.0.1'), 'listening');
    return line;
  }

  return {
    url: `http://127.0.0.1:${port}`,
    cut: async () => {
      server.close();
    },
    mend: async () => {
      server = await listen(port);
    },
  };
}
