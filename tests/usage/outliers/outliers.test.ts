/** Which scans stand out, and why. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FinishedScan } from '../../../src/usage/finished-scan.ts';
import {
  createOutlierCheck,
  findOutlierReasons,
  type OutlierFinding,
  type OutlierThresholds,
  type ScanSize,
} from '../../../src/usage/outliers/outliers.ts';
import { buildUsageRecords } from '../../../src/usage/records/build-records.ts';
import { context, finishedScan } from '../finished-scans.ts';

const thresholds: OutlierThresholds = { costZScore: 2, pages: 10, tokenPercentile: 95 };

function scan(changes: Partial<ScanSize> = {}): ScanSize {
  return { outcome: 'saved', pages: 2, tokens: 1000, costNanoUsd: 1_000_000, ...changes };
}

const repeat = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

describe('by cost', () => {
  const nine = repeat(9, scan());

  test('a scan more than two standard deviations above the mean stands out', () => {
    const costly = scan({ costNanoUsd: 2_000_000 });
    const finding = createOutlierCheck([...nine, costly], thresholds)(costly);
    expect(finding).toMatchObject({ triggers: ['cost'], tokensPerPage: 500, averageTokensPerPage: 500 });
    expect(finding?.zScore).toBeCloseTo(3, 10);
    expect(createOutlierCheck([...nine, costly], { ...thresholds, costZScore: 3 })(costly)).toBeUndefined();
  });

  test('nothing stands out against fewer than ten invoices, or where all cost the same', () => {
    const costly = scan({ costNanoUsd: 2_000_000 });
    expect(createOutlierCheck([...nine.slice(1), costly], thresholds)(costly)).toBeUndefined();
    expect(createOutlierCheck(repeat(10, scan()), thresholds)(scan())).toBeUndefined();
  });

  test('only saved invoices with a price are compared with, and any processed scan can stand out', () => {
    const failed = scan({ outcome: 'failed', costNanoUsd: 9_000_000 });
    const baseline = [...nine, scan({ costNanoUsd: 1_100_000 }), failed, scan({ costNanoUsd: undefined })];
    expect(createOutlierCheck(baseline, thresholds)(failed)?.triggers).toEqual(['cost']);
    expect(createOutlierCheck(baseline, thresholds)({ ...failed, outcome: 'cancelled' })).toBeUndefined();
    expect(createOutlierCheck(baseline, thresholds)(scan({ costNanoUsd: undefined }))).toBeUndefined();
  });
});

test('by pages: strictly more than the threshold, whatever the baseline', () => {
  const check = createOutlierCheck([], thresholds);
  expect(check(scan({ pages: 10 }))).toBeUndefined();
  expect(check(scan({ pages: 11 }))).toMatchObject({ triggers: ['pages'], averagePages: undefined });
});

describe('by tokens', () => {
  const twenty = Array.from({ length: 20 }, (_, index) => scan({ tokens: (index + 1) * 100 }));

  test('more than the nearest-rank percentile of at least twenty invoices', () => {
    const check = createOutlierCheck(twenty, thresholds);
    expect(check(scan({ tokens: 1900 }))).toBeUndefined();
    expect(check(scan({ tokens: 1901 }))?.triggers).toEqual(['tokens']);
    expect(createOutlierCheck(twenty.slice(1), thresholds)(scan({ tokens: 9999 }))).toBeUndefined();
  });

  test('so that at most the rest of all invoices stand out', () => {
    const tokens = fc.array(fc.nat(5000), { minLength: 20, maxLength: 80 });
    fc.assert(
      fc.property(tokens, fc.integer({ min: 1, max: 100 }), (values, tokenPercentile) => {
        const baseline = values.map((value) => scan({ tokens: value }));
        const check = createOutlierCheck(baseline, { ...thresholds, tokenPercentile });
        const above = baseline.filter((each) => check(each) !== undefined).length;
        expect(above).toBeLessThanOrEqual(values.length * (1 - tokenPercentile / 100) + 1e-9);
      }),
    );
  });
});

describe('reasons', () => {
  const finding: OutlierFinding = {
    triggers: ['cost'],
    zScore: 3,
    tokensPerPage: 1000,
    averageTokensPerPage: 1000,
    averagePages: 2,
  };

  function reasonsOf(changes: Partial<FinishedScan>, findingChanges: Partial<OutlierFinding> = {}) {
    const records = buildUsageRecords(finishedScan(changes), context);
    if (!records) throw new Error('No records were built');
    return findOutlierReasons(records.invoice, { ...finding, ...findingChanges });
  }

  test('are given only where the record has evidence of them', () => {
    expect(reasonsOf({})).toEqual([]);
    expect(reasonsOf({ pageCount: 4 })).toEqual(['many_pages']);
    expect(reasonsOf({ lineItemCount: 40 })).toEqual(['many_line_items']);
    expect(reasonsOf({ confidenceAvg: 0.4 })).toEqual([]);
    expect(reasonsOf({ confidenceAvg: 0.4 }, { tokensPerPage: 2000 })).toEqual(['poor_image']);
    expect(reasonsOf({}, { tokensPerPage: 2000 })).toEqual(['dense_pages']);
    expect(reasonsOf({ lineItemCount: 40 }, { tokensPerPage: 2000 })).toEqual(['many_line_items']);
    expect(reasonsOf({}, { averagePages: undefined, averageTokensPerPage: undefined })).toEqual([]);
  });
});
