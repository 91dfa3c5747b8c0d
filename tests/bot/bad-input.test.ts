/** Bad input over the whole bot: each kind has its own words, costs nothing, and takes nothing away. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answer, heldUntil, parsed } from '../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER } from '../../loopback/gemini/gemini-sample-invoice.ts';
import { drawEncryptedPdf, drawPdf } from '../../papers/pdfs/text-pdf.ts';
import { executable, truncate } from '../../papers/sent-files/bad-files.ts';
import { drawHugePng, drawPhoto, readHeic } from '../../papers/sent-files/pictures.ts';
import type { Message } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import type { DocumentToSend } from '../../src/local-telegram/user-actions.ts';
import { createScan } from '../../src/scan/value/scan-steps.ts';
import { ASHA, createRunningWorld, createWorld, STRANGER, type World } from '../support/test-app.ts';
import {
  countOcrCalls,
  createGate,
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

const RECEIVED_ONE = '📄 1 page received. Send more, or /done';
const RECEIVED_TWO = '📄 2 pages received. Send more, or /done';
const NO_PAGES = 'There are no pages yet. Send photos or a PDF of an invoice first, then /done.';
const NO_INVOICE =
  '❌ I found no invoice on these pages: no number, no GSTIN, no amounts. Send a sharp photo of the whole invoice.';

function pdf(fileName: string, bytes: Uint8Array): DocumentToSend {
  return { bytes, fileName, mimeType: 'application/pdf' };
}

interface BadFile {
  readonly what: string;
  readonly make: () => DocumentToSend | Promise<DocumentToSend>;
  readonly words: string;
}

const BAD_FILES: readonly BadFile[] = [
  {
    what: 'an empty file',
    make: () => ({ bytes: Buffer.of(), fileName: 'blank.jpg', mimeType: 'image/jpeg' }),
    words: '❌ blank.jpg is empty. Please send it again.',
  },
  {
    what: 'a picture that was cut off',
    make: async () => ({
      bytes: truncate(await drawPhoto()),
      fileName: 'bill.jpg',
      mimeType: 'image/jpeg',
    }),
    words:
      "❌ bill.jpg is damaged or cut off, so I can't open it. Please send it again, or take a new photo.",
  },
  {
    what: 'a PDF that was cut off',
    make: () => pdf('bill.pdf', truncate(drawPdf({ pages: 3 }))),
    words:
      "❌ bill.pdf is damaged or cut off, so I can't open it. Please send it again, or take a new photo.",
  },
  {
    what: 'an iPhone picture that was cut off',
    make: () => ({ bytes: truncate(readHeic()), fileName: 'IMG_0042.HEIC', mimeType: 'image/heic' }),
    words:
      "❌ IMG_0042.HEIC is damaged or cut off, so I can't open it. Please send it again, or take a new photo.",
  },
  {
    what: 'a PDF with a password',
    make: () => pdf('locked.pdf', drawEncryptedPdf()),
    words:
      '❌ locked.pdf is locked with a password. Open it, save or print it as a PDF without password, and send that.',
  },
  {
    what: 'a file of 21 MB',
    make: () => pdf('scan-600dpi.pdf', Buffer.alloc(21 * 1024 ** 2, '%PDF-1.4\n')),
    words:
      '❌ scan-600dpi.pdf is larger than 20 MB, more than Telegram lets me fetch. Send photos of its pages, or a smaller file.',
  },
  {
    what: 'a picture of 60 megapixels',
    make: async () => ({ bytes: await drawHugePng(), fileName: 'poster.png', mimeType: 'image/png' }),
    words:
      '❌ poster.png has more than 50 megapixels. Send it as a photo instead of a file, or scan it at 300 dpi.',
  },
  {
    what: 'a program that calls itself an invoice',
    make: () => pdf('invoice.pdf', executable()),
    words: '❌ invoice.pdf is neither a picture nor a PDF inside. I read JPEG, PNG, WebP, HEIC and PDF.',
  },
  {
    what: 'a PDF of 200 pages',
    make: () => pdf('ledger.pdf', drawPdf({ pages: 200 })),
    words: "❌ ledger.pdf would make this invoice longer than 20 pages. Send only the invoice's own pages.",
  },
];

describe('a file that is refused', () => {
  test.each(BAD_FILES)('$what: by name, at no cost, and the page before stays', async ({ make, words }) => {
    const world = await createRunningWorld();
    await sendGoodPage(world);
    const sent = world.telegram.sendDocument(ASHA, await make());
    const refusal = await reads(world, `${words}\n\nThe page sent before stays.`);

    expect(refusal.reply_to_message?.message_id).toBe(sent.message_id);
    expect(labelsOf(refusal)).toEqual([]);
    expect(world.gemini.calls).toHaveLength(0);
    expect(sheetWrites(world)).toHaveLength(0);
    await finishWithOneRow(world, 1);
    expect(countOcrCalls(world)).toBe(1);
  });

  test('as the first thing sent: no draft comes of it, and the next good page starts one', async () => {
    const world = await createRunningWorld();
    world.telegram.sendDocument(ASHA, pdf('locked.pdf', drawEncryptedPdf()));
    await reads(
      world,
      '❌ locked.pdf is locked with a password. Open it, save or print it as a PDF without password, and send that.',
    );
    expect(await readdir(join(world.dataDir, 'scans'))).toEqual([]);
    world.telegram.sendText(ASHA, '/done');
    await reads(world, NO_PAGES);
    await sendGoodPage(world);
    await finishWithOneRow(world, 1);
  });

  test('after several good ones: says how many of them stay', async () => {
    const world = await createRunningWorld();
    await sendGoodPage(world);
    world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    await reads(world, RECEIVED_TWO);
    world.telegram.sendDocument(ASHA, pdf('invoice.pdf', executable()));
    await reads(
      world,
      '❌ invoice.pdf is neither a picture nor a PDF inside. I read JPEG, PNG, WebP, HEIC and PDF.\n\nThe 2 pages sent before stay.',
    );
    await finishWithOneRow(world, 2);
  });

  test('amid an album: its good siblings stay, one refusal names the file', async () => {
    const world = await createRunningWorld();
    world.telegram.sendAlbum(ASHA, [
      { bytes: await drawGoodPhoto(), fileName: 'page-1.jpg', mimeType: 'image/jpeg' },
      { bytes: truncate(await drawPhoto()), fileName: 'page-2.jpg', mimeType: 'image/jpeg' },
      { bytes: await drawGoodPhoto(), fileName: 'page-3.jpg', mimeType: 'image/jpeg' },
    ]);
    await reads(world, RECEIVED_TWO);
    const refusals = saidTo(world).filter((text) => text.startsWith('❌'));
    expect(refusals).toEqual([
      "❌ page-2.jpg is damaged or cut off, so I can't open it. Please send it again, or take a new photo.\n\nThe page sent before stays.",
    ]);
    await finishWithOneRow(world, 2);
  });

  test('with markup in its name: the name is shown as it is', async () => {
    const world = await createRunningWorld();
    world.telegram.sendDocument(ASHA, pdf('<b>bold</b> & [link](http://example.com) *x*.pdf', executable()));
    const refusal = await reads(
      world,
      '❌ <b>bold</b> & [link](http://example.com) *x*.pdf is neither a picture nor a PDF inside. I read JPEG, PNG, WebP, HEIC and PDF.',
    );
    expect(refusal.entities ?? []).toEqual([]);
  });
});

describe('pages over MAX_PAGES_PER_INVOICE', () => {
  test('one photo too many is refused, and those within the limit are saved', async () => {
    const world = await createRunningWorld({ env: { MAX_PAGES_PER_INVOICE: '2' } });
    const photo = await drawGoodPhoto();
    world.telegram.sendAlbum(ASHA, [photo, photo, photo, photo]);
    await reads(
      world,
      "❌ This photo would make this invoice longer than 2 pages. Send only the invoice's own pages.\n\nThe 2 pages sent before stay.",
    );
    await finishWithOneRow(world, 2);
    expect(world.telegram.calls('sendMessage')).toHaveLength(3); // status, one refusal, answer
  });

  test('the 21st page by default, and a PDF that would pass the limit together with the draft', async () => {
    const world = await createRunningWorld();
    world.telegram.sendDocument(ASHA, pdf('first.pdf', drawPdf({ pages: 19 })));
    await reads(world, '📄 19 pages received. Send more, or /done');
    world.telegram.sendDocument(ASHA, pdf('second.pdf', drawPdf({ pages: 2 })));
    await reads(
      world,
      "❌ second.pdf would make this invoice longer than 20 pages. Send only the invoice's own pages.\n\nThe 19 pages sent before stay.",
    );
    world.telegram.sendDocument(ASHA, pdf('third.pdf', drawPdf({ pages: 1 })));
    await reads(world, '📄 20 pages received. Send more, or /done');
    world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    await reads(
      world,
      "❌ This photo would make this invoice longer than 20 pages. Send only the invoice's own pages.\n\nThe 20 pages sent before stay.",
    );
    await finishWithOneRow(world, 20);
    expect(countOcrCalls(world)).toBe(2);
  });
});

describe('pages without an invoice', () => {
  test('a cat: the page alone is paid for, and the next photo is a fresh start', async () => {
    const world = await createRunningWorld();
    world.gemini.enqueue('ocr', answer({ text: '[[BLANK PAGE]]' }));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const reply = await reads(world, NO_INVOICE);
    expect(labelsOf(reply)).toEqual([]);
    expect(world.gemini.calls.map((call) => call.kind)).toEqual(['ocr']);
    expect(sheetWrites(world)).toHaveLength(0);

    await sendGoodPage(world);
    await finishWithOneRow(world, 1);
  });

  test('a menu card: text, but nothing of an invoice', async () => {
    const world = await createRunningWorld();
    world.gemini.enqueue('ocr', answer({ text: 'MASALA CHAI\nVADA PAV\nWelcome!' }));
    world.gemini.enqueue('header', parsed({ Seller_Name: 'Chai Corner' }));
    world.gemini.enqueue('lines', parsed([{ Item_Description: 'Masala chai' }]));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await reads(world, NO_INVOICE);
    expect(sheetWrites(world)).toHaveLength(0);
  });

  test('a photo too dim to read, of an invoice that is as long as may be: another takes its place', async () => {
    const world = await createRunningWorld({ env: { MAX_PAGES_PER_INVOICE: '1' } });
    world.gemini.enqueue('ocr', answer({ text: '[[UNREADABLE PAGE]]' }));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitForReply(ASHA.id, "❌ I can't read page 1.");
    const draft = await sendGoodPage(world);
    expect(await pressAndRead(world, draft, '↩️ Put it in place of page 1 before')).toBe(
      'Added. I read the invoice again with 1 page.',
    );
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expectOneRow(world, 1);
  });

  test('a photo too dim to read: names the page', async () => {
    const world = await createRunningWorld();
    world.gemini.enqueue('ocr', answer({ text: 'TAX INVOICE' }), answer({ text: '[[UNREADABLE PAGE]]' }));
    await sendGoodPage(world);
    world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    await reads(world, RECEIVED_TWO);
    world.telegram.sendText(ASHA, '/done');
    const reply = await world.telegram.waitForReply(ASHA.id, /^❌ I can't read page [12]\./);
    expect(reply.text).toMatch(
      /^❌ I can't read page [12]\. Take a new photo of it: flat, in good light, all four corners in view\. Send it, and press the button that puts it in its place\.$/,
    );
    expect(labelsOf(reply)).toEqual(['🔁 Try again', '🗑 Discard']);
    expect(world.gemini.calls.map((call) => call.kind)).toEqual(['ocr', 'ocr']);

    // The page that was read is kept: only the dim one is looked at again.
    await pressAndRead(world, reply, '🔁 Try again');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expect(countOcrCalls(world)).toBe(3);
    expectOneRow(world, 2);
  });
});

describe('/done at the wrong time', () => {
  test('with no pages: says what to send first', async () => {
    const world = await createRunningWorld();
    for (const command of ['/done', '/next']) {
      world.telegram.sendText(ASHA, command);
      await reads(world, NO_PAGES);
    }
    world.telegram.sendText(ASHA, '/cancel');
    await reads(world, 'There is nothing to cancel.');
    expect(world.gemini.calls).toHaveLength(0);
    expect(await readdir(join(world.dataDir, 'scans'))).toEqual([]);
  });

  test('with a draft whose first page a stop kept out', async () => {
    const world = await createWorld();
    const scanId = 'scan_20260206_143000_1f9c2ab07d';
    const owner = { chatId: ASHA.id, userId: ASHA.id };
    await mkdir(join(world.dataDir, 'scans', scanId), { recursive: true });
    const draft = createScan({ scanId, customerId: 'CUST001', owner, now: new Date() });
    await writeFile(join(world.dataDir, 'scans', scanId, 'scan.json'), JSON.stringify(draft));
    await world.startBot();
    for (const command of ['/done', '/next']) {
      world.telegram.sendText(ASHA, command);
      await reads(world, NO_PAGES);
    }
    await sendGoodPage(world);
    await finishWithOneRow(world, 1);
  });

  test('twice: the second says that the work goes on', async () => {
    const world = await createRunningWorld();
    const gate = createGate();
    world.gemini.enqueue('header', heldUntil(gate.opened, parsed(SAMPLE_HEADER)));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await world.gemini.waitForCalls(3);
    world.telegram.sendText(ASHA, '/done');
    await reads(world, "I'm at work on your invoice; no new page has come since. The answer follows here.");
    gate.open();
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expectOneRow(world, 1);
    expect(world.gemini.calls).toHaveLength(3);
  });
});

describe('a page that arrives after /done', () => {
  const JOIN = '↩️ Belongs to the invoice before';

  /** One page goes to be read, whose header the model keeps back; then comes another. */
  async function sendLatePage(world: World): Promise<Message> {
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await world.gemini.waitForCalls(3);
    world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    return reads(
      world,
      '📄 1 page received, for a new invoice: the one before is already being read. Send more, or /done',
    );
  }

  test('says so, and may join the invoice before', async () => {
    const world = await createRunningWorld();
    world.gemini.enqueue('header', () => undefined); // never answers
    const late = await sendLatePage(world);
    expect(await pressAndRead(world, late, JOIN)).toBe('Added. I read the invoice again with 2 pages.');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expectOneRow(world, 2);
    expect(countOcrCalls(world)).toBe(2);
  });

  test('asks too late to join: says so, stays, and becomes an invoice of its own', async () => {
    const world = await createRunningWorld();
    const gate = createGate();
    world.gemini.enqueue('header', heldUntil(gate.opened, parsed(SAMPLE_HEADER)));
    const late = await sendLatePage(world);
    gate.open();
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expect(await pressAndRead(world, late, JOIN)).toBe(
      'Too late: the invoice before is already being saved. Finish this one on its own, or cancel it.',
    );
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitFor(() => (headerRows(world).length === 2 ? true : undefined));
    expect(headerRows(world).map((row) => row.Page_Count)).toEqual(['1', '1']);
  });

  test('would make it too long: says so, and stays', async () => {
    const world = await createRunningWorld({ env: { MAX_PAGES_PER_INVOICE: '1' } });
    const gate = createGate();
    world.gemini.enqueue('header', heldUntil(gate.opened, parsed(SAMPLE_HEADER)));
    const late = await sendLatePage(world);
    expect(await pressAndRead(world, late, JOIN)).toBe(
      'Together they would be more than 1 page. Finish this one on its own, or cancel it.',
    );
    gate.open();
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitFor(() => (headerRows(world).length === 2 ? true : undefined));
    expect(headerRows(world).map((row) => row.Page_Count)).toEqual(['1', '1']);
  });
});

describe('somebody on no list', () => {
  test('is refused once with their id; nothing of theirs is fetched or paid for', async () => {
    const world = await createWorld();
    const app = await world.startBot();
    const { telegram } = world;
    telegram.sendPhoto(STRANGER, await drawGoodPhoto());
    await reads(
      world,
      'Sorry, this bot is private. If you should have access, give its owner this number: 99',
      STRANGER,
    );
    telegram.sendAlbum(STRANGER, [await drawGoodPhoto(), await drawGoodPhoto()]);
    telegram.sendDocument(STRANGER, pdf('bill.pdf', drawPdf()));
    for (const text of ['/start', '/done', 'let me in']) telegram.sendText(STRANGER, text);
    const refusal = telegram.messages(STRANGER.id)[1];
    if (refusal) telegram.pressButton(STRANGER, refusal, 'done:scan_1', { stale: true });
    await sendGoodPage(world); // behind all of theirs
    await app.stop(); // waits for their handlers

    expect(saidTo(world, STRANGER)).toHaveLength(1);
    expect(telegram.calls('getFile')).toHaveLength(1); // Asha's
    expect(telegram.calls('downloadFile')).toHaveLength(1);
    expect(world.gemini.calls).toHaveLength(0);
    expect(await readdir(join(world.dataDir, 'scans'))).toHaveLength(1);
  });
});

describe('what is no page', () => {
  const NOT_PAGES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'a voice message': { voice: { file_id: 'v1', file_unique_id: 'v1', duration: 3 } },
    'a contact': { contact: { phone_number: '+911234567890', first_name: 'Ravi' } },
    'a sticker': { sticker: { file_id: 's1', file_unique_id: 's1', type: 'regular' } },
    'a video': { video: { file_id: 'm1', file_unique_id: 'm1', duration: 9 } },
    'a place': { location: { latitude: 18.52, longitude: 73.85 } },
    'small talk': { text: 'hello' },
  };

  test(`${Object.keys(NOT_PAGES).join(', ')}: each is told what to send, and the draft stays`, async () => {
    const world = await createRunningWorld();
    await sendGoodPage(world);
    const words = 'You have 1 page here. Send more as photos or PDF, or type /done to have the invoice read.';
    for (const content of Object.values(NOT_PAGES)) {
      const sent = world.telegram.sendContent(ASHA, content);
      const reply = await world.telegram.waitForReply(ASHA.id, 'You have 1 page', { since: sent });
      expect(reply.text).toBe(words);
    }
    await finishWithOneRow(world, 1);
  });

  test('small talk before any page', async () => {
    const world = await createRunningWorld();
    world.telegram.sendText(ASHA, 'hello');
    await reads(world, 'Send me an invoice as photos or PDF, then /done. /help shows how it works.');
  });

  test.each(['done', '/Done', 'DONE!', '/done@local_gst_scanner_bot'])('"%s" means /done', async (typed) => {
    const world = await createRunningWorld();
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, typed);
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expectOneRow(world, 1);
  });

  test('a command that does not exist', async () => {
    const world = await createRunningWorld();
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/export everything');
    await reads(world, "I don't know that command. /help shows what I can do.");
    await finishWithOneRow(world, 1);
  });

  test('the same photo again is kept once', async () => {
    const world = await createRunningWorld();
    const { photo } = world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    await reads(world, RECEIVED_ONE);
    world.telegram.sendContent(ASHA, { photo });
    await reads(world, 'You sent this page already; I keep it once.');
    await finishWithOneRow(world, 1);
    expect(countOcrCalls(world)).toBe(1);
  });

  test('a command in a caption is no command: the page is kept and the status says how to go on', async () => {
    const world = await createRunningWorld();
    world.telegram.sendPhoto(ASHA, await drawGoodPhoto(), { caption: '/cancel please' });
    await reads(world, RECEIVED_ONE);
    await finishWithOneRow(world, 1);
  });
});
