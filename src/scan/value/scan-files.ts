/** The files of a scan: adding and replacing them, their readings, and how their pages are counted. Pure steps. */
import type { ScanErrorCode } from '../../errors.ts';
import { looksSigned } from '../../invoice/e-invoice/signed-qr.ts';
import type { QrSearch } from '../../reader/invoice-reader.ts';
import type { CollectingScan, QueuedScan, Scan, ScanFile } from './scan.ts';
import { ScanStateError } from './scan-states.ts';
import { queueScan } from './scan-steps.ts';

/** A file that has no place among others yet. */
export type SentFile = Omit<ScanFile, 'firstPageNumber'>;

/** Faults that lie in a page itself: it is kept, but another picture of it may do better. */
const FAULTS_OF_PAGES: readonly ScanErrorCode[] = ['page_unreadable', 'answer_blocked', 'answer_too_long'];

/** Adds files to a draft in reading order, those of a message once. Throws `ScanStateError` where it takes no more. */
export function addFiles(scan: Scan, added: readonly SentFile[], now: Date): CollectingScan {
  if (scan.state !== 'collecting') throw new ScanStateError(scan, 'collecting');
  return { ...scan, files: withAdded(scan.files, added), touchedAt: now.toISOString() };
}

/**
 * Adds a later draft's files; they take the place of the one that could not be read, if there is one. What was parsed from
 * fewer files no longer holds, so it is dropped, and the scan is queued anew; files that were read stay read. Throws
 * `ScanStateError` if the scan is being saved, or over.
 */
export function joinFiles(scan: Scan, joined: readonly SentFile[], now: Date): QueuedScan {
  const unreadable = findUnreadable(scan);
  const kept = scan.files.filter((file) => file !== unreadable);
  const placed = unreadable
    ? joined.map((file) => ({ ...file, replacesMessageId: placeOf(unreadable) }))
    : joined;
  const { parse: _parse, saving: _saving, ...queued } = queueScan(scan, now);
  return { ...queued, files: withAdded(kept, placed) };
}

/** The file with the page that the scan failed on, where another picture of it would help. */
export function findUnreadable(scan: Scan): ScanFile | undefined {
  if (scan.state !== 'failed') return undefined;
  const { code, pageNumber } = scan.end.fault;
  if (pageNumber === undefined || !FAULTS_OF_PAGES.includes(code)) return undefined;
  return scan.files.find(({ firstPageNumber, pageCount }) => pageNumber < firstPageNumber + pageCount);
}

function withAdded(files: readonly ScanFile[], added: readonly SentFile[]): readonly ScanFile[] {
  const isThere = (file: SentFile) => files.some(({ messageId }) => messageId === file.messageId);
  return inOrder([...files, ...added.filter((file) => !isThere(file))]);
}

function inOrder(files: readonly SentFile[]): readonly ScanFile[] {
  let firstPageNumber = 1;
  return files
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((file) => {
      const placed = { ...file, firstPageNumber };
      firstPageNumber += file.pageCount;
      return placed;
    });
}

function placeOf({ messageId, replacesMessageId }: SentFile): number {
  return replacesMessageId ?? messageId;
}

/** What was found in a file: its text, its codes. */
export function addFound(scan: Scan, name: string, found: Pick<ScanFile, 'reading' | 'qr'>): Scan {
  return { ...scan, files: scan.files.map((file) => (file.name === name ? { ...file, ...found } : file)) };
}

/** Text of every QR code that was found. */
export function findQrTexts({ files }: Scan): readonly string[] {
  return files.flatMap((file) => qrOf(file)?.texts ?? []);
}

/** The number of the first page with a QR code that can't be read, where no signed one was read instead. */
export function findUnreadableQr(scan: Scan): number | undefined {
  if (findQrTexts(scan).some(looksSigned)) return undefined;
  return scan.files.find((file) => qrOf(file)?.isUnreadable === true)?.firstPageNumber;
}

/** What came of the search for QR codes, whoever looked. */
function qrOf({ reading, qr }: ScanFile): QrSearch | undefined {
  return reading?.qr ?? qr;
}

/** Pages, counted as paper: a PDF of three counts three. */
export function countPages({ files }: Scan): number {
  return files.reduce((sum, { pageCount }) => sum + pageCount, 0);
}

export function countPagesRead({ files }: Scan): number {
  return files.reduce((sum, { reading, pageCount }) => sum + (reading ? pageCount : 0), 0);
}
