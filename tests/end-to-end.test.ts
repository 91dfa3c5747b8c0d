/** The main job, end to end: pages in, a row out, over real HTTP. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answer, parsed, statusError } from '../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER, SAMPLE_LINES, SAMPLE_PAGE_TEXT } from '../loopback/gemini/gemini-sample-invoice.ts';
import { drawPdf } from '../papers/pdfs/text-pdf.ts';
import { drawPhoto } from '../papers/sent-files/pictures.ts';
import type { Message } from '../src/local-telegram/bot-api/bot-api-types.ts';
import { ASHA, createRunningWorld, createWorld, RAVI, type World } from './support/test-app.ts';

const SUCCESS = /^✅ Invoice saved successfully!/;

/** The tab's rows as objects, by header. */
function rowsOf({ sheets }: World, tab: string): Record<string, string>[] {
  const [header = [], ...rows] = sheets.rows(tab) ?? [];
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

async function photos(count: number): Promise<Buffer[]> {
  const texts = Array.from({ length: count }, (_, index) => `TAX INVOICE\npage ${index + 1}`);
  return Promise.all(texts.map((text) => drawPhoto({ text })));
}

/** Waits until the one status message of the chat says so. */
function statusSays(world: World, wanted: string | RegExp) {
  return world.telegram.waitForReply(ASHA.id, wanted);
}

describe('an album of three photos', () => {
  test('becomes one header row and its line items, in one atomic request, before the reply', async () => {
    const world = await createRunningWorld();
    const { telegram, sheets, gemini } = world;
    telegram.sendAlbum(ASHA, await photos(3));
    await statusSays(world, '3 pages received');
    telegram.sendText(ASHA, '/done');
    const reply = await telegram.waitForReply(ASHA.id, SUCCESS);

    expect(sheets.calls.filter((call) => call.kind === 'write')).toHaveLength(1);
    expect(rowsOf(world, 'Invoice_Header')).toHaveLength(1);
    expect(rowsOf(world, 'Invoice_Header')[0]).toMatchObject({
      Invoice_No: 'INV-2026-0042',
      Invoice_Date: '06-02-2026',
      Seller_GSTIN: '27AAPFU0939F1ZV',
      Invoice_Value: '3,540.00',
      Supply_Type: 'Intra-State',
      Validation_Status: 'OK',
      Telegram_User_ID: '42',
      Telegram_Username: 'asha_traders',
      Page_Count: '3',
    });
    const lines = rowsOf(world, 'Line_Items');
    expect(lines.map((line) => [line.Invoice_No, line.Line_No, line.Item_Description])).toEqual([
      ['INV-2026-0042', '1', 'Account book, 400 pages'],
      ['INV-2026-0042', '2', 'Stapler, heavy duty'],
    ]);
    expect(lines.map((line) => line.Scan_ID)).toEqual(
      Array(2).fill(rowsOf(world, 'Invoice_Header')[0]?.Scan_ID),
    );
    expect(gemini.calls.map((call) => call.kind)).toEqual(['ocr', 'ocr', 'ocr', 'header', 'lines']);
    expect(reply.text).toBe(
      [
        '✅ Invoice saved successfully!',
        '',
        'Invoice: INV-2026-0042 · 06 Feb 2026',
        'Seller: Sahyadri Stationers LLP (27AAPFU0939F1ZV)',
        'Buyer: Fulmala Foods (27AADFF2788D1ZF)',
        'Taxable: ₹3,000.00',
        'GST: ₹540.00',
        'Total: ₹3,540.00',
        '2 line items, 3 pages',
        'Validation: ✅ OK',
      ].join('\n'),
    );
  });

  test('is read in the order of its messages, each page once', async () => {
    const world = await createRunningWorld({ env: { REVIEW_MODE: 'never' } });
    const { telegram, gemini } = world;
    const pictures = await photos(3);
    gemini.respondWith('ocr', (response, call) => {
      const data = call.body.contents[0]?.parts.find((part) => part.inlineData)?.inlineData?.data ?? '';
      const page = pictures.findIndex((picture) => picture.toString('base64') === data) + 1;
      return answer({ text: `TEXT OF PHOTO ${page}` })(response, call);
    });
    telegram.sendAlbum(ASHA, pictures);
    await statusSays(world, '3 pages received');
    telegram.sendText(ASHA, '/done');
    await telegram.waitForReply(ASHA.id, SUCCESS);
    const prompt = gemini.calls.find((call) => call.kind === 'header')?.prompt ?? '';
    expect(prompt.match(/TEXT OF PHOTO \d/g)).toEqual([1, 2, 3].map((page) => `TEXT OF PHOTO ${page}`));
  });

  test('has one status message, edited in place, gone when the answer stands there', async () => {
    const world = await createRunningWorld();
    const { telegram } = world;
    telegram.sendAlbum(ASHA, await photos(3));
    await statusSays(world, '3 pages received');
    telegram.sendText(ASHA, '/done');
    await telegram.waitForReply(ASHA.id, SUCCESS);
    await telegram.waitForCall('deleteMessage');
    expect(telegram.calls('sendMessage')).toHaveLength(2); // the status, the answer
    const edits = telegram.calls('editMessageText').map((call) => String(call.params.text));
    expect(edits.some((text) => text.startsWith('🔎 Reading'))).toBe(true);
    expect(telegram.messages(ASHA.id).filter((message) => message.from.is_bot)).toHaveLength(1);
  });
});

describe('cells', () => {
  test('numbers are numbers, dates are dates, and text stays text however it looks', async () => {
    const world = await createRunningWorld();
    const { telegram, gemini, sheets } = world;
    const link = '=HYPERLINK("http://example.com","x")';
    gemini.respondWith(
      'header',
      parsed({ ...SAMPLE_HEADER, Buyer_Name: link, Eway_Bill_No: '001234567890' }),
    );
    gemini.respondWith('lines', parsed([{ ...SAMPLE_LINES[0], Item_Code: '001' }, SAMPLE_LINES[1]]));
    telegram.sendPhoto(ASHA, await drawPhoto());
    telegram.sendText(ASHA, '/done');
    await telegram.waitForReply(ASHA.id, SUCCESS);

    const cell = (tab: string, column: string) => {
      const [header, row] = sheets.tab(tab)?.rows ?? [];
      const index = (header ?? []).findIndex((one) => one?.userEnteredValue?.stringValue === column);
      return row?.[index]?.userEnteredValue;
    };
    expect(cell('Invoice_Header', 'Invoice_Value')).toEqual({ numberValue: 3540 });
    expect(cell('Invoice_Header', 'Invoice_Date')).toEqual({ numberValue: 46059 });
    expect(cell('Invoice_Header', 'Buyer_Name')).toEqual({ stringValue: link });
    expect(cell('Invoice_Header', 'Eway_Bill_No')).toEqual({ stringValue: '001234567890' });
    expect(cell('Line_Items', 'Item_Code')).toEqual({ stringValue: '001' });
    expect(cell('Line_Items', 'Taxable_Value')).toEqual({ numberValue: 2500 });
  });
});

describe('a PDF', () => {
  test('goes to the reader as a PDF, whole, and counts its pages', async () => {
    const world = await createRunningWorld();
    const { telegram, gemini } = world;
    // Named and declared as something else: the content decides.
    telegram.sendDocument(ASHA, {
      bytes: drawPdf({ pages: 4 }),
      fileName: 'scan.jpg',
      mimeType: 'image/jpeg',
    });
    await statusSays(world, '4 pages received');
    telegram.sendText(ASHA, '/done');
    await telegram.waitForReply(ASHA.id, SUCCESS);
    expect(gemini.calls.filter((call) => call.kind === 'ocr').map((call) => call.mimeTypes)).toEqual([
      ['application/pdf'],
    ]);
    expect(rowsOf(world, 'Invoice_Header')[0]).toMatchObject({ Page_Count: '4' });
  });
});

describe('buttons and commands', () => {
  test('Done does what /done does', async () => {
    const world = await createRunningWorld();
    const { telegram } = world;
    telegram.sendPhoto(ASHA, await drawPhoto());
    telegram.pressButton(ASHA, await statusSays(world, '1 page received'), '✅ Done');
    await telegram.waitForReply(ASHA.id, SUCCESS);
    await telegram.waitForCall('answerCallbackQuery');
  });

  test('/next queues one invoice and takes the next at once: a stack becomes as many rows', async () => {
    const world = await createRunningWorld();
    const { telegram } = world;
    for (const command of ['/next', '/next', '/done']) {
      telegram.sendPhoto(ASHA, await drawPhoto());
      telegram.sendText(ASHA, command);
    }
    const saved = () => telegram.messages(ASHA.id).filter((message) => SUCCESS.test(message.text ?? ''));
    await telegram.waitFor(() => (saved().length === 3 ? true : undefined), { what: 'three answers' });
    expect(
      rowsOf(world, 'Invoice_Header')
        .map((row) => row.Invoice_No)
        .sort(),
    ).toEqual(['INV-2026-0042', 'INV-2026-0043', 'INV-2026-0044']);
  });

  test('/cancel drops the draft, its pages and its buttons', async () => {
    const world = await createWorld();
    const { telegram, gemini, dataDir } = world;
    const app = await world.startBot();
    telegram.sendPhoto(ASHA, await drawPhoto());
    const status = await statusSays(world, '1 page received');
    telegram.sendText(ASHA, '/cancel');
    await statusSays(world, 'Cancelled, 1 page dropped');
    await telegram.waitForCall('deleteMessage');
    telegram.pressButton(ASHA, status, buttonData(status, '✅ Done'), { stale: true });
    const pressed = await telegram.waitForCall('answerCallbackQuery');
    expect(pressed.params.text).toBe('This button belongs to an invoice that is no longer open.');
    await app.stop(); // waits for what goes on behind the answer
    expect(await readdir(join(dataDir, 'scans'))).toEqual([]);
    expect(gemini.calls).toHaveLength(0);
  });

  test('/cancel stops a scan that is being read; its answer is not waited for', async () => {
    const world = await createRunningWorld();
    const { telegram, gemini, sheets } = world;
    gemini.respondWith('ocr', () => undefined); // never answers
    telegram.sendPhoto(ASHA, await drawPhoto());
    telegram.sendText(ASHA, '/done');
    await gemini.waitForCalls(1);
    telegram.sendText(ASHA, '/cancel');
    await statusSays(world, 'Cancelled, 1 page dropped');
    await gemini.waitForAborted(1);
    expect(sheets.calls).toHaveLength(0);
  });

  test("one chat's button does nothing in another", async () => {
    const world = await createRunningWorld();
    const { telegram } = world;
    telegram.sendPhoto(ASHA, await drawPhoto());
    const status = await statusSays(world, '1 page received');
    telegram.sendPhoto(RAVI, await drawPhoto());
    const other = await telegram.waitForReply(RAVI.id, '1 page received');
    telegram.pressButton(RAVI, other, buttonData(status, '✖️ Cancel'), { stale: true });
    const pressed = await telegram.waitForCall('answerCallbackQuery');
    expect(pressed.params.text).toMatch(/no longer open/);
    expect(telegram.messages(ASHA.id).at(-1)?.text).toContain('1 page received');
  });

  test('the command menu is set, and /start and /help answer', async () => {
    const world = await createRunningWorld();
    await world.telegram.waitForCall('setMyCommands');
    expect(world.telegram.commands().map((command) => command.command)).toEqual([
      'done',
      'next',
      'cancel',
      'jobs',
      'usage',
      'invoice_stats',
      'daily_stats',
      'monthly_stats',
      'help',
    ]);
    world.telegram.sendText(ASHA, '/start');
    await statusSays(world, 'I turn GST invoices into rows');
    world.telegram.sendText(ASHA, '/help');
    await statusSays(world, 'Several invoices: type /next');
  });
});

describe('a page that comes after /done', () => {
  test('says so, and joins the invoice before when asked: pages already read are not paid for twice', async () => {
    const world = await createRunningWorld();
    const { telegram, gemini } = world;
    const [first, second, third] = await photos(3);
    gemini.enqueue('header', () => undefined); // never answers
    telegram.sendAlbum(ASHA, [first ?? Buffer.of(), second ?? Buffer.of()]);
    await statusSays(world, '2 pages received');
    telegram.sendText(ASHA, '/done');
    await gemini.waitForCalls(4); // both pages, header, lines
    telegram.sendPhoto(ASHA, third ?? Buffer.of());
    const late = await statusSays(world, '1 page received, for a new invoice');
    telegram.pressButton(ASHA, late, '↩️ Belongs to the invoice before');
    await telegram.waitForReply(ASHA.id, SUCCESS);

    expect(gemini.calls.filter((call) => call.kind === 'ocr')).toHaveLength(3);
    expect(rowsOf(world, 'Invoice_Header')).toHaveLength(1);
    expect(rowsOf(world, 'Invoice_Header')[0]).toMatchObject({ Page_Count: '3' });
  });

  test('of an album that is already saved says that too', async () => {
    const world = await createRunningWorld();
    const { telegram } = world;
    const [first, second] = await photos(2);
    telegram.sendPhoto(ASHA, first ?? Buffer.of(), { mediaGroupId: 'album-1' });
    telegram.sendText(ASHA, '/done');
    await telegram.waitForReply(ASHA.id, SUCCESS);
    telegram.sendPhoto(ASHA, second ?? Buffer.of(), { mediaGroupId: 'album-1' });
    await statusSays(world, 'the rest of its album is already saved');
  });
});

describe('a page that nobody can read', () => {
  test('is taken again and put in its place; the others are not read twice', async () => {
    const world = await createRunningWorld();
    const { telegram, gemini } = world;
    gemini.respondWith('ocr', (response, call) => {
      const isSecond = gemini.calls.filter(({ kind }) => kind === 'ocr').indexOf(call) === 1;
      return answer({ text: isSecond ? '[[UNREADABLE PAGE]]' : SAMPLE_PAGE_TEXT })(response, call);
    });
    telegram.sendAlbum(ASHA, await photos(3));
    await statusSays(world, '3 pages received');
    telegram.sendText(ASHA, '/done');
    const failed = await telegram.waitForReply(ASHA.id, /^❌ I can't read page \d\. Take a new photo of it/);
    const number = /page (\d)/.exec(failed.text ?? '')?.[1];
    telegram.sendPhoto(ASHA, await drawPhoto());
    const draft = await statusSays(world, '1 page received. Send more, or /done');
    telegram.pressButton(ASHA, draft, `↩️ Put it in place of page ${number} before`);
    await telegram.waitForReply(ASHA.id, SUCCESS);

    expect(gemini.calls.filter((call) => call.kind === 'ocr')).toHaveLength(4);
    expect(rowsOf(world, 'Invoice_Header')).toHaveLength(1);
    expect(rowsOf(world, 'Invoice_Header')[0]).toMatchObject({ Page_Count: '3' });
  });
});

describe('a restart', () => {
  test('keeps drafts, and finishes what was queued without reading a page twice', async () => {
    const world = await createWorld({ env: { SHUTDOWN_GRACE_MS: '0' } });
    const { telegram, gemini } = world;
    const app = await world.startBot();
    gemini.enqueue('header', () => undefined); // never answers
    telegram.sendPhoto(ASHA, await drawPhoto());
    telegram.sendText(ASHA, '/done');
    telegram.sendPhoto(RAVI, await drawPhoto());
    await telegram.waitForReply(RAVI.id, '1 page received');
    await gemini.waitForCalls(3);
    await app.stop();

    await world.startBot();
    await telegram.waitForReply(ASHA.id, SUCCESS);
    expect(gemini.calls.filter((call) => call.kind === 'ocr')).toHaveLength(1);
    telegram.sendText(RAVI, '/done');
    await telegram.waitForReply(RAVI.id, SUCCESS);
  });
});

describe('a sheet that is down', () => {
  test('keeps the invoice waiting, says so, and gets exactly one row when it is back', async () => {
    const world = await createRunningWorld();
    const { telegram, sheets, gemini } = world;
    sheets.fail('write', { status: 503 }, Number.POSITIVE_INFINITY);
    telegram.sendPhoto(ASHA, await drawPhoto());
    telegram.sendText(ASHA, '/done');
    await statusSays(world, "The spreadsheet can't be reached");
    sheets.heal();
    await telegram.waitForReply(ASHA.id, SUCCESS);
    expect(rowsOf(world, 'Invoice_Header')).toHaveLength(1);
    expect(gemini.calls).toHaveLength(3);
  });

  test('that applied the row but dropped the line gets no second row', async () => {
    const world = await createRunningWorld();
    const { telegram, sheets } = world;
    sheets.fail('write', 'applied_then_reset');
    telegram.sendPhoto(ASHA, await drawPhoto());
    telegram.sendText(ASHA, '/done');
    await telegram.waitForReply(ASHA.id, SUCCESS);
    expect(rowsOf(world, 'Invoice_Header')).toHaveLength(1);
    expect(rowsOf(world, 'Line_Items')).toHaveLength(2);
  });
});

describe('without Google credentials', () => {
  test('the same rows go to CSV files', async () => {
    const world = await createWorld();
    delete world.env.GOOGLE_SHEET_ID;
    delete world.env.GOOGLE_SHEETS_CREDENTIALS_JSON;
    await world.startBot();
    world.telegram.sendPhoto(ASHA, await drawPhoto());
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    expect(await readdir(world.dataDir)).toEqual(
      expect.arrayContaining(['Invoice_Header.csv', 'Line_Items.csv']),
    );
    expect(world.sheets.calls).toHaveLength(0);
  });
});

describe('side by side', () => {
  test("one user's scan never keeps another user's command waiting", async () => {
    const world = await createRunningWorld({ env: { SHUTDOWN_GRACE_MS: '0' } });
    const { telegram, gemini } = world;
    gemini.respondWith('ocr', () => undefined); // never answers
    telegram.sendPhoto(ASHA, await drawPhoto());
    telegram.sendText(ASHA, '/done');
    await gemini.waitForCalls(1);
    telegram.sendText(RAVI, '/help');
    await telegram.waitForReply(RAVI.id, 'How it works');
    telegram.sendText(ASHA, '/help');
    await telegram.waitForReply(ASHA.id, 'How it works');
  });
});

describe('a scan that failed', () => {
  test('keeps its pages; Try again reads only what is missing, under a status message of its own', async () => {
    const world = await createRunningWorld();
    const { telegram, gemini } = world;
    gemini.enqueue('header', statusError(400, { message: 'odd' }));
    telegram.sendPhoto(ASHA, await drawPhoto());
    telegram.sendText(ASHA, '/done');
    const failed = await telegram.waitForReply(ASHA.id, 'does not accept this bot');
    telegram.pressButton(ASHA, failed, '🔁 Try again');
    await telegram.waitForReply(ASHA.id, SUCCESS);
    await telegram.waitForCall('deleteMessage', { count: 2 });
    expect(gemini.calls.filter((call) => call.kind === 'ocr')).toHaveLength(1);
    expect(rowsOf(world, 'Invoice_Header')).toHaveLength(1);
  });

  test('is tried again by /done, and dropped by /cancel', async () => {
    const world = await createRunningWorld();
    const { telegram, gemini } = world;
    gemini.enqueue('header', statusError(400, { message: 'odd' }), statusError(400, { message: 'odd' }));
    telegram.sendPhoto(ASHA, await drawPhoto());
    telegram.sendText(ASHA, '/done');
    const failed = await telegram.waitForReply(ASHA.id, 'does not accept this bot');
    const again = telegram.sendText(ASHA, '/done');
    await telegram.waitForReply(ASHA.id, 'does not accept this bot', { since: again });
    telegram.sendText(ASHA, '/cancel');
    await statusSays(world, 'Cancelled, 1 page dropped');
    telegram.pressButton(ASHA, failed, '🔁 Try again');
    const pressed = await telegram.waitForCall('answerCallbackQuery');
    expect(pressed.params.text).toMatch(/no longer open/);
  });
});

function buttonData(message: Message, label: string): string {
  const button = message.reply_markup?.inline_keyboard.flat().find(({ text }) => text === label);
  return button?.callback_data ?? '';
}
