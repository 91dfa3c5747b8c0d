/** Reviews as steps of a scan: what may follow what, whose time counts, and what the clock does to who never answers. */
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { createPageExpiry } from '../../src/scan/page-expiry.ts';
import { createScanEndings } from '../../src/scan/scan-endings.ts';
import { createScanQueue } from '../../src/scan/scan-queue.ts';
import { approveReview, askReview, discardDuplicate, showScreen } from '../../src/scan/value/review.ts';
import type { Scan } from '../../src/scan/value/scan.ts';
import { ScanStateError } from '../../src/scan/value/scan-states.ts';
import { calculateProcessingMs, cancelScan, failScan, queueScan } from '../../src/scan/value/scan-steps.ts';
import { createFolder } from '../support/folders.ts';
import { createDraft, openTestScans, toParsed } from './scans.ts';

const log = pino({ level: 'silent' });
const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 1, 6, 9);
const at = (hours: number) => new Date(START + hours * HOUR_MS);
const SAVED = { rowNumber: 12, savedOn: '2026-02-01', scanId: 'scan_before' };

/** Queued at 0 h, asked about at 1 h. */
function createReviewed(duplicateOf?: typeof SAVED): Scan {
  return askReview(toParsed(createDraft('a', at(0)), at(0)), { now: at(1), duplicateOf });
}

describe('a review', () => {
  test('that is approved goes on to be saved, and its time is not processing time', () => {
    const approved = approveReview(createReviewed(), at(6));
    expect(approved).toMatchObject({ state: 'saving', saving: { approvedAt: at(6).toISOString() } });
    expect(approved).not.toHaveProperty('question');
    expect(calculateProcessingMs(approved, at(7))).toBe(2 * HOUR_MS);
  });

  test('that is cancelled took no time of the machine either', () => {
    const cancelled = cancelScan(createReviewed(), { reason: 'user', now: at(6) });
    expect(calculateProcessingMs(cancelled, at(6))).toBe(HOUR_MS);
  });

  test('of an invoice that is read again counts its time anew', () => {
    const approved = approveReview(createReviewed(), at(6));
    const failed = failScan(approved, { fault: { code: 'sheet_full' }, now: at(7) });
    expect(calculateProcessingMs(queueScan(failed, at(8)), at(9))).toBe(HOUR_MS);
  });

  test('accepts no answer when it is over, and discards as a duplicate only what is one', () => {
    const approved = approveReview(createReviewed(), at(2));
    for (const answer of [
      () => approveReview(approved, at(3)),
      () => showScreen(approved, { kind: 'overview' }, at(3)),
      () => discardDuplicate(createReviewed(), { reason: 'user', now: at(3) }),
    ]) {
      expect(answer).toThrow(ScanStateError);
    }
    expect(discardDuplicate(createReviewed(SAVED), { reason: 'user', now: at(3) })).toMatchObject({
      state: 'saving',
      saving: { discarded: { reason: 'user', duplicateOf: SAVED } },
    });
  });
});

describe('a review that nobody answers', () => {
  async function sweepAt(hours: readonly number[], ttlHours: number, duplicateOf?: typeof SAVED) {
    const store = await openTestScans(await createFolder());
    await store.create(createReviewed(duplicateOf));
    let now = at(0);
    const reminded: string[] = [];
    const clock = { store, now: () => now, log };
    const queue = createScanQueue({
      ...clock,
      scanner: { run: async () => {} },
      reads: { readAhead: () => {}, move: () => {}, stop: async () => {}, idle: async () => {} },
      readsAhead: false,
      endings: createScanEndings({ ...clock, tellEnd: () => new Promise(() => {}) }),
    });
    const expiry = createPageExpiry({
      ...{ ...clock, queue },
      ttlMs: ttlHours * HOUR_MS,
      remind: async (_scan, leftMs) => void reminded.push(`${leftMs / HOUR_MS} h left`),
    });
    for (const hour of hours) {
      now = at(hour);
      await expiry.sweep();
    }
    return { reminded, scan: store.get('a') };
  }

  test('is recalled once after a day, and dropped in its time', async () => {
    const { reminded, scan } = await sweepAt([24, 26, 40, 72], 72);
    expect(reminded).toEqual(['47 h left']);
    expect(scan?.state).toBe('reviewing');
    expect((await sweepAt([26, 74], 72)).scan).toMatchObject({
      state: 'cancelled',
      end: { reason: 'expired' },
    });
  });

  test('is recalled at half time where a day would be too late', async () => {
    expect((await sweepAt([12, 14], 24)).reminded).toEqual(['11 h left']);
  });

  test('and whose user can not be told holds up nobody else’s end', async () => {
    const store = await openTestScans(await createFolder());
    await store.create(createReviewed());
    await store.create(createDraft('old', at(-30)));
    const dropped: string[] = [];
    const queue = {
      cancel: async (scanId: string) => dropped.push(scanId) > 0,
      answer: async () => {},
    };
    const remind = () => Promise.reject(new Error('Forbidden: bot was blocked by the user'));
    await createPageExpiry({ store, queue, ttlMs: 24 * HOUR_MS, remind, now: () => at(14), log }).sweep();
    expect(dropped).toEqual(['old']);
  });

  test('of a duplicate is written down as tried', async () => {
    const { scan } = await sweepAt([26], 24, SAVED);
    expect(scan).toMatchObject({
      state: 'saving',
      saving: { discarded: { reason: 'expired', duplicateOf: SAVED } },
    });
  });
});
