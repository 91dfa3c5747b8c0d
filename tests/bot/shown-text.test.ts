/** What stands in messages and in the log: invoices as they are printed, never markup, never too long, never a secret. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorInfo, parsed, statusError } from '../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER, SAMPLE_LINES } from '../../loopback/gemini/gemini-sample-invoice.ts';
import { TEST_TOKEN } from '../../loopback/telegram/telegram-server.ts';
import { createFolder } from '../support/folders.ts';
import { ASHA, createRunningWorld, createWorld, type World } from '../support/test-app.ts';
import { drawGoodPhoto, headerRows, pressAndRead, reads, SUCCESS, sendGoodPage } from './conversation.ts';

/** Scans one page that reads like this; gives the answer. */
async function scan(world: World, header: object, lines: readonly object[] = SAMPLE_LINES) {
  world.gemini.respondWith('header', parsed(header));
  world.gemini.respondWith('lines', parsed(lines));
  await sendGoodPage(world);
  world.telegram.sendText(ASHA, '/done');
  return world.telegram.waitForReply(ASHA.id, SUCCESS);
}

/** The odder an invoice, the likelier it would be asked about first. */
const WITHOUT_REVIEW = { REVIEW_MODE: 'never' };

describe('the answer', () => {
  test('shows markup, links and commands of an invoice as they are printed', async () => {
    const world = await createRunningWorld({ env: WITHOUT_REVIEW });
    const reply = await scan(world, {
      ...SAMPLE_HEADER,
      Seller_Name: '<b>Ravi</b> & Sons <a href="http://example.com">pay here</a>',
      Buyer_Name: '*Fulmala* _Foods_ [x](http://example.com) `code` &lt;',
    });
    expect(reply.text).toBe(
      [
        '✅ Invoice saved successfully!',
        '',
        'Invoice: INV-2026-0042 · 06 Feb 2026',
        'Seller: <b>Ravi</b> & Sons <a href="http://example.com">pay here</a> (27AAPFU0939F1ZV)',
        'Buyer: *Fulmala* _Foods_ [x](http://example.com) `code` &lt; (27AADFF2788D1ZF)',
        'Taxable: ₹3,000.00',
        'GST: ₹540.00',
        'Total: ₹3,540.00',
        '2 line items, 1 page',
        'Validation: ✅ OK',
      ].join('\n'),
    );
    expect(reply.entities).toEqual([{ type: 'bold', offset: 0, length: 29 }]);
  });

  test('shows what could not be understood as it is printed, and lists errors before warnings', async () => {
    const world = await createRunningWorld({ env: WITHOUT_REVIEW });
    const lines = Array.from({ length: 9 }, (_, index) => ({ Line_No: String(index + 1), HSN: '12345' }));
    const header = { ...SAMPLE_HEADER, Invoice_Date: '31/02/2026', Invoice_Value: 'as agreed' };
    const { text = '' } = await scan(world, header, lines);
    expect(text).toContain('Invoice: INV-2026-0042 · 31/02/2026\n');
    expect(text).toContain('Total: as agreed\n');
    expect(text).toContain('Validation: ❌ ERROR');
    expect(text.slice(text.indexOf('Please check:')).match(/[❌⚠]/gu)?.join('')).toMatch(/^❌❌⚠+$/);
    expect(headerRows(world)[0]).toMatchObject({ Invoice_Date: '31/02/2026', Invoice_Value: 'as agreed' });
  });

  test('counts 200 line items and saves them all', async () => {
    const world = await createRunningWorld({ env: WITHOUT_REVIEW });
    const amounts = { Taxable_Value: '10.00', CGST_Amount: '0.90', SGST_Amount: '0.90', Line_Total: '11.80' };
    const lines = Array.from({ length: 200 }, (_, index) => ({
      ...SAMPLE_LINES[0],
      ...amounts,
      Line_No: String(index + 1),
      Qty: '1',
      Rate: '10.00',
    }));
    const totals = { Total_Taxable_Value: '2,000.00', CGST_Total: '180.00', SGST_Total: '180.00' };
    const header = { ...SAMPLE_HEADER, ...totals, Total_GST: '360.00', Invoice_Value: '2,360.00' };
    const reply = await scan(world, header, lines);
    expect(reply.text).toBe(
      [
        '✅ Invoice saved successfully!',
        '',
        'Invoice: INV-2026-0042 · 06 Feb 2026',
        'Seller: Sahyadri Stationers LLP (27AAPFU0939F1ZV)',
        'Buyer: Fulmala Foods (27AADFF2788D1ZF)',
        'Taxable: ₹2,000.00',
        'GST: ₹360.00',
        'Total: ₹2,360.00',
        '200 line items, 1 page',
        'Validation: ✅ OK',
      ].join('\n'),
    );
    expect(world.sheets.rows('Line_Items')).toHaveLength(201);
  });

  test('lists the first findings of very many and says where the rest stands', async () => {
    const world = await createRunningWorld({ env: WITHOUT_REVIEW });
    const lines = Array.from({ length: 200 }, () => ({ ...SAMPLE_LINES[0], Line_Total: '1.00', HSN: '12' }));
    const reply = await scan(world, SAMPLE_HEADER, lines);
    const findings = reply.text?.split('Please check:\n')[1]?.split('\n') ?? [];
    expect(findings).toHaveLength(9);
    expect(findings.at(-1)).toMatch(/^… and \d{3} more, in the sheet under Validation_Remarks$/);
    expect(reply.text).toContain('Validation: ❌ ERROR');
    expect(headerRows(world)).toHaveLength(1);
  });

  test('is cut where names and numbers of any length would pass the limit of a message', async () => {
    const world = await createRunningWorld({ env: WITHOUT_REVIEW });
    const long = (letter: string) => `${letter}${' & SONS PRIVATE LIMITED'.repeat(300)}`;
    const reply = await scan(world, {
      ...SAMPLE_HEADER,
      Invoice_No: long('N'),
      Seller_Name: long('S'),
      Buyer_Name: long('B'),
    });
    expect(reply.text?.length).toBeLessThanOrEqual(4096);
    expect(reply.text?.endsWith('\n… (cut here: the rest stands in the sheet)')).toBe(true);
    expect(headerRows(world)[0]?.Seller_Name).toBe(long('S'));
  });

  test.each([79, 80, 81])('is well-formed where a long name is cut at an emoji (%i)', async (length) => {
    const world = await createRunningWorld({ env: WITHOUT_REVIEW });
    const name = `${'x'.repeat(length - 1)}${'🏭'.repeat(40)}`;
    const reply = await scan(world, { ...SAMPLE_HEADER, Seller_Name: name });
    expect(Buffer.from(reply.text ?? '', 'utf8').toString('utf8')).toBe(reply.text);
  });

  test.each([0, 1])('is well-formed where the whole text is cut at an emoji (%i)', async (shift) => {
    const world = await createRunningWorld({ env: WITHOUT_REVIEW });
    const reply = await scan(world, {
      ...SAMPLE_HEADER,
      Invoice_No: `${'x'.repeat(shift)}${'🏭'.repeat(3000)}`,
    });
    expect(reply.text?.endsWith('\n… (cut here: the rest stands in the sheet)')).toBe(true);
    expect(Buffer.from(reply.text ?? '', 'utf8').toString('utf8')).toBe(reply.text);
  });
});

describe('secrets', () => {
  test('stand in no message, no file, no metric and no line of the log, whatever goes wrong', async () => {
    const logsDir = await createFolder();
    const tracking = { ENABLE_USAGE_TRACKING: 'true', ENABLE_OCR_LEVEL_TRACKING: 'true', LOGS_DIR: logsDir };
    const world = await createWorld({
      env: { ...tracking, ENABLE_INVOICE_LEVEL_TRACKING: 'true', HEALTH_PORT: '0', LOG_LEVEL: 'trace' },
    });
    const key = world.env.GEMINI_API_KEY ?? '';
    const app = await world.startBot();
    const { telegram, gemini, sheets } = world;

    // Telegram: the URL of every call and download holds the token.
    telegram.injectFault('getUpdates', 'reset');
    for (const fault of ['reset', 'cut', 'reset'] as const) telegram.injectFault('downloadFile', fault);
    telegram.injectFault('sendChatAction', 'reset');
    telegram.sendPhoto(ASHA, await drawGoodPhoto());
    await reads(world, '❌ This photo did not arrive whole from Telegram. Please send it again.');
    telegram.injectFault('getFile', 'reset');
    telegram.sendPhoto(ASHA, await drawGoodPhoto());
    await telegram.waitForCall('getFile', { count: 2 });

    // Gemini: it quotes a key that it does not know.
    const quoted = `API key not valid: ${key}. Consumer 'api_key:${key}' has been suspended.`;
    gemini.enqueue('ocr', statusError(403, { message: quoted, details: [errorInfo('CONSUMER_SUSPENDED')] }));
    gemini.enqueue('header', statusError(400, { message: `Bad schema, said ${key}` }));
    await sendGoodPage(world);
    telegram.sendText(ASHA, '/done');
    const denied = await telegram.waitForReply(ASHA.id, /^❌ The AI service that reads pages refuses/);
    await pressAndRead(world, denied, '🔁 Try again');
    const rejected = await telegram.waitForReply(
      ASHA.id,
      /^❌ The AI service that reads pages does not accept/,
    );

    // Sheets: refused tokens, refused and broken calls.
    sheets.fail('token', { status: 503, message: 'later' });
    sheets.fail('read', { status: 401, message: 'Request had invalid authentication credentials.' });
    sheets.fail('read', 'reset');
    sheets.fail('write', { status: 500, message: 'Internal error' });
    telegram.injectFault('editMessageText', { status: 500 });
    telegram.injectFault('sendMessage', 'apply-then-reset');
    await pressAndRead(world, rejected, '🔁 Try again');
    await telegram.waitForReply(ASHA.id, SUCCESS);
    const healthUrl = /"url":"(http[^"]+)"[^\n]*Health is served/.exec(world.logged())?.[1] ?? '';
    const shown = await Promise.all(
      ['metrics', 'healthz', 'readyz'].map(async (path) => (await fetch(`${healthUrl}/${path}`)).text()),
    );
    expect(shown[0]).toContain('# HELP');
    await app.stop();
    const written = [...(await readFiles(world.dataDir)), ...(await readFiles(logsDir))];
    expect(written.length).toBeGreaterThan(3);

    const logged = world.logged();
    for (const event of ['Refused a file', 'Scan failed', 'Sheet not reached', 'could not be shown']) {
      expect(logged).toContain(event); // the faults did reach the log
    }
    const said = JSON.stringify(telegram.calls().map(({ params }) => params));
    const { private_key: privateKey }: { private_key: string } = JSON.parse(sheets.account.keyFile);
    const keyLines = privateKey.split('\n').filter((line) => line.length > 40);
    expect(keyLines.length).toBeGreaterThan(20);
    const secrets = [TEST_TOKEN, TEST_TOKEN.split(':')[1] ?? '', key, ...keyLines];
    const disguised = secrets.flatMap((secret) => [
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
    ]);
    for (const text of [logged, said, ...written, ...shown]) {
      for (const secret of [...secrets, ...disguised]) expect(text.includes(secret)).toBe(false);
      expect(text).not.toMatch(/Bearer|token-\d/);
    }
  });

  test('stay out of the log when Telegram cannot be reached at all', async () => {
    const world = await createWorld();
    const app = await world.startBot();
    await sendGoodPage(world);
    await world.telegram.close();
    await expect.poll(() => world.logged()).toContain('Telegram is not answering');
    await app.stop();
    expect(world.logged()).not.toContain(TEST_TOKEN);
    expect(world.logged()).not.toContain(TEST_TOKEN.split(':')[1]);
  });
});

/** Whatever stands in them, as text of one character a byte. */
async function readFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
}
