/** A data folder that version 0.1 left behind: everything in it goes on, and nothing that was read is paid for again. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { createChatClient } from '../support/chat-page/chat-client.ts';
import { numberOf } from './marked-papers.ts';
import { GROUP_ID, KIRAN, LATA, MEERA, PEOPLE, VIKRAM } from './outside-world.ts';
import {
  askedOf,
  LOCAL_NUMBER,
  press,
  type RestoredWorld,
  reads,
  restoreWorld,
  rowsOf,
  saidIn,
  savedNumbers,
  say,
  sendPage,
  untilAsked,
  untilQuiet,
} from './restored-world.ts';

const DAY_MS = 86_400_000;
const TEST_TIMEOUT_MS = 180_000;
const REVIEW = '📝 Please check before I save';

/** The answer that tells of this invoice. */
const savedAs = (number: string) => new RegExp(`^✅ Invoice saved successfully!.*Invoice: ${number}`, 's');
const saved = (no: number) => savedAs(numberOf(no));

const ocr = (no: number, ...pages: readonly number[]) => pages.map((page) => `ocr ${numberOf(no)}p${page}`);
const parsesOf = (no: number) => [`header ${numberOf(no)}`, `lines ${numberOf(no)}`];

/** What nobody has to ask for: pages of drafts and scans that were not read, and parses that were interrupted. */
const ASKED_AT_START = [
  ...ocr(201, 2, 3),
  ...ocr(202, 1),
  ...parsesOf(203),
  ...ocr(204, 2),
  ...parsesOf(204),
  'lines INV-2026-0205',
  ...ocr(222, 1),
];
/** Saved before the stop. */
const SAVED_BEFORE = [180, 181, 182, 212, 214, 215];
/** Saved without a word from anybody. */
const SAVED_AT_START = [203, 204, 205, 211, 213];

const sortedNumbers = (...numbers: readonly number[]) => numbers.map(numberOf).sort();

/** Whoever was at work, or was to be told, is told; nobody has to do anything. */
async function untilAllWentOn(world: RestoredWorld): Promise<void> {
  const { queued, reading, parsing, waitingForSheet, rowIsThere, rowIsNotThere, savedUntold } = PEOPLE;
  await reads(world, queued, saved(203));
  await reads(world, reading, saved(204));
  await reads(world, parsing, saved(205));
  await reads(world, waitingForSheet, saved(211));
  await reads(world, rowIsThere, saved(212));
  await reads(world, rowIsNotThere, saved(213));
  await reads(world, savedUntold, saved(214));
  await reads(world, PEOPLE.failedUntold, /^❌/);
  await reads(world, PEOPLE.cancelledUntold, '🗑 Cancelled, 1 page dropped');
  await reads(world, PEOPLE.quiet, '📄 1 page received');
  await untilAsked(world, ASKED_AT_START);
}

describe('what a stop has left', () => {
  test(
    'goes on by itself: one row for each invoice, each end told once, no page read twice',
    async () => {
      const world = await restoreWorld();
      await world.start();
      await untilAllWentOn(world);
      await untilQuiet(world, Object.values(PEOPLE));
      expect(savedNumbers(world)).toEqual(sortedNumbers(...SAVED_BEFORE, ...SAVED_AT_START));
      expect(askedOf(world)).toEqual([...ASKED_AT_START].sort());
      const ends = Object.values(PEOPLE).map(({ id }) =>
        saidIn(world, id).filter((text) => /^(?:✅|❌|🗑 Cancelled)/.test(text)),
      );
      // The quiet one had six before the stop.
      expect(ends.map((texts) => texts.length)).toEqual([
        0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 5,
      ]);
    },
    TEST_TIMEOUT_MS,
  );

  test(
    'can be finished: each draft, question and failure leads to one row',
    async () => {
      const world = await restoreWorld();
      await world.start();
      await untilAllWentOn(world);
      await say(world, PEOPLE.aheadDraft, '/done', saved(201));
      await say(world, PEOPLE.unreadDraft, '/done', saved(202));
      await press(world, PEOPLE.correcting, '↩️ Back', 'Changed:');
      await press(world, PEOPLE.correcting, '↩️ Undo last change', /Buyer: Fulmala Foods/);
      await press(world, PEOPLE.correcting, '✅ Save', saved(206));
      await press(world, PEOPLE.duplicate, '⚠️ Save anyway', saved(180));
      await press(world, PEOPLE.repaired, '✅ Save', saved(208));
      await press(world, PEOPLE.failed, '🔁 Try again', saved(209));
      await press(world, PEOPLE.failedUntold, '🔁 Try again', saved(210));
      await say(world, PEOPLE.eInvoice, '/done', /^✅.*✔ e-invoice verified/s);
      await press(world, PEOPLE.eInvoiceReview, '✅ Save', saved(218));
      await say(world, PEOPLE.localDraft, '/done', REVIEW);
      await press(world, PEOPLE.localDraft, '✅ Save', savedAs(LOCAL_NUMBER));
      await press(world, PEOPLE.joinable, '↩️ Put it in place of page 1 before', saved(221));
      await say(world, PEOPLE.quiet, '/done', saved(222));
      await press(world, PEOPLE.aheadDraft, '✅ Done', saved(223), GROUP_ID);
      await untilQuiet(world, Object.values(PEOPLE));

      const asked = [
        ...ASKED_AT_START,
        ...[201, 202, 209, 210, 217, 221, 222, 223].flatMap(parsesOf),
        ...ocr(209, 1),
        ...ocr(210, 1),
        'header of an unknown invoice',
        'lines of an unknown invoice',
        'repair of an unknown invoice',
      ];
      const again = [201, 202, 206, 180, 208, 209, 210, 217, 218, 221, 222, 223];
      const numbers = sortedNumbers(...SAVED_BEFORE, ...SAVED_AT_START, ...again);
      expect(savedNumbers(world)).toEqual([...numbers, LOCAL_NUMBER].sort());
      expect(askedOf(world)).toEqual(asked.sort());
      const row = (no: number) =>
        rowsOf(world, 'Invoice_Header').findLast(({ Invoice_No }) => Invoice_No === numberOf(no));
      expect(row(201)).toMatchObject({ Page_Count: '5', Validation_Status: 'OK' });
      expect(row(180)?.Duplicate_Status).toMatch(/^Repeats row \d+$/);
      expect(row(206)).toMatchObject({ Has_Corrections: 'No', Buyer_Name: 'Fulmala Foods' });
    },
    TEST_TIMEOUT_MS,
  );

  test(
    'can be answered otherwise: discarded, corrected, cancelled, queued, kept apart',
    async () => {
      const world = await restoreWorld();
      await world.start();
      await untilAllWentOn(world);
      const { correcting, duplicate, repaired, failed, eInvoiceReview, joinable } = PEOPLE;
      await press(world, correcting, 'Invoice Value', 'Type the right value');
      world.telegram.sendText(correcting, '3540');
      await reads(world, correcting, '✏️ Invoice Value: ₹4,540.00 → ₹3,540.00');
      await press(world, correcting, '✅ Save', saved(206));
      await press(world, duplicate, '🗑 Discard', '🗑 Dropped');
      await press(world, repaired, '🗑 Discard', '🗑 Cancelled, 1 page dropped');
      await press(world, failed, '🗑 Discard', '🗑 Cancelled, 1 page dropped');
      await press(world, eInvoiceReview, '✏️ Correct', 'Which value is wrong?');
      await press(world, eInvoiceReview, '↩️ Back', REVIEW);
      await press(world, eInvoiceReview, '🗑 Discard', '🗑 Cancelled, 1 page dropped');
      await press(world, PEOPLE.aheadDraft, '➡️ Next invoice', saved(201));
      await reads(world, PEOPLE.aheadDraft, '➡️ Queued (5 pages)');
      await press(world, PEOPLE.unreadDraft, '✖️ Cancel', '🗑 Cancelled, 1 page dropped');
      await press(world, joinable, '✅ Done', saved(221));
      await press(world, joinable, '🗑 Discard', '🗑 Cancelled, 1 page dropped');
      await press(world, PEOPLE.eInvoice, '✖️ Cancel', '🗑 Cancelled, 1 page dropped');
      await press(world, PEOPLE.localDraft, '✖️ Cancel', '🗑 Cancelled, 1 page dropped');
      await say(world, PEOPLE.quiet, '/cancel', '🗑 Cancelled, 1 page dropped');
      await press(world, PEOPLE.aheadDraft, '✖️ Cancel', '🗑 Cancelled, 1 page dropped', GROUP_ID);
      await untilQuiet(world, Object.values(PEOPLE));

      expect(savedNumbers(world)).toEqual(sortedNumbers(...SAVED_BEFORE, ...SAVED_AT_START, 201, 206, 221));
      expect(askedOf(world)).toEqual([...ASKED_AT_START, ...parsesOf(201), ...parsesOf(221)].sort());
      const attempts = rowsOf(world, 'Duplicate_Attempts').map((row) =>
        Object.values(row).includes('Discarded'),
      );
      expect(attempts).toEqual([true, true]);
      const row = rowsOf(world, 'Invoice_Header').find(({ Invoice_No }) => Invoice_No === numberOf(206));
      expect(row).toMatchObject({ Invoice_Value: '3,540.00', Corrected_Fields: 'Buyer_Name, Invoice_Value' });
    },
    TEST_TIMEOUT_MS,
  );

  test(
    'holds an update that nobody handled: it is handled, once',
    async () => {
      const world = await restoreWorld();
      const app = await world.start();
      await reads(world, PEOPLE.quiet, '📄 1 page received');
      await untilAllWentOn(world);
      await app.stop();
      await world.start();
      await say(world, PEOPLE.quiet, '/done', saved(222));
      expect(askedOf(world).filter((call) => call.startsWith('ocr INV-2026-0222'))).toHaveLength(1);
      expect(savedNumbers(world).filter((number) => number === numberOf(222))).toHaveLength(1);
    },
    TEST_TIMEOUT_MS,
  );
});

describe('who was let in', () => {
  test(
    'is in still, who was removed is not; invitations are what they were',
    async () => {
      const world = await restoreWorld();
      await world.start();
      const { open, used, expired } = world.facts.tokens;
      await say(world, KIRAN, '/help', /^How it works/);
      await say(world, LATA, '/help', 'this bot is private');
      await say(world, VIKRAM, `/start ${used}`, 'This invitation has been used already');
      await say(world, VIKRAM, `/start ${expired}`, 'This invitation has expired.');
      await say(world, MEERA, '/members', /Here by invitation:\n• Kiran.*1 invitation not used yet\./s);
      await say(world, VIKRAM, `/start ${open}`, /^👋/);
      await say(world, VIKRAM, '/help', /^How it works/);
      await say(world, LATA, `/start ${open}`, 'This invitation has been used already');
    },
    TEST_TIMEOUT_MS,
  );

  test(
    'has sent what they have sent today, and begins anew tomorrow',
    async () => {
      // Six before the stop, and one that came just before it.
      const limit = { MAX_PAGES_PER_USER_PER_DAY: '7' };
      const today = await restoreWorld();
      const app = await today.start(limit);
      await reads(today, PEOPLE.quiet, '📄 1 page received');
      await sendPage(today, PEOPLE.quiet, 240);
      await reads(today, PEOPLE.quiet, 'would make more than 7 pages today');
      await sendPage(today, PEOPLE.failed, 241);
      await reads(today, PEOPLE.failed, '📄 1 page received');
      await app.stop();
      const tomorrow = await restoreWorld(DAY_MS);
      await tomorrow.start({ MAX_PAGES_PER_USER_PER_DAY: '2' });
      await reads(tomorrow, PEOPLE.quiet, '📄 1 page received');
      await sendPage(tomorrow, PEOPLE.quiet, 240);
      await reads(tomorrow, PEOPLE.quiet, '📄 2 pages received');
      await sendPage(tomorrow, PEOPLE.quiet, 242);
      await reads(tomorrow, PEOPLE.quiet, 'would make more than 2 pages today');
    },
    TEST_TIMEOUT_MS,
  );
});

test(
  'jobs of before the stop are listed with how they ended, until they are a week old',
  async () => {
    const world = await restoreWorld();
    const app = await world.start();
    await untilAllWentOn(world);
    const shown = (await listJobs(world)).join('\n');
    for (const line of [
      /✅ Invoice INV-2026-0180 · user 122\n {3}completed \d\d \w{3} \d\d:\d\d, after \d+\.\d s/,
      /❌ Invoice 1 page · user 109\n {3}failed at 5 % [^\n]*\n {3}\S/,
      /🗑 Invoice 1 page · user 122\n {3}cancelled at \d+ %/,
      /✅ Export \d{4}-\d\d as CSV · user 122/,
      /❌ Export One that fails · user 122/,
      /🗑 Export One that is cancelled · user 122/,
      /✅ Summary Days and months that ended/,
      /❌ Summary One that fails/,
      /🗑 Summary One that is cancelled/,
      /✅ Rebuild Usage summaries/,
      /❌ Rebuild One that fails/,
      /🗑 Rebuild One that is cancelled/,
    ]) {
      expect(shown).toMatch(line);
    }
    await app.stop();
    const later = await restoreWorld(8 * DAY_MS);
    await later.start();
    await untilAllWentOn(later);
    expect((await listJobs(later)).join('\n')).not.toContain('One that');
  },
  TEST_TIMEOUT_MS,
);

/** All pages of /jobs, as an administrator sees them. */
async function listJobs(world: RestoredWorld): Promise<readonly string[]> {
  const { text = '' } = await say(world, MEERA, '/jobs', '🗂');
  const pages = [text];
  const count = Number(/Jobs: (\d+)/.exec(text)?.[1] ?? 0);
  for (let first = 9; first <= count; first += 8) {
    const page = await press(world, MEERA, '▶', new RegExp(`\\n${first}\\. `));
    pages.push(page.text ?? '');
  }
  return pages;
}

test(
  'the chat page goes on where it stood: its messages, its draft, its rows',
  async () => {
    const world = await restoreWorld();
    const local = { TELEGRAM_BOT_TOKEN: '', GOOGLE_SHEET_ID: '', GOOGLE_SHEETS_CREDENTIALS_JSON: '' };
    const app = await world.startBot(world.chatFolders, { ...local, CHAT_PORT: '0' });
    const url = /"url":"(http[^"]+)"[^\n]*Open the chat page/.exec(world.logged())?.[1] ?? '';
    const client = await createChatClient(url, world.facts.chatSecret);
    const stream = await client.listen();
    const { messages } = await stream.waitFor((event) => (event.kind === 'snapshot' ? event : undefined));
    expect(messages.map(({ document }) => document?.file_name).filter(Boolean)).toEqual([
      'bill.pdf',
      'next.pdf',
    ]);
    expect(messages.some(({ text }) => saved(230).test(text ?? ''))).toBe(true);
    const path = join(world.chatFolders.dataDir, 'Invoice_Header.csv');
    await client.post('texts', { text: '/done' });
    await expect
      .poll(
        () =>
          stream.events.some(
            (event) => event.kind === 'message' && saved(231).test(event.message.text ?? ''),
          ),
        {
          timeout: TEST_TIMEOUT_MS,
        },
      )
      .toBe(true);
    stream.close();
    await app.stop();
    const rows: Record<string, string>[] = parse(await readFile(path, 'utf8'), { columns: true, bom: true });
    expect(rows.map((row) => row.Invoice_No)).toEqual([numberOf(230), numberOf(231)]);
    expect(askedOf(world)).toEqual(parsesOf(231).sort());
  },
  TEST_TIMEOUT_MS,
);
