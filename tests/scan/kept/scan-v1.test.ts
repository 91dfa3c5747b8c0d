/** Scans that version 1 kept: every state, every group, and what came and went over its time. */
import { describe, expect, test } from 'vitest';
import { parseScan } from '../../../src/scan/kept/parse-scan.ts';
import { scanSchema } from '../../../src/scan/kept/scan-schema.ts';
import { CHECKED } from '../scans.ts';

const AT = '2026-02-06T09:00:00.000Z';
const LATER = '2026-02-06T09:05:00.000Z';
const SAVED = { rowNumber: 12, savedOn: '2026-02-01', scanId: 'scan_before' };
const context = { customerOf: ({ userId }: { userId: number }) => (userId === 42 ? 'CUST002' : 'CUST001') };

const PAGE = {
  file: '10.pdf',
  mimeType: 'application/pdf',
  sizeBytes: 1000,
  pageCount: 3,
  messageId: 10,
  fileUniqueId: 'AgAD10',
  reading: { text: 'TAX INVOICE', qr: { texts: [], isUnreadable: false } },
};
const PHOTO = { ...PAGE, file: '11.jpg', mimeType: 'image/jpeg', pageCount: 1, messageId: 11, albumId: '7' };
const CALL = {
  operation: 'ocr',
  pageNumber: 1,
  modelName: 'gemini-3.5-flash-lite',
  startedAt: AT,
  processingTimeMs: 900.5,
  attempt: 1,
  status: 'success',
  tokens: { promptTokens: 1, cachedTokens: 0, outputTokens: 1, thinkingTokens: 0, totalTokens: 2 },
  rawUsage: { promptTokenCount: 1 },
};

const OLD = {
  version: 1,
  scanId: 'scan_20260206_143000_1f9c2ab07d',
  owner: { chatId: -100, userId: 42, username: 'asha' },
  createdAt: AT,
  touchedAt: AT,
  changedBy: 17,
  queuedAt: AT,
  statusMessageId: 5,
  pages: [PAGE, PHOTO],
  calls: [CALL],
};
const PARSED = { header: { Invoice_No: 'INV-2026-0042' }, lines: [{ Qty: '1' }], checked: CHECKED };

/** What has the same name and place in both. */
const COMMON = {
  version: 2,
  scanId: OLD.scanId,
  customerId: 'CUST002',
  owner: OLD.owner,
  createdAt: AT,
  touchedAt: AT,
  changedBy: 17,
  queuedAt: AT,
  statusMessageId: 5,
  files: [
    { ...without(PAGE, 'file'), name: '10.pdf', firstPageNumber: 1 },
    { ...without(PHOTO, 'file'), name: '11.jpg', firstPageNumber: 4 },
  ],
  calls: [CALL],
};

function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const { [key]: _gone, ...rest } = value;
  return rest;
}

describe('a scan of version 1', () => {
  test.each([
    ['a draft', { state: 'collecting' }, { state: 'collecting' }],
    [
      'late for its album',
      { state: 'collecting', lateForAlbum: true },
      { state: 'collecting', lateForAlbum: true },
    ],
    ['queued', { state: 'queued' }, { state: 'queued' }],
    ['being read', { state: 'reading' }, { state: 'reading' }],
    [
      'half parsed, and looked at twice in vain',
      { state: 'parsing', header: PARSED.header, repair: { values: [] } },
      { state: 'parsing', parse: { header: PARSED.header }, isAskedAgain: true },
    ],
    [
      'with what a second look gave',
      { state: 'parsing', ...PARSED, repair: { values: [{ field: 'HSN', line: 0, value: '8471' }] } },
      {
        state: 'parsing',
        parse: { ...PARSED, repairs: [{ field: 'HSN', line: 0, value: '8471' }] },
        isAskedAgain: true,
      },
    ],
    [
      'in review, corrected once',
      {
        state: 'reviewing',
        ...PARSED,
        corrections: [{ field: 'Invoice_No', from: 'A', to: 'B', byUserId: 42, at: AT }],
        review: { askedAt: AT, messageId: 9, screen: { kind: 'value', field: 'HSN', line: 0 } },
        reviewMs: 12,
      },
      {
        state: 'reviewing',
        parse: {
          ...PARSED,
          corrections: [{ field: 'Invoice_No', from: 'A', to: 'B', byUserId: 42, at: AT }],
        },
        question: { askedAt: AT, messageId: 9, screen: { kind: 'value', field: 'HSN', line: 0 } },
        reviewMs: 12,
      },
    ],
    [
      'asked about as a duplicate',
      {
        state: 'reviewing',
        ...PARSED,
        review: { askedAt: AT, duplicateOf: SAVED, screen: { kind: 'overview' }, remindedAt: LATER },
      },
      {
        state: 'reviewing',
        parse: PARSED,
        question: { askedAt: AT, duplicateOf: SAVED, screen: { kind: 'overview' }, remindedAt: LATER },
      },
    ],
    // A kill between the pages that joined it and its next /done.
    [
      'in review without its question',
      { state: 'reviewing', header: PARSED.header },
      { state: 'queued', parse: { header: PARSED.header } },
    ],
    [
      'that waits for the sheet',
      { state: 'saving', ...PARSED, saveTried: true, approvedAt: AT, waitingForSheet: { since: LATER } },
      { state: 'saving', parse: PARSED, saveTried: true, saving: { approvedAt: AT, waitingSince: LATER } },
    ],
    [
      'that is to be saved anyway',
      { state: 'saving', ...PARSED, savedAgain: { fingerprint: 'f', duplicateOf: SAVED } },
      { state: 'saving', parse: PARSED, saving: { savedAgain: { fingerprint: 'f', duplicateOf: SAVED } } },
    ],
    [
      'saved and not told',
      { state: 'saved', ...PARSED, endedAt: LATER, sheetsTimeMs: 40 },
      { state: 'saved', parse: PARSED, saving: {}, end: { at: LATER, sheetsTimeMs: 40 } },
    ],
    [
      'saved by the first version of all',
      { state: 'saved', ...PARSED, savedAt: LATER, repliedAt: LATER },
      { state: 'saved', parse: PARSED, saving: {}, end: { at: LATER, toldAt: LATER, sheetsTimeMs: 0 } },
    ],
    [
      'dropped as a duplicate',
      {
        state: 'duplicate',
        ...PARSED,
        endedAt: LATER,
        sheetsTimeMs: 1,
        discarded: { reason: 'user', duplicateOf: SAVED },
      },
      {
        state: 'duplicate',
        parse: PARSED,
        saving: { discarded: { reason: 'user', duplicateOf: SAVED } },
        end: { at: LATER, sheetsTimeMs: 1 },
      },
    ],
    [
      'failed, told and tracked',
      {
        state: 'failed',
        endedAt: LATER,
        repliedAt: LATER,
        trackedAt: LATER,
        fault: { code: 'page_unreadable', pageNumber: 4 },
      },
      {
        state: 'failed',
        end: {
          at: LATER,
          toldAt: LATER,
          trackedAt: LATER,
          fault: { code: 'page_unreadable', pageNumber: 4 },
        },
      },
    ],
    [
      'cancelled',
      { state: 'cancelled', endedAt: LATER, cancelReason: 'expired' },
      { state: 'cancelled', end: { at: LATER, reason: 'expired' } },
    ],
  ])('%s', (_title, old, migrated) => {
    const { scan } = parseScan({ ...OLD, ...old }, context);
    expect(scan).toEqual({ ...COMMON, ...migrated });
    const kept = JSON.parse(JSON.stringify(scan));
    expect(scanSchema.parse(kept)).toEqual(kept);
  });

  test('that scored nothing yet, nor knew directions, hints and accounts, is saved as it was checked', () => {
    const header = { Invoice_No: 'INV-1', Invoice_Date: '2026-02-06', Seller_GSTIN: '27AADFF2788D1ZF' };
    const old = { state: 'saving', checked: { invoice: { header, lines: [] }, findings: [], status: 'OK' } };
    expect(parseScan({ ...OLD, ...old }, context).scan.parse?.checked).toMatchObject({
      confidence: { header: {}, lines: [] },
      direction: 'unknown',
      creditHints: [],
      bankAccounts: [],
      fingerprint: expect.stringContaining('27AADFF2788D1ZF'),
    });
  });

  test.each([
    ['no JSON object', 'scan'],
    ['no version', { ...OLD, version: undefined, state: 'queued' }],
    ['a version to come', { ...OLD, version: 3, state: 'queued' }],
    ['no such state', { ...OLD, state: 'resting' }],
    ['saved without an invoice', { ...OLD, state: 'saved' }],
    ['version 2 with a group that its state has not', { ...COMMON, state: 'collecting', end: { at: AT } }],
    ['version 2 without a group that its state has', { ...COMMON, state: 'saving', parse: PARSED }],
  ])('%s is damage', (_title, kept) => {
    expect(() => parseScan(kept, context)).toThrow();
  });
});
