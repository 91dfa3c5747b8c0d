/** The pages of a scan: adding and replacing them, their readings, and how they are counted. */
import type { ScanErrorCode } from '../errors.ts';
import { looksSigned } from '../invoice/e-invoice/decode-qr.ts';
import type { QrSearch } from '../reader/invoice-reader.ts';
import { canMoveTo, type Scan, type ScanPage, ScanStateError } from './scan.ts';

/** Faults that lie in a page itself: it is kept, but another picture of it may do better. */
const FAULTS_OF_PAGES: readonly ScanErrorCode[] = ['page_unreadable', 'answer_blocked', 'answer_too_long'];

/**
 * Adds pages in reading order, those of a message once. What was parsed from fewer pages no longer holds, so it is dropped; pages that were read
 * stay read. Throws `ScanStateError` if the scan is being saved, or over.
 */
export function addPages(scan: Scan, pages: readonly ScanPage[], now: Date): Scan {
  if (!canMoveTo(scan, 'cancelled')) throw new ScanStateError(scan, 'collecting');
  const isThere = (page: ScanPage) => scan.pages.some(({ messageId }) => messageId === page.messageId);
  const fresh = pages.filter((page) => !isThere(page));
  const all = [...scan.pages, ...fresh].sort((a, b) => placeOf(a) - placeOf(b));
  return { ...withoutParse(scan), pages: all, touchedAt: now.toISOString() };
}

/** Adds a later draft's pages; they take the place of the file that could not be read, if there is one. */
export function joinPages(scan: Scan, pages: readonly ScanPage[], now: Date): Scan {
  const unreadable = findUnreadable(scan);
  if (!unreadable) return addPages(scan, pages, now);
  const kept = { ...scan, pages: scan.pages.filter((page) => page !== unreadable) };
  const replacesMessageId = placeOf(unreadable);
  return addPages(
    kept,
    pages.map((page) => ({ ...page, replacesMessageId })),
    now,
  );
}

/** The file with the page that the scan failed on, where another picture of it would help. */
export function findUnreadable({ pages, fault }: Scan): ScanPage | undefined {
  const { code, pageNumber } = fault ?? {};
  if (code === undefined || pageNumber === undefined || !FAULTS_OF_PAGES.includes(code)) return undefined;
  let lastPageNumber = 0;
  return pages.find((page) => {
    lastPageNumber += page.pageCount;
    return pageNumber <= lastPageNumber;
  });
}

function withoutParse(scan: Scan): Scan {
  const { header: _header, lines: _lines, eInvoice: _eInvoice, checked: _checked, ...unparsed } = scan;
  const { review: _review, corrections: _corrections, approvedAt: _approvedAt, ...unread } = unparsed;
  // What the second look gave belongs to the old parse; that there was one is remembered.
  return unread.repair ? { ...unread, repair: { values: [] } } : unread;
}

function placeOf({ messageId, replacesMessageId }: ScanPage): number {
  return replacesMessageId ?? messageId;
}

/** What was found on a page: its text, its codes. */
export function addFound(scan: Scan, file: string, found: Pick<ScanPage, 'reading' | 'qr'>): Scan {
  return { ...scan, pages: scan.pages.map((page) => (page.file === file ? { ...page, ...found } : page)) };
}

/** Text of every QR code that was found. */
export function findQrTexts({ pages }: Scan): readonly string[] {
  return pages.flatMap((page) => qrOf(page)?.texts ?? []);
}

/** The number of the first page with a QR code that can't be read, where no signed one was read instead. */
export function findUnreadableQr(scan: Scan): number | undefined {
  if (findQrTexts(scan).some(looksSigned)) return undefined;
  const at = scan.pages.findIndex((page) => qrOf(page)?.isUnreadable === true);
  return firstPageNumbers(scan)[at];
}

/** What came of the search for QR codes, whoever looked. */
function qrOf({ reading, qr }: ScanPage): QrSearch | undefined {
  return reading?.qr ?? qr;
}

/** Pages, counted as paper: a PDF of three counts three. */
export function countPages(scan: Scan): number {
  return scan.pages.reduce((sum, page) => sum + page.pageCount, 0);
}

export function countPagesRead(scan: Scan): number {
  return scan.pages.reduce((sum, page) => sum + (page.reading ? page.pageCount : 0), 0);
}

/** The number of each file's first page, in the order of `scan.pages`, counted from 1. */
export function firstPageNumbers(scan: Scan): readonly number[] {
  let next = 1;
  return scan.pages.map((page) => {
    const first = next;
    next += page.pageCount;
    return first;
  });
}
