/** The days on which the law's limits fall, counted by hand. */
import { expect, test } from 'vitest';
import { isPaymentLate, isTooOld, lastDayOfCredit } from '../../../src/invoice/law/time-limits.ts';

test.each([
  ['2025-04-01', '2026-11-30'],
  ['2026-03-31', '2026-11-30'],
  ['2026-04-01', '2027-11-30'],
  ['2025-12-31', '2026-11-30'],
])('credit on a document of %s can be taken until %s', (date, lastDay) => {
  expect(lastDayOfCredit(date)).toBe(lastDay);
});

test.each([
  // 180 days before 30 June 2026 is 1 January.
  ['2026-01-01', '2026-06-30', false],
  ['2025-12-31', '2026-06-30', true],
  ['2026-06-30', '2026-06-30', false],
])('an invoice of %s is paid late on %s: %s', (date, today, isLate) => {
  expect(isPaymentLate(date, today)).toBe(isLate);
});

test.each([
  ['2024-02-06', '2026-02-06', false],
  ['2024-02-05', '2026-02-06', true],
  ['2024-02-29', '2026-02-28', false],
])('a document of %s is too old on %s: %s', (date, today, isOld) => {
  expect(isTooOld(date, today)).toBe(isOld);
});
