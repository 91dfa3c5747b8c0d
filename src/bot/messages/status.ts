/** The one message that shows how far a scan is: a pure view of the scan. */
import { countPages, countPagesRead, type Scan } from '../../scan/scan.ts';
import { type Button, createMessage, type Message, pluralize } from './message.ts';

export interface StatusContext {
  /** An earlier scan of this chat is still at work and could take the draft's pages. */
  readonly canJoin: boolean;
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
    case 'saving':
      return savingStatus(scan);
    default:
      return undefined;
  }
}

function draftStatus(scan: Scan, { canJoin }: StatusContext): Message {
  const buttons: Button[][] = [
    [
      { label: '✅ Done', action: 'done' },
      { label: '➡️ Next invoice', action: 'next' },
      { label: '✖️ Cancel', action: 'cancel' },
    ],
  ];
  if (canJoin) buttons.push([{ label: '↩️ Belongs to the invoice before', action: 'join' }]);
  return createMessage(`${pagesReceived(scan, canJoin)} Send more, or /done`, buttons);
}

function pagesReceived(scan: Scan, canJoin: boolean): string {
  const received = `📄 ${pluralize(countPages(scan), 'page')} received`;
  if (scan.lateForAlbum && !canJoin) {
    return `${received}, but the rest of its album is already saved. It would become an invoice of its own.`;
  }
  return canJoin ? `${received} after /done, for a new invoice.` : `${received}.`;
}

function readingStatus(scan: Scan): Message {
  return createMessage(`🔎 Reading ${countPagesRead(scan)}/${countPages(scan)}…`, [
    [{ label: '✖️ Cancel', action: 'cancel' }],
  ]);
}

function savingStatus(scan: Scan): Message {
  if (scan.waitingForSheet) {
    return createMessage(
      "⏳ The spreadsheet can't be reached. Your invoice is read and kept; I'll save it as soon as it is back. You don't have to do anything.",
    );
  }
  return createMessage(`💾 ${pagesRead(scan)} Saving…`);
}

function pagesRead(scan: Scan): string {
  return `${pluralize(countPages(scan), 'page')} read.`;
}
