/** What buttons and commands may carry when somebody else than this program made them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseButtonData, parseScanChoice } from '../../src/bot/buttons.ts';
import { formatScreen, parseScreen } from '../../src/bot/review-screens.ts';
import { parseDayArgument, parseMonthArgument } from '../../src/bot/stats-arguments.ts';
import { PERIOD_BUTTON, parsePick, VIEW_BUTTON } from '../../src/bot/stats-buttons.ts';
import { saidTo, sendGoodPage } from '../bot/conversation.ts';
import { ASHA, createRunningWorld } from '../support/test-app.ts';
import { RUNS } from './runs.ts';

const WORDS = [
  'done',
  'cancel',
  'save',
  'show',
  'retry',
  'undo',
  'jobs',
  'stop',
  'again',
  'page',
  'stats_csv',
  'stats_day',
];
const buttonish = fc
  .array(
    fc.oneof(
      fc.constantFrom(...WORDS, 'scan_1', 'v.Invoice_No', 'l.3.0', 'h.99', '..', ''),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(':'));

describe('callback data', () => {
  test('is a press of ours or none', () => {
    fc.assert(
      fc.property(fc.oneof(buttonish, fc.string()), (data) => {
        const press = parseButtonData(data);
        if (press)
          expect(
            [press.action, press.scanId, press.argument].filter((part) => part !== undefined).join(':'),
          ).toBe(data);
        parseScanChoice(data);
        parsePick(VIEW_BUTTON.exec(data)?.groups);
        parsePick(PERIOD_BUTTON.exec(data)?.groups);
      }),
      RUNS,
    );
  });

  test('names a screen of ours or none, and each screen has one name', () => {
    const screenish = fc
      .array(
        fc.oneof(
          fc.constantFrom('o', 'h', 'ls', 'l', 'v', 'HSN', 'Invoice_No', '__proto__'),
          fc.nat(9999).map(String),
          fc.string({ maxLength: 3 }),
        ),
        { maxLength: 4 },
      )
      .map((parts) => parts.join('.'));
    fc.assert(
      fc.property(fc.oneof(screenish, fc.string()), (text) => {
        const screen = parseScreen(text);
        if (screen) expect(parseScreen(formatScreen(screen))).toEqual(screen);
      }),
      RUNS,
    );
  });
});

test('arguments of commands are a day, a month or none', () => {
  const argument = fc.oneof(
    fc.string(),
    fc.tuple(fc.nat(9999), fc.nat(99), fc.nat(99)).map((parts) => parts.join('-')),
    fc.constantFrom('2026-02-30', '2026-13', 'today', '२०२६-०२', '2026-02-06T00:00', '-1', '\0'),
  );
  fc.assert(
    fc.property(argument, (text) => {
      expect(parseDayArgument(text) ?? '2026-02-06').toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(parseMonthArgument(text) ?? '2026-02').toMatch(/^\d{4}-\d\d$/);
    }),
    RUNS,
  );
});

test('the whole bot takes any press and any text, and the draft of the chat stays', async () => {
  const world = await createRunningWorld({ env: { USER_RATE_LIMIT_PER_MINUTE: '0' } });
  const message = await sendGoodPage(world);
  const inputs = fc.sample(fc.record({ data: buttonish, text: fc.string({ minLength: 1, maxLength: 30 }) }), {
    numRuns: 150,
    seed: 7,
  });
  for (const { data, text } of inputs) {
    if (data.length > 0 && Buffer.byteLength(data) <= 64)
      world.telegram.pressButton(ASHA, message, data, { stale: true });
    if (text.trim() !== '' && !/^\/?(?:done|next|cancel)[.!]*$/i.test(text))
      world.telegram.sendText(ASHA, text);
  }
  world.telegram.sendText(ASHA, '/done');
  await world.telegram.waitForReply(ASHA.id, /^✅ Invoice saved successfully!/, { timeoutMs: 30_000 });
  expect(saidTo(world).join('\n')).not.toContain('went wrong');
});
