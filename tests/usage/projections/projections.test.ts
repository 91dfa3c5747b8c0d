/** The parts that the projections are made of, one by one. */
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../src/usage/calendar.ts';
import {
  addToSegment,
  createIndexSegment,
  findInvoicePositions,
  findScanPositions,
  hasRoom,
} from '../../../src/usage/projections/index-segment.ts';
import { createInvoiceIndex } from '../../../src/usage/projections/invoice-index.ts';
import {
  createInvoiceProjections,
  type InvoiceProjections,
  type InvoiceProjectionsSnapshot,
} from '../../../src/usage/projections/invoice-projections.ts';
import { hashKey, isSameKey } from '../../../src/usage/projections/key-hash.ts';
import {
  countLatency,
  createLatencyHistogram,
  findQuantile,
} from '../../../src/usage/projections/latency-histogram.ts';
import type { InvoiceEntry } from '../../../src/usage/records/invoice-lines.ts';
import { createDayScans } from '../../../src/usage/stats/day-scans.ts';

const calendar = createCalendar('Asia/Kolkata');

function entry(changes: Partial<InvoiceEntry> = {}): InvoiceEntry {
  return {
    position: 0,
    invoiceId: 'INV-1',
    scanId: 'scan_1',
    customerId: 'C1',
    atMs: Date.UTC(2026, 1, 6, 9),
    outcome: 'saved',
    pages: 2,
    tokens: 100,
    costNanoUsd: 1000,
    confidenceMicros: 900_000,
    parsingCallsJson: undefined,
    ...changes,
  };
}

describe('the fold', () => {
  const anyEntries = fc.array(
    fc.record({
      invoiceId: fc.constantFrom('A', 'B', 'C'),
      scanId: fc.option(fc.constantFrom('s1', 's2', 's3', 's4'), { nil: undefined }),
      customerId: fc.constantFrom('C1', 'C2'),
      atMs: fc.integer({ min: Date.UTC(2026, 0, 30), max: Date.UTC(2026, 1, 2) }),
      outcome: fc.constantFrom('saved', 'failed', 'cancelled', 'duplicate'),
      pages: fc.nat(20),
      tokens: fc.nat(1000),
      costNanoUsd: fc.option(fc.nat(5), { nil: undefined }),
      confidenceMicros: fc.option(fc.nat(1_000_000), { nil: undefined }),
    }),
    { maxLength: 30 },
  );

  /** Lines as the projections read them back. */
  function lineOf(each: InvoiceEntry): string {
    const usd = each.costNanoUsd === undefined ? {} : { total_cost_usd: each.costNanoUsd / 1e9 };
    const confidence =
      each.confidenceMicros === undefined ? {} : { confidence_avg: each.confidenceMicros / 1e6 };
    const sums = { prompt: 0, output: 0, total: 0 };
    return JSON.stringify({
      invoice_id: each.invoiceId,
      customer_id: each.customerId,
      telegram_user_id: 1,
      timestamp: new Date(each.atMs).toISOString(),
      page_count: each.pages,
      total_ocr_calls: 0,
      total_parsing_calls: 0,
      ocr_tokens: sums,
      parsing_tokens: sums,
      total_tokens: each.tokens,
      ...usd,
      processing_time_seconds: 1,
      ...confidence,
      had_corrections: false,
      ocr_call_ids: [],
      ...(each.scanId === undefined ? {} : { scan_id: each.scanId }),
      outcome: each.outcome,
    });
  }

  const days = Array.from({ length: 5 }, (_, index) => calendar.dayOf(Date.UTC(2026, 0, 30)) + index);

  function figuresOf({ totals, customers }: InvoiceProjections) {
    const numbers = [0, ...customers.all().map(({ customerNo }) => customerNo)];
    return {
      days: days.map((day) => numbers.map((no) => totals.day(day, no))),
      months: [672, 673].map((month) => numbers.map((no) => totals.month(month, no))),
      customers: customers.all(),
    };
  }

  test('gives the same from any snapshot, with the older index at once or late', () => {
    fc.assert(
      fc.property(anyEntries, fc.nat(30), fc.nat(30), (drafts, split, late) => {
        const entries = drafts.map((draft, index) => entry({ ...draft, position: index * 10 }));
        const lines = new Map(entries.map((each) => [each.position, lineOf(each)]));
        const create = (snapshot?: InvoiceProjectionsSnapshot) =>
          createInvoiceProjections({
            calendar,
            readLine: (position) => lines.get(position),
            snapshot,
            onChange: () => undefined,
          });

        const whole = create();
        for (const each of entries) whole.apply(each);

        const first = create();
        for (const each of entries.slice(0, split)) first.apply(each);
        const { lastSegment, ...state } = deserialize(
          serialize(first.snapshot()),
        ) as InvoiceProjectionsSnapshot;
        const second = create({ ...state, lastSegment: createIndexSegment(100) });
        entries.slice(split).forEach((each, index) => {
          if (index === late) second.completeIndex([lastSegment]);
          second.apply(each);
        });
        if (late >= entries.length - split) second.completeIndex([lastSegment]);

        expect(figuresOf(second)).toEqual(figuresOf(whole));
        for (const each of entries) expect(second.isCurrent(each)).toBe(whole.isCurrent(each));
        for (const scanId of ['s1', 's2', 's3', 's4']) {
          expect(second.findScan(scanId)?.position).toBe(whole.findScan(scanId)?.position);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the index', () => {
  test('finds every record by both keys, newest first, over all its stretches', () => {
    const index = createInvoiceIndex();
    const count = 120_000;
    for (let no = 0; no < count; no++) {
      index.add(entry({ position: no * 900, invoiceId: `INV-${no % 40_000}` }), hashKey(`scan_${no}`));
    }
    expect(index.full()).toHaveLength(2);
    for (let no = 0; no < 40_000; no += 997) {
      const positions = [no + 80_000, no + 40_000, no].map((each) => each * 900);
      expect(index.invoicePositions(`inv-${no}`, 10)).toEqual(expect.arrayContaining(positions));
      expect(index.invoicePositions(`INV-${no}`, 10).filter((each) => positions.includes(each))).toEqual(
        positions,
      );
      expect(index.scanPositions(hashKey(`scan_${no}`))).toContain(no * 900);
    }
    const misses = Array.from({ length: 10_000 }, (_, no) => index.invoicePositions(`X-${no}`, 10).length);
    expect(misses.filter((found) => found > 0).length).toBeLessThan(10);
  });

  test('takes 23 bytes a record', () => {
    const { capacity, ...arrays } = createIndexSegment(50_000);
    const bytes = Object.values(arrays).reduce<number>(
      (sum, value) => sum + (typeof value === 'number' ? 0 : value.byteLength),
      0,
    );
    expect(bytes / capacity).toBeLessThan(23);
  });

  test('is not slowed down by many records of one number, or many lines of one scan', () => {
    const segment = createIndexSegment(50_000);
    for (let no = 0; no < 50_000; no++) {
      addToSegment(segment, {
        position: no,
        invoiceHash: hashKey('1'),
        scanHash: hashKey('scan_1'),
        superseded: no === 0 ? undefined : no - 1,
      });
    }
    expect(findInvoicePositions(segment, hashKey('1'), 3)).toEqual([49_999, 49_998, 49_997]);
    expect(findScanPositions(segment, hashKey('scan_1'))).toEqual([49_999]);
  });

  test('starts a new stretch when the old one is full, or its offsets would not fit', () => {
    const segment = createIndexSegment(2);
    expect(hasRoom(segment, 10 ** 12)).toBe(true);
    addToSegment(segment, { position: 10 ** 12, invoiceHash: 1, scanHash: 1 });
    expect(hasRoom(segment, 10 ** 12 + 2 ** 32)).toBe(false);
    expect(hasRoom(segment, 10 ** 12 + 2 ** 32 - 1)).toBe(true);
    addToSegment(segment, { position: 10 ** 12 + 2 ** 32 - 1, invoiceHash: 1, scanHash: 1 });
    expect(hasRoom(segment, 10 ** 12 + 2 ** 32 - 1)).toBe(false);
    expect(findInvoicePositions(segment, 1, 9)).toEqual([10 ** 12 + 2 ** 32 - 1, 10 ** 12]);
  });
});

test('keys in upper and lower case have one hash; only letters of ASCII are folded', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (key) => {
      const upper = key.replace(/[a-z]/g, (letter) => letter.toUpperCase());
      expect(hashKey(key)).toBe(hashKey(upper));
      expect(isSameKey(key, upper)).toBe(true);
    }),
  );
  expect(isSameKey('ß', 'SS')).toBe(false);
});

describe('latency', () => {
  test('quantiles are at most 5 % off the nearest rank', () => {
    const times = fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(times, fc.constantFrom(0.5, 0.95, 1), (values, quantile) => {
        const histogram = createLatencyHistogram();
        for (const ms of values) countLatency(histogram, ms, 1);
        const exact = values.toSorted((a, b) => a - b)[Math.ceil(quantile * values.length) - 1] ?? 0;
        const found = findQuantile(histogram, quantile) ?? 0;
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.05 + 0.5);
      }),
    );
  });

  test('of calls that were taken back is as if they had never been', () => {
    const histogram = createLatencyHistogram();
    countLatency(histogram, 50, 1);
    countLatency(histogram, 0, 1);
    countLatency(histogram, 10 ** 9, 1);
    countLatency(histogram, 50, -1);
    countLatency(histogram, 0, -1);
    countLatency(histogram, 10 ** 9, -1);
    expect(findQuantile(histogram, 0.5)).toBeUndefined();
  });
});

describe('scans of a day', () => {
  test('stay right while records come and go, also in the middle of a reading', async () => {
    const place = { day: 1, month: 0, customerNo: 1 };
    let ledger = [entry({ position: 1 }), entry({ position: 2 })];
    const waiting: (() => void)[] = [];
    const scans = createDayScans({
      async readDays() {
        const then = ledger;
        await new Promise<void>((resolve) => waiting.push(resolve));
        return then;
      },
      invoices: { placeOf: () => place },
    });
    const loading = scans.load([1, 2]);
    ledger = [entry({ position: 2 }), entry({ position: 3 })];
    scans.note(entry({ position: 1 }), place, -1);
    scans.note(entry({ position: 3 }), place, 1);
    while (waiting.length > 0) {
      waiting.shift()?.();
      await new Promise(setImmediate);
    }
    await loading;
    expect(scans.of(1, 1).map(({ position }) => position)).toEqual([2, 3]);
    scans.note(entry({ position: 4 }), place, 1);
    scans.note(entry({ position: 2 }), place, -1);
    expect(scans.of(1, 1).map(({ position }) => position)).toEqual([3, 4]);
    expect(scans.of(1, 2)).toEqual([]);
  });
});
