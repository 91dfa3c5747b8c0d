/** The pure steps of a scan: its files, its states, and what each step keeps and drops. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanSchema } from '../../../src/scan/kept/scan-schema.ts';
import { approveReview, askReview, discardDuplicate } from '../../../src/scan/value/review.ts';
import type { Scan, ScanState } from '../../../src/scan/value/scan.ts';
import {
  addFiles,
  addFound,
  countPages,
  countPagesRead,
  findUnreadable,
  joinFiles,
} from '../../../src/scan/value/scan-files.ts';
import { canMoveTo, ScanStateError } from '../../../src/scan/value/scan-states.ts';
import {
  addCall,
  beginParsing,
  beginReading,
  beginSaving,
  cancelScan,
  failScan,
  noteEnd,
  queueScan,
  saveScan,
  trySaving,
  understand,
  waitForSheet,
} from '../../../src/scan/value/scan-steps.ts';
import { CHECKED, createDraft, createFile, NOW, toParsed, toSaving } from '../scans.ts';

const LATER = new Date('2026-02-06T09:05:00Z');
const SAVED = { rowNumber: 12, savedOn: '2026-02-01', scanId: 'scan_before' };

function draftOf(...files: readonly ReturnType<typeof createFile>[]): Scan {
  return addFiles(createDraft(), files, NOW);
}

function failedOn(scan: Scan, pageNumber?: number): Scan {
  const code = pageNumber === undefined ? 'internal' : 'page_unreadable';
  const fault = pageNumber === undefined ? { code } : { code, pageNumber };
  return failScan(queueScan(scan, NOW), { fault: { ...fault, code }, now: NOW });
}

const messageIds = (scan: Scan) => scan.files.map(({ messageId }) => messageId);

describe('files', () => {
  test('stand in the order of their messages, however they come', () => {
    const scan = addFiles(draftOf(createFile(12)), [createFile(10), createFile(11)], LATER);
    expect(messageIds(scan)).toEqual([10, 11, 12]);
    expect(scan.touchedAt).toBe(LATER.toISOString());
  });

  test('of a message count once', () => {
    expect(messageIds(addFiles(draftOf(createFile(10)), [createFile(10)], LATER))).toEqual([10]);
  });

  test('come to a draft alone', () => {
    expect(() => addFiles(queueScan(draftOf(createFile(10)), NOW), [createFile(11)], NOW)).toThrow(
      ScanStateError,
    );
  });

  test('taken again stand where the unreadable one stood, and what was read before stays read', () => {
    const draft = draftOf(createFile(10), createFile(11), createFile(12));
    const read = addFound(draft, '12.jpg', { reading: { text: 'last' } });
    const once = joinFiles(failedOn(read, 2), [createFile(20)], LATER);
    expect(messageIds(once)).toEqual([10, 20, 12]);
    expect(once.files[2]?.reading).toEqual({ text: 'last' });
    const twice = joinFiles(failedOn(once, 2), [createFile(30)], LATER);
    expect(messageIds(twice)).toEqual([10, 30, 12]);
  });

  test('go to the end where none was unreadable', () => {
    expect(messageIds(joinFiles(failedOn(draftOf(createFile(10))), [createFile(20)], LATER))).toEqual([
      10, 20,
    ]);
  });

  test.each([
    [1, 10],
    [2, 11],
    [4, 11],
    [5, 12],
    [6, undefined],
  ])('unreadable page %i lies in the file of message %s', (pageNumber, messageId) => {
    const draft = draftOf(createFile(10), createFile(11, 3), createFile(12));
    expect(findUnreadable(failedOn(draft, pageNumber))?.messageId).toBe(messageId);
  });

  test('a PDF counts as many pages as it has, and later files are numbered after them', () => {
    const scan = draftOf(createFile(10), createFile(11, 3), createFile(12));
    expect(countPages(scan)).toBe(5);
    expect(scan.files.map(({ firstPageNumber }) => firstPageNumber)).toEqual([1, 2, 5]);
    expect(countPagesRead(addFound(scan, '11.jpg', { reading: { text: 'x' } }))).toBe(3);
    const joined = joinFiles(failedOn(scan, 2), [createFile(20)], LATER);
    expect(joined.files.map(({ firstPageNumber }) => firstPageNumber)).toEqual([1, 2, 3]);
  });

  test('that come late keep what was read, and drop what was parsed and decided with fewer', () => {
    const read = addFound(draftOf(createFile(10)), '10.jpg', { reading: { text: 'first' } });
    const asked = askReview(toParsed(read), { now: NOW });
    const failed = failScan(trySaving(approveReview(asked, NOW)), {
      fault: { code: 'sheet_full' },
      now: NOW,
    });
    for (const before of [asked, failed, toParsed(read)]) {
      const scan = joinFiles(before, [createFile(11)], LATER);
      expect(scan.state).toBe('queued');
      expect(scan.files[0]?.reading).toEqual({ text: 'first' });
      for (const group of ['parse', 'question', 'saving', 'end']) expect(scan).not.toHaveProperty(group);
    }
    expect(joinFiles(failed, [createFile(11)], LATER).saveTried).toBe(true);
  });
});

/** Every step, by the state that it leads to. */
const STEPS: Readonly<Record<ScanState, (scan: Scan) => Scan>> = {
  collecting: (scan) => addCall(scan, CALL),
  queued: (scan) => queueScan(scan, LATER),
  reading: beginReading,
  parsing: (scan) => understand(beginParsing(scan), { checked: CHECKED }),
  reviewing: (scan) => askReview(scan, { now: LATER, duplicateOf: SAVED }),
  saving: (scan) => (scan.state === 'reviewing' ? approveReview(scan, LATER) : beginSaving(scan)),
  saved: (scan) => saveScan(scan, { now: LATER, sheetsTimeMs: 40 }),
  duplicate: (scan) =>
    saveScan(
      discardDuplicate(askReview(scan, { now: LATER, duplicateOf: SAVED }), { reason: 'user', now: LATER }),
      {
        now: LATER,
        sheetsTimeMs: 1,
      },
    ),
  failed: (scan) => failScan(scan, { fault: { code: 'internal' }, now: LATER }),
  cancelled: (scan) => cancelScan(scan, { reason: 'user', now: LATER }),
};
const STATES = Object.keys(STEPS) as ScanState[];
const CALL = {
  operation: 'ocr',
  modelName: 'm',
  startedAt: NOW.toISOString(),
  processingTimeMs: 1,
  attempt: 1,
  status: 'success',
} as const;

describe('states', () => {
  test('what is saved or cancelled never changes again, and what is being saved cannot be cancelled', () => {
    const saved = saveScan(toSaving(createDraft()), { now: LATER, sheetsTimeMs: 1 });
    const cancelled = cancelScan(createDraft(), { reason: 'user', now: LATER });
    for (const state of STATES) {
      expect(canMoveTo(saved, state)).toBe(false);
      expect(canMoveTo(cancelled, state)).toBe(false);
    }
    expect(() => cancelScan(toSaving(createDraft()), { reason: 'user', now: NOW })).toThrow(ScanStateError);
  });

  test('any sequence of steps gives a value that can be kept and read again, or throws and changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STATES), { maxLength: 12 }), (wanted) => {
        let scan: Scan = draftOf(createFile(10));
        for (const state of wanted) {
          const before = scan;
          try {
            scan = STEPS[state](scan);
          } catch {
            expect(scan).toBe(before);
          }
          expect(scanSchema.parse(JSON.parse(JSON.stringify(scan)))).toEqual(
            JSON.parse(JSON.stringify(scan)),
          );
        }
      }),
    );
  });

  test('a step that the table does not allow throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATES), (state) => {
        if (state === 'collecting' || state === 'cancelled' || state === 'queued') return;
        expect(() => STEPS[state](createDraft())).toThrow();
      }),
    );
  });

  test('another try forgets its end, keeps what was understood, and counts its time anew', () => {
    const failed = failScan(toParsed(createDraft()), { fault: { code: 'reader_unavailable' }, now: LATER });
    const again = queueScan(noteEnd(failed, { toldAt: NOW.toISOString() }), LATER);
    expect(again).toMatchObject({
      state: 'queued',
      queuedAt: LATER.toISOString(),
      parse: { checked: CHECKED },
    });
    expect(again).not.toHaveProperty('end');
  });

  test('a scan that waited for the sheet waits no more once it is saved', () => {
    const waiting = waitForSheet(toSaving(createDraft()), NOW);
    expect(waiting.saving.waitingSince).toBe(NOW.toISOString());
    const saved = saveScan(waiting, { now: LATER, sheetsTimeMs: 40 });
    expect(saved).toMatchObject({ state: 'saved', end: { at: LATER.toISOString(), sheetsTimeMs: 40 } });
    expect(saved.saving).not.toHaveProperty('waitingSince');
  });
});
