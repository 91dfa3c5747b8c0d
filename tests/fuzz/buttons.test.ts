/** Any text as the data of a button: only what this version makes is understood, and nothing that is not the chat's own is touched. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyboard, parseButtonData, parseScanChoice } from '../../src/bot/buttons.ts';
import { formatScreen, parseScreen } from '../../src/bot/scans/review-screens.ts';
import {
  CUSTOMERS_BUTTON,
  PERIOD_BUTTON,
  parsePick,
  VIEW_BUTTON,
} from '../../src/bot/stats/stats-buttons.ts';
import type { Message } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import type { LocalUser } from '../../src/local-telegram/user-actions.ts';
import {
  dataOf,
  expectOneRow,
  finishWithOneRow,
  SUCCESS,
  saidTo,
  sendGoodPage,
  sheetWrites,
} from '../bot/conversation.ts';
import { createTrackedWorld } from '../bot/stats/tracked-world.ts';
import { ASHA, RAVI, type World } from '../support/test-app.ts';
import { PURE_CASES, slowCases } from './cases.ts';

const ACTIONS = ['done', 'next', 'cancel', 'join', 'retry', 'save', 'discard', 'undo', 'show'] as const;

const piece = fc.constantFrom(
  ...[
    ...ACTIONS,
    ':',
    ':',
    '.',
    '-',
    'scan_20260206_143000_1f9c2ab07d',
    '__proto__',
    'constructor',
    '..',
    '/',
    '\0',
    '\n',
  ],
  ...[
    'o',
    'h.0',
    'ls.9999',
    'l.3.0',
    'v.Invoice_No',
    'v.3.HSN',
    'v.__proto__',
    'stats_',
    'quick',
    'menu',
    'csv',
    'day:',
    'month:',
  ],
  ...[
    '2026-02',
    '2026-02-31',
    '0000-00',
    '9999-99-99',
    '999999',
    '-1',
    '1e9',
    'stats_customers:',
    'invoice_stats:',
    'member_remove:',
    '42',
  ],
  ...['invitations_withdraw', '<b>', '&amp;', '🤖', '१', ' '],
);
const screen = fc.oneof(
  fc.constantFrom(
    'o',
    'v.Invoice_No',
    'v.0.HSN',
    'v.9999.HSN',
    'v.__proto__',
    'h.9999',
    'l.9999.0',
    'l.0.9999',
    'ls.007',
    '',
  ),
  fc.array(piece, { maxLength: 2 }).map((parts) => parts.join('.')),
);
const nearPress = fc
  .tuple(
    fc.constantFrom(...ACTIONS, 'Done', 'explode'),
    fc.constantFrom('SCAN', 'scan_1', '', '..', 'a b'),
    fc.option(screen),
  )
  .map(([action, scanId, argument]) => [action, scanId, ...(argument === null ? [] : [argument])].join(':'));
/** Telegram's bound is 64 bytes; a program may send what it likes. */
const anyData = fc.oneof(
  { weight: 4, arbitrary: fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')) },
  { weight: 3, arbitrary: nearPress },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);

test('what is understood is what a keyboard would carry, and nothing else', () => {
  let understood = 0;
  fc.assert(
    fc.property(anyData, (data) => {
      const press = parseButtonData(data);
      if (press === undefined) return;
      understood += 1;
      const { scanId, action, argument } = press;
      const keyboard = createKeyboard(
        [[{ label: 'x', action, ...(argument !== undefined && { argument }) }]],
        scanId,
      );
      expect(keyboard.inline_keyboard).toMatchObject([[{ callback_data: data }]]);
    }),
    { numRuns: PURE_CASES },
  );
  expect(understood).toBeGreaterThan(PURE_CASES / 20);
});

test('a screen that is understood is written the same way again, but for zeros in front of a number', () => {
  fc.assert(
    fc.property(anyData, (text) => {
      const screen = parseScreen(text);
      if (screen === undefined) return;
      const again = formatScreen(screen);
      expect(parseScreen(again)).toEqual(screen);
      expect(text.startsWith(again) || /\.0\d/.test(text)).toBe(true);
    }),
    { numRuns: PURE_CASES },
  );
});

test('buttons of the stats carry numbers and dates of a bounded size, or are none', () => {
  fc.assert(
    fc.property(anyData, (data) => {
      const view = VIEW_BUTTON.exec(data)?.groups;
      const period = PERIOD_BUTTON.exec(data)?.groups;
      for (const pick of [parsePick(view), parsePick(period)]) {
        if (pick !== undefined) expect(Number.isSafeInteger(pick) && pick < 1_000_000).toBe(true);
      }
      const page = CUSTOMERS_BUTTON.exec(data)?.groups?.page;
      if (page !== undefined) expect(Number(page)).toBeLessThan(1_000_000);
      expect(data.includes(parseScanChoice(data))).toBe(true);
    }),
    { numRuns: PURE_CASES },
  );
});

test('presses of a stranger’s making are all answered, and leave the draft of another chat alone', async () => {
  const world = await createTrackedWorld([{ invoice_id: 'INV-1' }, { invoice_id: 'INV-2' }], {
    env: { USER_RATE_LIMIT_PER_MINUTE: '0', ADMIN_USER_IDS: String(RAVI.id) },
  });
  const status = await sendGoodPage(world);
  world.telegram.sendText(RAVI, '/help');
  const shown = await world.telegram.waitForReply(RAVI.id, 'Several invoices');
  await pressAll(world, { user: RAVI, message: shown, data: sampleFor(dataOf(status, '✅ Done')) });
  expect(saidTo(world, ASHA)).toEqual([status.text]);
  expect(world.gemini.calls).toHaveLength(0);
  await finishWithOneRow(world, 1);
});

test('presses without sense on a review leave it open: the invoice can still be saved, once', async () => {
  const world = await createTrackedWorld([], {
    env: { USER_RATE_LIMIT_PER_MINUTE: '0', REVIEW_MODE: 'always' },
  });
  await sendGoodPage(world);
  world.telegram.sendText(ASHA, '/done');
  const review = await world.telegram.waitForReply(ASHA.id, 'Invoice: INV-2026-0042');
  const answers = /^(?:save|discard):/;
  const data = sampleFor(dataOf(review, '✅ Save')).filter((each) => !answers.test(each));
  await pressAll(world, { user: ASHA, message: review, data });
  expect(sheetWrites(world)).toHaveLength(0);
  world.telegram.pressButton(ASHA, review, dataOf(review, '✅ Save'), { stale: true });
  await world.telegram.waitForReply(ASHA.id, SUCCESS);
  expectOneRow(world, 1);
});

/** Any data, much of it naming the scan of a real button. */
function sampleFor(button: string): readonly string[] {
  const scanId = button.split(':')[1] ?? '';
  return fc.sample(anyData, slowCases(300)).map((data) => data.replace(/SCAN|scan_\w+/, scanId));
}

interface Presses {
  readonly user: LocalUser;
  readonly message: Message;
  readonly data: readonly string[];
}

/** A few dozen at a time, as a nervous thumb does; each must be answered, and none may be a fault of the bot. */
async function pressAll(world: World, { user, message, data }: Presses): Promise<void> {
  const { telegram } = world;
  const answered = () => telegram.calls('answerCallbackQuery').filter(({ outcome }) => outcome !== undefined);
  for (let from = 0; from < data.length; from += 50) {
    const batch = data.slice(from, from + 50);
    const last = answered().at(-1);
    for (const each of batch) telegram.pressButton(user, message, each, { stale: true });
    // The log keeps the newest calls only, so they are counted from the last one before these.
    const countNew = () => answered().length - 1 - (last ? answered().lastIndexOf(last) : -1);
    const wanted = { what: `an answer to each of ${JSON.stringify(batch)}` };
    await telegram.waitFor(() => countNew() >= batch.length || undefined, wanted);
  }
  expect(world.logged()).not.toContain('An update could not be handled');
  expect(world.logged()).not.toContain('"level":50');
}
