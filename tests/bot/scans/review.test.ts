/** A doubtful invoice is shown before it is saved: what the user reads, presses and types, and what becomes of it. */
import { describe, expect, test } from 'vitest';
import { answer, parsed } from '../../../loopback/gemini/gemini-answers.ts';
import { SAMPLE_HEADER, SAMPLE_PAGE_TEXT } from '../../../loopback/gemini/gemini-sample-invoice.ts';
import type { Message } from '../../../src/local-telegram/bot-api/bot-api-types.ts';
import { ASHA, createRunningWorld, createWorld, RAVI, type World } from '../../support/test-app.ts';
import {
  dataOf,
  drawGoodPhoto,
  headerRows,
  labelsOf,
  pressAndRead,
  SUCCESS,
  saidTo,
  sendGoodPage,
  sheetWrites,
} from '../conversation.ts';

const REVIEW = '📝 Please check before I save';
const STALE = 'This button belongs to an invoice that is no longer open.';

/** The paper says 3,540.00; the model says otherwise. */
const WRONG_TOTAL = { ...SAMPLE_HEADER, Invoice_Value: '4,540.00' };

/** One page arrives whose total is wrong; gives the question about it. */
async function sendDoubtfulInvoice(world: World, header: object = WRONG_TOTAL): Promise<Message> {
  world.gemini.enqueue('ocr', answer({ text: SAMPLE_PAGE_TEXT }));
  world.gemini.enqueue('header', parsed(header));
  await sendGoodPage(world);
  const done = world.telegram.sendText(ASHA, '/done');
  return world.telegram.waitForReply(ASHA.id, REVIEW, { since: done });
}

/** Presses, and waits until the review looks like this. */
async function press(
  world: World,
  message: Message,
  label: string,
  wanted: string | RegExp,
): Promise<Message> {
  await pressAndRead(world, message, label);
  return world.telegram.waitForReply(ASHA.id, wanted);
}

/** Finds the way to a header field's prompt through the menus. */
async function openField(world: World, review: Message, label: string): Promise<Message> {
  let menu = await press(world, review, '✏️ Correct', 'Which value is wrong?');
  const find = () => labelsOf(menu).find((each) => each.replace('⚠️ ', '').startsWith(label));
  while (find() === undefined) {
    const before = labelsOf(menu)[0];
    await pressAndRead(world, menu, 'More ▶');
    menu = await world.telegram.waitFor(
      () =>
        world.telegram
          .messages(ASHA.id)
          .find((each) => labelsOf(each).length > 3 && labelsOf(each)[0] !== before),
      { what: 'the next page of fields' },
    );
  }
  return press(world, menu, find() ?? '', 'Type the right value');
}

async function typeValue(world: World, text: string, wanted: string | RegExp): Promise<Message> {
  world.telegram.sendText(ASHA, text);
  return world.telegram.waitForReply(ASHA.id, wanted);
}

describe('an invoice with an error', () => {
  test('is asked about in a new message, and saved as it is when its user says so', async () => {
    const world = await createRunningWorld();
    const review = await sendDoubtfulInvoice(world);
    expect(review.text).toBe(
      [
        REVIEW,
        '',
        'Invoice: INV-2026-0042 · 06 Feb 2026',
        'Seller: Sahyadri Stationers LLP (27AAPFU0939F1ZV)',
        'Buyer: Fulmala Foods (27AADFF2788D1ZF)',
        'Taxable: ₹3,000.00',
        'GST: ₹540.00',
        'Total: ₹4,540.00',
        '2 line items of ₹3,000.00 before tax, 1 page',
        'Validation: ❌ ERROR',
        '',
        'Please check:',
        expect.stringMatching(/^❌ .*₹4,540\.00.*₹3,540\.00/),
        '',
        'Not read for sure: Invoice Value',
      ]
        .map((line) =>
          typeof line === 'string' ? line : review.text?.split('\n').find((each) => each.startsWith('❌ ')),
        )
        .join('\n'),
    );
    expect(labelsOf(review)).toEqual(['✅ Save', '✏️ Correct', '🗑 Discard']);
    expect(sheetWrites(world)).toHaveLength(0);
    await press(world, review, '✅ Save', SUCCESS);
    expect(headerRows(world)[0]).toMatchObject({
      Invoice_Value: '4,540.00',
      Validation_Status: 'ERROR',
      Has_Corrections: 'No',
      Duplicate_Status: 'Unique',
      Invoice_Fingerprint: '27AAPFU0939F1ZV|2025-26|INV|INV/2026/0042',
      Invoice_No_Confidence: '1',
      Direction: 'unknown',
    });
    await world.telegram.waitFor(() => (saidTo(world).length === 1 ? true : undefined), {
      what: 'the answer alone',
    });
  });

  test('is put right by typing, checked anew, and saved with the record of the change', async () => {
    const world = await createRunningWorld({ env: { BUSINESS_GSTINS: '27AADFF2788D1ZF' } });
    const review = await sendDoubtfulInvoice(world);
    await openField(world, review, 'Invoice Value');
    const changed = await typeValue(world, '3540', 'Changed:');
    expect(changed.text).toContain('✏️ Invoice Value: ₹4,540.00 → ₹3,540.00');
    expect(changed.text).toContain('Validation: ✅ OK');
    expect(changed.text).not.toContain('Please check:');
    await press(world, changed, '✅ Save', SUCCESS);
    const [row = {}] = headerRows(world);
    expect(row).toMatchObject({
      Invoice_Value: '3,540.00',
      Validation_Status: 'OK',
      Has_Corrections: 'Yes',
      Corrected_Fields: 'Invoice_Value',
      Direction: 'purchase',
    });
    expect(JSON.parse(row.Correction_Metadata ?? '')).toEqual([
      { field: 'Invoice_Value', from: '4540.00', to: '3540', byUserId: ASHA.id, at: expect.any(String) },
    ]);
  });

  test('keeps asking while a rule objects to the typed value; undo takes it back', async () => {
    const world = await createRunningWorld();
    const review = await sendDoubtfulInvoice(world);
    await openField(world, review, 'Seller GSTIN');
    const refused = await typeValue(world, '27AAPFU0939F1ZX', /Seller GSTIN\nNow: 27AAPFU0939F1ZX\n❌ /);
    const overview = await press(world, refused, '↩️ Back', 'Changed:');
    expect(overview.text).toContain('✏️ Seller GSTIN: 27AAPFU0939F1ZV → 27AAPFU0939F1ZX');
    await pressAndRead(world, overview, '↩️ Undo last change');
    const undone = await world.telegram.waitFor(
      () =>
        world.telegram
          .messages(ASHA.id)
          .find(({ text }) => text?.startsWith(REVIEW) && !text.includes('Changed:')),
      { what: 'the review without the change' },
    );
    expect(undone.text).toContain('(27AAPFU0939F1ZV)');
  });

  test('has its line items corrected too', async () => {
    const world = await createRunningWorld();
    const review = await sendDoubtfulInvoice(world);
    const menu = await press(world, review, '✏️ Correct', 'Which value is wrong?');
    const lines = await press(world, menu, '📋 2 line items…', 'In which line?');
    const line = await press(
      world,
      lines,
      '2. Stapler, heavy duty',
      'Stapler, heavy duty: which value is wrong?',
    );
    await press(world, line, 'HSN: 8472', 'HSN, line 2\nNow: 8472');
    const changed = await typeValue(world, '847290', 'Changed:');
    expect(changed.text).toContain('✏️ HSN, line 2: 8472 → 847290');
    await press(world, changed, '✅ Save', SUCCESS);
    const [header = [], ...rows] = world.sheets.rows('Line_Items') ?? [];
    expect(rows.map((row) => row[header.indexOf('HSN')])).toEqual(['4820', '847290']);
  });

  test('is dropped by Discard, and its buttons are stale then', async () => {
    const world = await createRunningWorld();
    const review = await sendDoubtfulInvoice(world);
    await press(world, review, '🗑 Discard', 'Cancelled, 1 page dropped');
    for (const label of ['✅ Save', '✏️ Correct', '🗑 Discard']) {
      expect(await pressAndRead(world, review, label)).toBe(STALE);
    }
    expect(sheetWrites(world)).toHaveLength(0);
  });

  test('two reviews do not mix: a typed value goes to the one that asked last', async () => {
    const world = await createRunningWorld();
    const first = await sendDoubtfulInvoice(world);
    const second = await sendDoubtfulInvoice(world, { ...WRONG_TOTAL, Invoice_No: 'B-2' });
    await openField(world, first, 'Buyer Name');
    await openField(world, second, 'Buyer Name');
    const changed = await typeValue(world, 'Gulmohar Foods', 'Changed:');
    expect(changed.text).toContain('Invoice: B-2');
    const reviews = world.telegram.messages(ASHA.id).filter(({ text }) => text?.startsWith(REVIEW));
    expect(reviews.map(({ text }) => text?.includes('Gulmohar'))).toEqual([false, true]);
  });

  test('is named when there is nothing to do but to answer it', async () => {
    const world = await createRunningWorld();
    await sendDoubtfulInvoice(world);
    world.telegram.sendText(ASHA, '/cancel');
    await world.telegram.waitForReply(ASHA.id, 'An invoice waits for your answer');
  });

  test('is not dropped by a Cancel that was pressed a moment before it came', async () => {
    const world = await createRunningWorld();
    const review = await sendDoubtfulInvoice(world);
    const cancel = dataOf(review, '🗑 Discard').replace('discard', 'cancel');
    expect(await pressAndRead(world, review, cancel)).toMatch(/^An invoice waits for your answer/);
    await pressAndRead(world, review, '✅ Save');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
  });
});

describe('when invoices are asked about', () => {
  test.each([
    ['never', SUCCESS],
    ['auto', REVIEW],
  ] as const)('REVIEW_MODE=%s', async (mode, wanted) => {
    const world = await createRunningWorld({ env: { REVIEW_MODE: mode } });
    world.gemini.enqueue('header', parsed(WRONG_TOTAL));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitForReply(ASHA.id, wanted);
  });

  test('REVIEW_MODE=always asks about a sound one', async () => {
    const world = await createRunningWorld({ env: { REVIEW_MODE: 'always' } });
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    const review = await world.telegram.waitForReply(ASHA.id, REVIEW);
    expect(review.text).toContain('Validation: ✅ OK');
    await press(world, review, '✅ Save', SUCCESS);
  });

  test('a value that stands on no page is doubtful though every sum closes', async () => {
    const world = await createRunningWorld();
    const review = await sendDoubtfulInvoice(world, { ...SAMPLE_HEADER, Invoice_No: 'KA-77' });
    expect(review.text).toContain('Validation: ✅ OK');
    expect(review.text).toContain('Not read for sure: Invoice No');
  });
});

describe('an invoice that is saved already', () => {
  const DUPLICATE =
    /^⚠️ This invoice is saved already: on \d\d \w{3} \d{4}, in row 2 of the sheet\. Save it again\?/;

  async function sendTwice(world: World): Promise<Message> {
    world.gemini.respondWith('ocr', answer({ text: SAMPLE_PAGE_TEXT }));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    const again = world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    await world.telegram.waitForReply(ASHA.id, '1 page received', { since: again });
    world.telegram.sendText(ASHA, '/done');
    return world.telegram.waitForReply(ASHA.id, DUPLICATE);
  }

  const attempts = (world: World) =>
    world.sheets
      .rows('Duplicate_Attempts')
      ?.slice(1)
      .map((row) => row[3]) ?? [];

  test('is asked about even where nothing else would be, and dropped on Discard, which is written down', async () => {
    const world = await createRunningWorld({ env: { REVIEW_MODE: 'never' } });
    const question = await sendTwice(world);
    expect(labelsOf(question)).toEqual(['⚠️ Save anyway', '✏️ Correct', '🗑 Discard']);
    await press(world, question, '🗑 Discard', /^🗑 Dropped: the invoice stays saved once, on .*in row 2/);
    expect(headerRows(world)).toHaveLength(1);
    expect(attempts(world)).toEqual(['Discarded']);
  });

  test('is saved again only by Save anyway, with both written down in one request', async () => {
    const world = await createRunningWorld();
    const question = await sendTwice(world);
    const since = sheetWrites(world).length;
    await pressAndRead(world, question, '⚠️ Save anyway');
    await world.telegram.waitFor(() => (headerRows(world).length === 2 ? true : undefined), {
      what: 'a second row',
    });
    expect(headerRows(world).map((row) => row.Duplicate_Status)).toEqual(['Unique', 'Repeats row 2']);
    expect(attempts(world)).toEqual(['Saved anyway']);
    expect(sheetWrites(world)).toHaveLength(since + 1);
  });

  test('is known after a restart, from the sheet as it stands; a row that was deleted counts no more', async () => {
    const world = await createWorld();
    const app = await world.startBot();
    world.gemini.respondWith('ocr', answer({ text: SAMPLE_PAGE_TEXT }));
    await sendGoodPage(world);
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitForReply(ASHA.id, SUCCESS);
    await app.stop();
    await world.startBot();
    const again = world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    await world.telegram.waitForReply(ASHA.id, '1 page received', { since: again });
    const done = world.telegram.sendText(ASHA, '/done');
    const question = await world.telegram.waitForReply(ASHA.id, DUPLICATE);
    await press(world, question, '🗑 Discard', '🗑 Dropped');
    world.sheets.setRows('Invoice_Header', (world.sheets.rows('Invoice_Header') ?? []).slice(0, 1));
    world.telegram.sendPhoto(ASHA, await drawGoodPhoto());
    world.telegram.sendText(ASHA, '/done');
    await world.telegram.waitForReply(ASHA.id, SUCCESS, { since: done });
  });

  test('two chats at the same moment: one row, one question', async () => {
    const world = await createRunningWorld();
    world.gemini.respondWith('ocr', answer({ text: SAMPLE_PAGE_TEXT }));
    for (const user of [ASHA, RAVI]) {
      world.telegram.sendPhoto(user, await drawGoodPhoto());
      world.telegram.sendText(user, '/done');
    }
    const texts = () =>
      [ASHA, RAVI].flatMap(({ id }) => world.telegram.messages(id).map(({ text }) => text ?? ''));
    await world.telegram.waitFor(
      () =>
        texts().some((text) => SUCCESS.test(text)) && texts().some((text) => DUPLICATE.test(text))
          ? true
          : undefined,
      { what: 'an answer and a question' },
    );
    expect(headerRows(world)).toHaveLength(1);
    expect(texts().filter((text) => DUPLICATE.test(text))).toHaveLength(1);
  });
});

describe('a restart', () => {
  test('keeps the question, the screen and the corrections at every step', async () => {
    const world = await createWorld();
    let app = await world.startBot();
    const restart = async () => {
      await app.stop();
      app = await world.startBot();
    };
    const review = await sendDoubtfulInvoice(world);
    await restart();
    await openField(world, review, 'Invoice Value');
    await restart();
    const changed = await typeValue(world, '3,540.00', 'Changed:');
    await restart();
    await press(world, changed, '✅ Save', SUCCESS);
    expect(headerRows(world)).toHaveLength(1);
    expect(headerRows(world)[0]).toMatchObject({
      Invoice_Value: '3,540.00',
      Corrected_Fields: 'Invoice_Value',
    });
  });
});
