/** What counts as a day or a month after a stats command. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDayArgument, parseMonthArgument } from '../../../src/bot/stats/stats-arguments.ts';

test.each(['2026-02-06', '2024-02-29', '1999-12-31'])('%s is a day', (text) => {
  expect(parseDayArgument(text)).toBe(text);
});

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '2025-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-2-6',
  '06/02/2026',
])('%j is no day', (text) => {
  expect(parseDayArgument(text)).toBeUndefined();
});

test.each(['2026-02-06 x', '2026-02-06\n', '२०२६-०२-०६', '+002026-02-06', '2026-02-06T00:00'])(
  '%j is no day either',
  (text) => {
    expect(parseDayArgument(text)).toBeUndefined();
  },
);

test.each(['2026-13', '2026-00', '2026', '2026-2', 'Feb 2026', '2026-02-06', ''])(
  '%j is no month',
  (text) => {
    expect(parseMonthArgument(text)).toBeUndefined();
  },
);

test('every day and its month are understood as they stand', () => {
  const anyDay = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(anyDay, (date) => {
      const day = date.toISOString().slice(0, 10);
      expect(parseDayArgument(day)).toBe(day);
      expect(parseMonthArgument(day.slice(0, 7))).toBe(day.slice(0, 7));
    }),
  );
});
