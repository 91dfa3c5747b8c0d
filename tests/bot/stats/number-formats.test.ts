/** How the stats print figures (S-81). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatAverage,
  formatCount,
  formatCounted,
  formatPercent,
  formatRecordUsd,
  formatSeconds,
  formatUsd,
} from '../../../src/bot/messages/stats/number-formats.ts';

const NANOS = 1_000_000_000;

test.each([
  [12_450_000_000, '$12.45'],
  [1_234_567_890_000, '$1,234.57'],
  [NANOS, '$1.00'],
  [1_004_999_999, '$1.00'],
  [1_005_000_000, '$1.01'],
  [8_575_000_000, '$8.58'],
  [999_900_000, '$0.9999'],
  [1_100_000, '$0.0011'],
  [1_150_000, '$0.0012'],
  [100_000, '$0.0001'],
  [99_999, '$0.000100'],
  [42_000, '$0.000042'],
  [500, '$0.000001'],
  [0, '$0.000000'],
])('%d nano-dollars are %s', (nanoUsd, text) => {
  expect(formatUsd(nanoUsd)).toBe(text);
  expect(formatRecordUsd(nanoUsd / NANOS)).toBe(text);
});

test('a cost that nobody knows is not nothing', () => {
  expect(formatUsd(undefined)).toBe('unpriced');
  expect(formatRecordUsd(undefined)).toBe('unpriced');
  expect(formatRecordUsd(null)).toBe('unpriced');
});

test.each([
  [formatCount(0), '0'],
  [formatCount(999), '999'],
  [formatCount(1_234_567), '1,234,567'],
  [formatCount(5709.75), '5,710'],
  [formatCounted(1, 'call'), '1 call'],
  [formatCounted(0, 'call'), '0 calls'],
  [formatCounted(1200, 'page'), '1,200 pages'],
  [formatPercent(1), '100%'],
  [formatPercent(0), '0%'],
  [formatPercent(0.905), '91%'],
  [formatPercent(0.285), '29%'],
  [formatPercent(2 / 3), '67%'],
  [formatSeconds(12.5), '12.5s'],
  [formatSeconds(12), '12.0s'],
  [formatSeconds(0.05), '0.1s'],
  [formatSeconds(1.25), '1.3s'],
  [formatSeconds(3600), '3,600.0s'],
  [formatAverage(623 / 245), '2.54'],
  [formatAverage(1.005), '1.01'],
  [formatAverage(3), '3.00'],
])('%s', (shown, wanted) => {
  expect(shown).toBe(wanted);
});

describe('any cost', () => {
  const anyNanoUsd = fc.oneof(
    fc.integer({ min: 0, max: 200_000 }),
    fc.integer({ min: 0, max: 2 * NANOS }),
    fc.integer({ min: 0, max: 1_000_000 * NANOS }),
  );

  test('has the decimals of its size, and is off by at most half of the last one', () => {
    fc.assert(
      fc.property(anyNanoUsd, (nanoUsd) => {
        const text = formatUsd(nanoUsd);
        const decimals = nanoUsd >= NANOS ? 2 : nanoUsd >= 100_000 ? 4 : 6;
        expect(text).toMatch(new RegExp(`^\\$\\d{1,3}(,\\d{3})*\\.\\d{${decimals}}$`));
        const shownNanoUsd = Math.round(Number(text.replace(/[$,]/g, '')) * NANOS);
        expect(Math.abs(shownNanoUsd - nanoUsd)).toBeLessThanOrEqual(10 ** (9 - decimals) / 2);
      }),
    );
  });

  test('that is greater never prints as less', () => {
    const shown = (nanoUsd: number) => Number(formatUsd(nanoUsd).replace(/[$,]/g, ''));
    fc.assert(
      fc.property(anyNanoUsd, anyNanoUsd, (one, other) => {
        expect(shown(Math.max(one, other))).toBeGreaterThanOrEqual(shown(Math.min(one, other)));
      }),
    );
  });

  test('a record and a sum of the same cost print alike', () => {
    fc.assert(fc.property(anyNanoUsd, (nano) => formatRecordUsd(nano / NANOS) === formatUsd(nano)));
  });
});

test('counts keep every digit', () => {
  fc.assert(
    fc.property(fc.nat(), (count) => {
      expect(Number(formatCount(count).replaceAll(',', ''))).toBe(count);
    }),
  );
});
