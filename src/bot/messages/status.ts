/** The one message that shows how far a scan is: a pure view of the scan. */
import type { Scan } from '../../scan/value/scan.ts';
import { countPages, countPagesRead, findUnreadable } from '../../scan/value/scan-files.ts';
import { isInProgress } from '../../scan/value/scan-states.ts';
import { unreadableQrNote } from './e-invoice-notes.ts';
import { type Button, createMessage, type Message, pluralize } from './message.ts';
import { reviewMessage } from './review.ts';

export interface StatusContext {
  /** The scan before this one, where it could take this draft's pages. */
  readonly earlier: Scan | undefined;
}

/** Undefined once the scan has ended: its end is told in a message of its own. */
export function scanStatus(scan: Scan, context: StatusContext): Message | undefined {
  switch (scan.state) {
    case 'collecting':
      return draftStatus(scan, context);
    case 'queued':
    case 'reading':
      return readingStatus(scan);
    case 'parsing':
      return createMessage(`🔎 ${pagesRead(scan)} Understanding the invoice…`);
    case 'reviewing':
      return reviewMessage(scan);
    case 'saving':
      return savingStatus(scan);
    default:
      return undefined;
  }
}

function draftStatus(scan: Scan, { earlier }: StatusContext): Message {
  const buttons: Button[][] = [
    [
      { label: '✅ Done', action: 'done' },
      { label: '➡️ Next invoice', action: 'next' },
      { label: '✖️ Cancel', action: 'cancel' },
    ],
  ];
  if (earlier) buttons.push([{ label: joinLabel(earlier), action: 'join' }]);
  const note = unreadableQrNote(scan);
  const received = `${pagesReceived(scan, earlier)} Send more, or /done`;
  return createMessage(note === undefined ? received : `${received}\n\n${note}`, buttons);
}

function joinLabel(earlier: Scan): string {
  const unreadable = findUnreadable(earlier);
  if (!unreadable) return '↩️ Belongs to the invoice before';
  const what = unreadable.pageCount === 1 ? `page ${unreadable.firstPageNumber}` : 'the PDF';
  return `↩️ Put it in place of ${what} before`;
}

function pagesReceived(scan: Scan, earlier: Scan | undefined): string {
  const received = `📄 ${pluralize(countPages(scan), 'page')} received`;
  if (earlier && isInProgress(earlier))
    return `${received}, for a new invoice: the one before is already being read.`;
  if (scan.lateForAlbum && !earlier) {
    return `${received}, but the rest of its album is already saved. It would become an invoice of its own.`;
  }
  return `${received}.`;
}

function readingStatus(scan: Scan): Message {
  return createMessage(`🔎 Reading ${countPagesRead(scan)}/${countPages(scan)}…`, [
    [{ label: '✖️ Cancel', action: 'cancel' }],
  ]);
}

function savingStatus(scan: Scan): Message {
  if (scan.saving?.waitingSince !== undefined) {
    return createMessage(
      "⏳ The spreadsheet can't be reached. Your invoice is read and kept; I'll save it as soon as it is back. You don't have to do anything.",
    );
  }
  return createMessage(`💾 ${pagesRead(scan)} Saving…`);
}

function pagesRead(scan: Scan): string {
  return `${pluralize(countPages(scan), 'page')} read.`;
}
