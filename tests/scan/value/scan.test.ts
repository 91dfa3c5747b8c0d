import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cancelScan,
  canMoveTo,
  createScan,
  failScan,
  moveTo,
  queueScan,
  type Scan,
  type ScanPage,
  type ScanState,
  ScanStateError,
  saveScan,
} from '../../../src/scan/value/scan.ts';
import {
  addFound,
  addPages,
  countPages,
  countPagesRead,
  findUnreadable,
  firstPageNumbers,
  joinPages,
} from '../../../src/scan/value/scan-files.ts';

const NOW = new Date('2026-02-06T09:00:00Z');
const LATER = new Date('2026-02-06T09:05:00Z');
const STATES: readonly ScanState[] = [
  'collecting',
  'queued',
  'reading',
  'parsing',
  'saving',
  'saved',
  'failed',
  'cancelled',
];

function draft(): Scan {
  return createScan({ scanId: 'scan_1', owner: { chatId: 1, userId: 1 }, now: NOW });
}

function page(messageId: number, pageCount = 1): ScanPage {
  return {
    file: `${messageId}.jpg`,
    mimeType: 'image/jpeg',
    sizeBytes: 1000,
    pageCount,
    messageId,
    fileUniqueId: `file-${messageId}`,
  };
}

describe('pages', () => {
  test('stand in the order of their messages, however they come', () => {
    const scan = addPages(addPages(draft(), [page(12)], NOW), [page(10), page(11)], LATER);
    expect(scan.pages.map((one) => one.messageId)).toEqual([10, 11, 12]);
    expect(scan.touchedAt).toBe(LATER.toISOString());
  });

  test('taken again stand where the unreadable one stood, and what was read before stays read', () => {
    const read = addFound(addPages(draft(), [page(10), page(11), page(12)], NOW), '12.jpg', {
      reading: { text: 'last' },
    });
    const failed: Scan = { ...read, state: 'failed', fault: { code: 'page_unreadable', pageNumber: 2 } };
    const once = joinPages(failed, [page(20)], LATER);
    expect(once.pages.map((one) => one.messageId)).toEqual([10, 20, 12]);
    expect(once.pages[2]?.reading).toEqual({ text: 'last' });
    const twice = joinPages(once, [page(30)], LATER);
    expect(twice.pages.map((one) => one.messageId)).toEqual([10, 30, 12]);
  });

  test('go to the end where no page was unreadable', () => {
    const failed: Scan = {
      ...addPages(draft(), [page(10)], NOW),
      state: 'failed',
      fault: { code: 'internal' },
    };
    expect(joinPages(failed, [page(20)], LATER).pages.map((one) => one.messageId)).toEqual([10, 20]);
  });

  test.each([
    [1, 10],
    [2, 11],
    [4, 11],
    [5, 12],
    [6, undefined],
  ])('unreadable page %i lies in the file of message %s', (pageNumber, messageId) => {
    const scan = addPages(draft(), [page(10), page(11, 3), page(12)], NOW);
    const fault = { code: 'page_unreadable', pageNumber } as const;
    expect(findUnreadable({ ...scan, fault })?.messageId).toBe(messageId);
  });

  test('a PDF counts as many pages as it has, and later files are numbered after them', () => {
    const scan = addPages(draft(), [page(10), page(11, 3), page(12)], NOW);
    expect(countPages(scan)).toBe(5);
    expect(firstPageNumbers(scan)).toEqual([1, 2, 5]);
    expect(countPagesRead(addFound(scan, '11.jpg', { reading: { text: 'x' } }))).toBe(3);
  });

  test('that come late keep what was read, and drop what was parsed from fewer pages', () => {
    const read = addFound(addPages(draft(), [page(10)], NOW), '10.jpg', { reading: { text: 'first' } });
    const parsed: Scan = { ...read, header: { Invoice_No: 'A-1' }, lines: [] };
    const scan = addPages(parsed, [page(11)], LATER);
    expect(scan.pages[0]?.reading).toEqual({ text: 'first' });
    expect(scan).not.toHaveProperty('header');
    expect(scan).not.toHaveProperty('lines');
  });
});

describe('states', () => {
  test('what is saved or cancelled never changes again, and what is being saved cannot be cancelled', () => {
    for (const state of STATES) {
      expect(canMoveTo({ ...draft(), state: 'saved' }, state)).toBe(false);
      expect(canMoveTo({ ...draft(), state: 'cancelled' }, state)).toBe(false);
    }
    expect(() => cancelScan({ ...draft(), state: 'saving' }, { reason: 'user', now: NOW })).toThrow(
      ScanStateError,
    );
  });

  test('any sequence of steps ends in a state that the table allows, or throws and changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STATES)), (wanted) => {
        let scan = draft();
        for (const state of wanted) {
          const allowed = scan.state === state || canMoveTo(scan, state);
          if (allowed) scan = moveTo(scan, state);
          else expect(() => moveTo(scan, state)).toThrow(ScanStateError);
        }
      }),
    );
  });

  test('another try forgets the fault and counts its time anew', () => {
    const failed = failScan(moveTo(queueScan(draft(), NOW), 'reading'), {
      fault: { code: 'reader_unavailable' },
      now: LATER,
    });
    const again = queueScan({ ...failed, repliedAt: NOW.toISOString() }, LATER);
    expect(again).toMatchObject({ state: 'queued', queuedAt: LATER.toISOString() });
    expect(again).not.toHaveProperty('fault');
    expect(again).not.toHaveProperty('repliedAt');
  });

  test('a scan that waited for the sheet waits no more once it is saved', () => {
    const waiting: Scan = { ...draft(), state: 'saving', waitingForSheet: { since: NOW.toISOString() } };
    expect(saveScan(waiting, { now: LATER, sheetsTimeMs: 40 })).toMatchObject({
      state: 'saved',
      endedAt: LATER.toISOString(),
    });
    expect(saveScan(waiting, { now: LATER, sheetsTimeMs: 40 })).not.toHaveProperty('waitingForSheet');
  });
});
