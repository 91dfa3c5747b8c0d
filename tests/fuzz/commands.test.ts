/** Any text behind a command: only days and months that exist are understood, and every message is answered. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDayArgument, parseMonthArgument } from '../../src/bot/stats/stats-arguments.ts';
import type { Message } from '../../src/local-telegram/bot-api/bot-api-types.ts';
import { saidTo } from '../bot/conversation.ts';
import { createTrackedWorld } from '../bot/stats/tracked-world.ts';
import { ASHA, RAVI, STRANGER, type World } from '../support/test-app.ts';
import { PURE_CASES, slowCases } from './cases.ts';

const piece = fc.constantFrom(
  ...[
    '2026',
    '02',
    '31',
    '29',
    '13',
    '00',
    '0',
    '9999',
    '-',
    '-',
    '/',
    ' ',
    '१',
    'T00:00',
    'Z',
    '+',
    'Feb',
    '\n',
    '\0',
  ],
  ...[
    'INV-1',
    'inv-1',
    '%',
    '_',
    '*',
    '.*',
    '(',
    '\\',
    '<b>',
    '&',
    '"',
    'scan_1',
    '__proto__',
    '../../etc/passwd',
    '🤖',
    '\u202e',
  ],
);
const anyArgument = fc.oneof(
  { weight: 3, arbitrary: fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(9999), fc.nat(14), fc.nat(33))
      .map(([y, m, d]) =>
        [String(y).padStart(4, '0'), String(m).padStart(2, '0'), String(d).padStart(2, '0')].join('-'),
      ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
);

test('an argument is a day or month that exists, in its own words, or nothing', () => {
  let days = 0;
  fc.assert(
    fc.property(anyArgument, (text) => {
      const day = parseDayArgument(text);
      if (day !== undefined) {
        days += 1;
        expect(day).toBe(text);
        const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
        const lastDate = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
        expect(month >= 1 && month <= 12 && date >= 1 && date <= lastDate).toBe(true);
      }
      const month = parseMonthArgument(text.slice(0, 7));
      if (month !== undefined) expect(text.slice(0, 7)).toBe(month);
      if (day !== undefined) expect(month).toBe(day.slice(0, 7));
    }),
    { numRuns: PURE_CASES },
  );
  expect(days).toBeGreaterThan(PURE_CASES / 10);
});

const COMMANDS = [
  '/invoice_stats',
  '/daily_stats',
  '/monthly_stats',
  '/start',
  '/invite',
  '/members',
  '/usage',
  '/help',
  '/done',
  '/next',
];
const command = fc
  .tuple(
    fc.constantFrom(...COMMANDS, '/cancel', '/nothing', '/daily_stats@other_bot', ''),
    fc.constantFrom(' ', '', '\n', '@'),
    anyArgument,
  )
  .map((parts) => parts.join(''));
/** Telegram sends no empty text, and none over 4096 characters. */
const message = fc.oneof(command, anyArgument).filter((text) => text.trim() !== '' && !text.includes('\0'));

test('every message of a member is answered, whatever its argument; strangers get no further by any of them', async () => {
  const world = await createTrackedWorld(
    [{ invoice_id: 'INV-1' }, { invoice_id: 'inv-1' }, { invoice_id: '<b>&"' }],
    { env: { USER_RATE_LIMIT_PER_MINUTE: '0', ADMIN_USER_IDS: String(RAVI.id) } },
  );
  const texts = fc.sample(message, slowCases(300));
  for (let from = 0; from < texts.length; from += 25) {
    const batch = texts.slice(from, from + 25);
    for (const user of [ASHA, RAVI]) {
      const first = world.telegram.sendText(user, '/help');
      for (const text of batch) world.telegram.sendText(user, text);
      const answers = () => saidSince(world, first).length;
      const wanted = { what: `an answer to each of ${JSON.stringify(batch)}` };
      await world.telegram.waitFor(() => answers() > batch.length || undefined, wanted);
    }
    for (const text of batch) world.telegram.sendText(STRANGER, text);
  }
  expect(world.logged()).not.toContain('An update could not be handled');
  expect(world.logged()).not.toContain('"level":50');
  for (const text of saidTo(world, STRANGER)) expect(text).toContain(`${STRANGER.id}`);
  expect(world.gemini.calls).toHaveLength(0);
});

function saidSince(world: World, first: Message): readonly Message[] {
  const said = ({ from, message_id }: Message) => from.is_bot && message_id > first.message_id;
  return world.telegram.messages(first.chat.id).filter(said);
}
