/** Local days, months and hours, against Intl. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countDays,
  createCalendar,
  firstDayOf,
  formatDay,
  formatMonth,
  monthOf,
  parseDay,
  parseMonth,
} from '../../src/usage/calendar.ts';

const ZONES = [
  'Asia/Kolkata',
  'UTC',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Casablanca',
];

describe.each(ZONES)('in %s', (timeZone) => {
  const calendar = createCalendar(timeZone);
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });

  test('day and hour are those of the wall clock', () => {
    const instant = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2099, 11, 31) });
    fc.assert(
      fc.property(instant, (atMs) => {
        const [date, time = ''] = format.format(atMs).split(' ');
        expect(formatDay(calendar.dayOf(atMs))).toBe(date);
        expect(calendar.hourOf(atMs)).toBe(Number(time.slice(0, 2)));
      }),
    );
  });
});

test('a clock change is found to the second', () => {
  const calendar = createCalendar('America/New_York');
  const springForward = Date.UTC(2026, 2, 8, 7);
  expect(calendar.hourOf(springForward - 1)).toBe(1);
  expect(calendar.hourOf(springForward)).toBe(3);
});

test('the day in India begins at half past six in the evening, UTC', () => {
  const calendar = createCalendar('Asia/Kolkata');
  expect(formatDay(calendar.dayOf(Date.parse('2026-02-05T18:29:59.999Z')))).toBe('2026-02-05');
  expect(formatDay(calendar.dayOf(Date.parse('2026-02-05T18:30:00.000Z')))).toBe('2026-02-06');
});

test('days and months go to text and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 47_481 }), (day) => {
      const month = monthOf(day);
      expect(parseDay(formatDay(day))).toBe(day);
      expect(formatMonth(month)).toBe(formatDay(day).slice(0, 7));
      expect(parseMonth(formatMonth(month))).toBe(month);
      expect(day - firstDayOf(month)).toBeLessThan(countDays(month));
    }),
  );
});

test.each(['2026-02-30', '2026-2-6', '06-02-2026', 'today', '', '2026-00-10'])('%s is no day', (text) => {
  expect(parseDay(text)).toBeUndefined();
});

test.each(['2026-13', '2026', '26-02'])('%s is no month', (text) => {
  expect(parseMonth(text)).toBeUndefined();
});
