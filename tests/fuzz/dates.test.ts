/** Any text as a date: only days that exist, only days that stand there, never the month first. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { financialYearOf, formatDate, parseDate } from '../../src/invoice/values/dates.ts';
import { PURE_CASES } from './cases.ts';

const fragment = fc.constantFrom(
  ...[
    '0',
    '1',
    '2',
    '06',
    '31',
    '29',
    '12',
    '13',
    '26',
    '2026',
    '1900',
    '9999',
    '०',
    '६',
    '२०२६',
    '/',
    '-',
    '.',
    ' ',
  ],
  ...[
    ',',
    "'",
    '’',
    'Feb',
    'february',
    'May',
    'फरवरी',
    'st',
    'th',
    'of',
    'Dated',
    'Mon, ',
    'T',
    ' at 10:15',
    '10:15:00 PM',
  ],
);
const nearDate = fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join(''));
const printedDate = fc
  .tuple(
    fc.nat(33),
    fc.nat(14),
    fc.oneof(fc.nat(99), fc.integer({ min: 1880, max: 2120 })),
    fc.constantFrom('/', '-', '.', ' '),
  )
  .map(([day, month, year, separator]) => [day, month, year].join(separator));
const anyText = fc.oneof(
  { weight: 4, arbitrary: nearDate },
  { weight: 3, arbitrary: printedDate },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

const realDay = fc
  .integer({ min: Date.UTC(2000, 0, 1) / 86_400_000, max: Date.UTC(2099, 11, 31) / 86_400_000 })
  .map((days) => new Date(days * 86_400_000));

test('what is read is a real day of 1900 to 2099, and reads the same again', () => {
  let read = 0;
  fc.assert(
    fc.property(anyText, (text) => {
      const date = parseDate(text);
      if (date === undefined) return;
      read += 1;
      expect(date).toMatch(/^(?:19|20)\d\d-\d\d-\d\d$/);
      expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
      expect(parseDate(date)).toBe(date);
      expect(parseDate(formatDate(date))).toBe(date);
      expect(Number(financialYearOf(date).slice(0, 4))).toBeGreaterThanOrEqual(Number(date.slice(0, 4)) - 1);
    }),
    { numRuns: PURE_CASES },
  );
  expect(read).toBeGreaterThan(PURE_CASES / 20);
});

test('a day is read back however Indian paper prints it', () => {
  fc.assert(
    fc.property(
      realDay,
      fc.constantFrom('', 'Dated: ', 'Dt. ', 'Mon, ', 'Wednesday '),
      fc.constantFrom('', ' 10:15', ', 9:05:30 PM', ' at 23:59 hrs', 'T00:00:00'),
      fc.nat(PRINTS.length - 1),
      (day, before, after, form) => {
        const printed = PRINTS[form]?.(day) ?? '';
        expect(parseDate(`${before}${printed}${after}`)).toBe(day.toISOString().slice(0, 10));
      },
    ),
    { numRuns: PURE_CASES },
  );
});

test('numbers are day first, always: a day that cannot be a month in the month’s place is refused', () => {
  fc.assert(
    fc.property(
      realDay.filter((day) => day.getUTCDate() > 12),
      fc.constantFrom('/', '-', '.', ' '),
      (day, separator) => {
        const parts = [day.getUTCMonth() + 1, day.getUTCDate(), day.getUTCFullYear()];
        expect(parseDate(parts.join(separator))).toBeUndefined();
      },
    ),
    { numRuns: PURE_CASES },
  );
});

/** How soon, `npm run bench long-texts` tells: a loaded machine must not make a test fail. */
test.each(['1', ' ', '.', '-', 'a', '1/', '1 a', "'", 't', 'of ', '01:', 'फ'])(
  '100,000 times %j is no date',
  (piece) => {
    const long = piece.repeat(100_000);
    for (const text of [long, `06${long}`, `6 Feb${long}!`]) expect(parseDate(text)).toBeUndefined();
  },
);

const MONTHS = [
  'Jan',
  'February',
  'MAR',
  'april',
  'May',
  'Jun',
  'July',
  'Aug',
  'Sept',
  'October',
  'Nov',
  'DEC',
];

const two = (number: number) => String(number).padStart(2, '0');
const PRINTS: readonly ((day: Date) => string)[] = [
  (day) => `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`,
  (day) => `${day.getUTCDate()}-${day.getUTCMonth() + 1}-${two(day.getUTCFullYear() % 100)}`,
  (day) => `${two(day.getUTCDate())} . ${two(day.getUTCMonth() + 1)} . ${day.getUTCFullYear()}`,
  (day) => day.toISOString().slice(0, 10),
  (day) => `${day.getUTCDate()}th ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`,
  (day) => `${two(day.getUTCDate())}-${MONTHS[day.getUTCMonth()]}-${two(day.getUTCFullYear() % 100)}`,
  (day) => `${MONTHS[day.getUTCMonth()]} ${day.getUTCDate()}, ${day.getUTCFullYear()}`,
];
