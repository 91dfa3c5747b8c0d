/** Dates as printed, in and out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysBefore,
  financialYearOf,
  formatDate,
  parseDate,
  yearsBefore,
} from '../../../src/invoice/values/dates.ts';

describe('parseDate', () => {
  test.each([
    '06/02/2026',
    '6/2/2026',
    '06-02-2026',
    '06-02-26',
    '06/02/26',
    '6.2.2026',
    '6.2.26',
    '06 02 2026',
    '06 / 02 / 2026',
    '2026-02-06',
    '2026/02/06',
    '06-Feb-26',
    '06-Feb-2026',
    '6-FEB-2026',
    '06Feb2026',
    '6 February 2026',
    '6 Feb, 2026',
    "6 Feb'26",
    '6th Feb 2026',
    '6th of February, 2026',
    'Feb 6, 2026',
    'February 6th, 2026',
    'Feb. 6, 2026',
    '2026-Feb-06',
    'Friday, 6 February 2026',
    'Fri 06/02/2026',
    'Dated: 6-Feb-26',
    'Dt. 06/02/2026',
    '06/02/2026 14:30',
    '06/02/2026 02:30 PM',
    '06/02/2026, 14:30:59',
    '6-Feb-26 at 14:30',
    '2026-02-06T14:30:00',
    '०६/०२/२०२६',
    '6 फरवरी 2026',
    '06/02/2026',
    '06–02–2026',
    '\u00A006/02/2026 ',
  ])('reads %j as 6 February 2026', (printed) => {
    expect(parseDate(printed)).toBe('2026-02-06');
  });

  test.each([
    ['29/02/2024', '2024-02-29'],
    ['31-Dec-99', '2099-12-31'],
    ['1 Sept 2025', '2025-09-01'],
    ['01/07/2017', '2017-07-01'],
  ])('reads %j as %s', (printed, expected) => {
    expect(parseDate(printed)).toBe(expected);
  });

  test.each([
    ['', 'nothing'],
    ['02/25/2026', 'month first'],
    ['31/02/2026', 'no such day'],
    ['29/02/2026', 'no leap year'],
    ['29/02/2100', 'no leap year, and too far'],
    ['00/02/2026', 'no day zero'],
    ['06/13/2026', 'no 13th month'],
    ['06/02', 'no year'],
    ['Feb 2026', 'no day'],
    ['06022026', 'no separators'],
    ['06-02/2026', 'two kinds of separator'],
    ['06/02/0026', 'the year 26'],
    ['6 Smarch 2026', 'no such month'],
    ['1,25,000.00', 'an amount'],
    ['27AAPFU0939F1ZV', 'a GSTIN'],
    ['06/02/2026 to 10/02/2026', 'two dates'],
  ])('refuses %j: %s', (printed) => {
    expect(parseDate(printed)).toBeUndefined();
  });

  test('reads every printed form of a day back to the same day', () => {
    fc.assert(
      fc.property(days(), fc.constantFrom(...FORMS), (date, form) => {
        expect(parseDate(form(date))).toBe(date);
      }),
      { numRuns: 500 },
    );
  });

  test('accepts nothing but days that exist, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), dateLikeText()), (text) => {
        const date = parseDate(text) ?? '2026-02-06';
        expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
        expect(parseDate(date)).toBe(date);
      }),
      { numRuns: 400 },
    );
  });
});

test.each([
  ['2026-02-06', '2025-26'],
  ['2026-03-31', '2025-26'],
  ['2026-04-01', '2026-27'],
  ['2099-04-01', '2099-00'],
])('%s lies in the financial year %s', (date, year) => {
  expect(financialYearOf(date)).toBe(year);
});

test('formatDate prints the month by name, so that day and month cannot be mixed up', () => {
  expect(formatDate('2026-02-06')).toBe('06 Feb 2026');
  expect(formatDate('2025-12-31')).toBe('31 Dec 2025');
});

test('yearsBefore gives a bound that ISO dates compare with', () => {
  expect(yearsBefore('2026-02-06', 2)).toBe('2024-02-06');
  expect('2022-02-28' < yearsBefore('2024-02-29', 2)).toBe(true);
});

const FORMS: readonly ((date: string) => string)[] = [
  formatDate,
  (date) => date,
  (date) => numeric(date, '/'),
  (date) => numeric(date, '-'),
  (date) => numeric(date, '.'),
  (date) => numeric(date, ' / '),
  (date) => `${numeric(date, '/').slice(0, 6)}${date.slice(2, 4)}`,
  (date) => formatDate(date).replaceAll(' ', '-').toUpperCase(),
  (date) => formatDate(date).replaceAll(' ', ''),
  (date) => formatDate(date).replace(/^(\d+) (\w+) /, '$2 $1, '),
  (date) => formatDate(date).replace(' ', 'th '),
  (date) => `${numeric(date, '/')} 23:59`,
];

function numeric(date: string, separator: string): string {
  return date.split('-').reverse().join(separator);
}

function days(): fc.Arbitrary<string> {
  return fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
}

function dateLikeText(): fc.Arbitrary<string> {
  const part = fc.oneof(
    fc.nat(40).map(String),
    fc.nat(3000).map(String),
    fc.constantFrom('Feb', 'may', 'th', '०६'),
  );
  const separator = fc.constantFrom('/', '-', '.', ' ', '', ', ', "'");
  return fc.tuple(part, separator, part, separator, part).map((parts) => parts.join(''));
}

test.each([
  ['2026-03-01', 1, '2026-02-28'],
  ['2024-03-01', 1, '2024-02-29'],
  ['2026-02-10', 180, '2025-08-14'],
])('the day before %s by %i days is %s', (date, days, before) => {
  expect(daysBefore(date, days)).toBe(before);
});
