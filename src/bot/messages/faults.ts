/** A reply for every way in which a page or a scan can fail: what happened, and what to do now. */
import type { ScanErrorCode } from '../../errors.ts';
import type { FailedScan } from '../../scan/value/scan.ts';
import { findUnreadable } from '../../scan/value/scan-files.ts';
import { canBeTriedAgain } from '../../scan/value/scan-states.ts';
import { type Button, createMessage, type Message } from './message.ts';

/** What is known about a fault beside its code. */
export interface FaultDetails {
  readonly fileName?: string | undefined;
  readonly pageNumber?: number | undefined;
  readonly limit?: string | undefined;
  /** The page at fault is one of several in its file. */
  readonly isInPdf?: boolean;
  /** All pages are in the draft or scan, so that nothing need be sent again. */
  readonly isKept?: boolean;
}

const ASK_OWNER =
  'Please tell whoever runs this bot. Your pages are kept: press Try again once it is mended.';

const FAULT_REPLIES = {
  file_empty: (fault) => `${file(fault)} is empty. Please send it again.`,
  file_truncated: (fault) =>
    `${file(fault)} is damaged or cut off, so I can't open it. Please send it again, or take a new photo.`,
  file_encrypted: (fault) =>
    `${file(fault)} is locked with a password. Open it, save or print it as a PDF without password, and send that.`,
  file_too_large: ({ limit, ...fault }) =>
    `${file(fault)} is larger than ${limit ?? '20 MB'}, more than Telegram lets me fetch. Send photos of its pages, or a smaller file.`,
  file_unsupported: (fault) =>
    `${file(fault)} is neither a picture nor a PDF inside. I read JPEG, PNG, WebP, HEIC and PDF.`,
  file_needs_model: (fault) =>
    `${file(fault)} is a HEIC picture, which this bot can't open as it is set up. Send it as a photo instead of a file, or save it as JPEG and send that.`,
  image_too_large: ({ limit, ...fault }) =>
    `${file(fault)} has more than ${limit ?? '50 megapixels'}. Send it as a photo instead of a file, or scan it at 300 dpi.`,
  too_many_pages: ({ limit, ...fault }) =>
    `${file(fault)} would make this invoice longer than ${limit ?? 'the limit'}. Send only the invoice's own pages.`,
  too_many_pages_today: ({ limit, ...fault }) =>
    `${file(fault)} would make more than ${limit ?? 'the limit'} today, all that one person may send in a day. Send it tomorrow, or ask whoever runs this bot for more.`,
  download_failed: (fault) => `${file(fault)} did not arrive whole from Telegram. Please send it again.`,
  page_unreadable: ({ pageNumber, isInPdf }) =>
    isInPdf
      ? `I can't read page ${pageNumber} of the PDF. Send the PDF again, scanned more clearly, or photos of its pages, and press the button that puts it in its place.`
      : `I can't read page ${pageNumber ?? 1}. Take a new photo of it: flat, in good light, all four corners in view. Send it, and press the button that puts it in its place.`,
  answer_blocked: ({ pageNumber }) =>
    `The AI service refuses to read this${onPage(pageNumber)}. Try again, or send a photo that shows only the invoice.`,
  answer_too_long: ({ pageNumber }) =>
    `There is too much text${onPage(pageNumber)} to read in one go. Send fewer pages in one PDF, or photos of single pages.`,
  answer_invalid: () => "The AI service's answer made no sense. Your pages are kept: press Try again.",
  reader_access_denied: () => `The AI service that reads pages refuses this bot's key. ${ASK_OWNER}`,
  reader_quota_exhausted: () =>
    'This bot has used up its pages for today. They are kept: press Try again tomorrow, or tell whoever runs this bot.',
  reader_request_rejected: () =>
    `The AI service that reads pages does not accept this bot's requests. ${ASK_OWNER}`,
  reader_unavailable: () =>
    'The AI service that reads pages is not answering just now. Your pages are kept: press Try again in a few minutes.',
  no_invoice_found: () =>
    'I found no invoice on these pages: no number, no GSTIN, no amounts. Send a sharp photo of the whole invoice.',
  sheet_access_denied: () => `Google refuses this bot's account, so I could not save. ${ASK_OWNER}`,
  sheet_not_found: () =>
    `The invoice is read, but the spreadsheet does not exist (was it deleted?). ${ASK_OWNER}`,
  customer_unknown: () =>
    `The invoice is read, but the business that it belongs to is not set up here any more. ${ASK_OWNER}`,
  sheet_not_shared: () =>
    `The invoice is read, but the spreadsheet is not shared with this bot. ${ASK_OWNER}`,
  sheet_full: () => `The invoice is read, but the spreadsheet is full. ${ASK_OWNER}`,
  sheet_rejected: () => `The invoice is read, but the spreadsheet did not take it. ${ASK_OWNER}`,
  sheet_unavailable: () =>
    'The spreadsheet is not answering just now. Your invoice is read and kept: press Try again.',
  sheet_outcome_unknown: () =>
    'The spreadsheet did not confirm the row. Press Try again: I look before I write.',
  disk_unavailable: ({ isKept }) =>
    `This bot's disk is full or cannot be written. ${isKept ? ASK_OWNER : 'Please tell whoever runs it, then send the page again.'}`,
  internal: () => 'Something went wrong on my side. Your pages are kept: press Try again.',
} as const satisfies Record<ScanErrorCode, (fault: FaultDetails) => string>;

/** What happened, in one sentence. */
export function describeFault(code: ScanErrorCode): string {
  const reply = (FAULT_REPLIES[code] ?? FAULT_REPLIES.internal)({});
  return /^.*?[.!](?= |$)/s.exec(reply)?.[0] ?? reply;
}

/** Why a file was not taken. What was sent before it stays. */
export function fileRefused(code: ScanErrorCode, fault: FaultDetails, keptPages: number): Message {
  const kept =
    keptPages === 0
      ? ''
      : `\n\nThe ${keptPages === 1 ? 'page sent before stays' : `${keptPages} pages sent before stay`}.`;
  return createMessage(`❌ ${FAULT_REPLIES[code](fault)}${kept}`);
}

/** Why a scan failed, with a way to go on without sending the pages again. */
export function scanFailed(scan: FailedScan): Message {
  const { code, pageNumber } = scan.end.fault;
  const isInPdf = (findUnreadable(scan)?.pageCount ?? 1) > 1;
  const buttons: Button[] = [
    { label: '🔁 Try again', action: 'retry' },
    { label: '🗑 Discard', action: 'cancel' },
  ];
  // A version to come, or one before, may know codes that this one does not.
  const reply = (FAULT_REPLIES[code] ?? FAULT_REPLIES.internal)({ pageNumber, isInPdf, isKept: true });
  return createMessage(`❌ ${reply}`, canBeTriedAgain(scan) ? [buttons] : []);
}

/** What was kept of an open invoice can't be understood any more. `mayBeSaved`: its rows were on their way to the sheet. */
export function scanDamaged(mayBeSaved: boolean): Message {
  return createMessage(
    mayBeSaved
      ? '❌ An invoice that you had sent was damaged on my disk while I was saving it. Please look whether its row is in your sheet; if not, send its pages again, then /done.'
      : '❌ An invoice that you had sent was damaged on my disk before I could save it. Please send its pages again, then /done.',
  );
}

function file({ fileName }: FaultDetails): string {
  return fileName ?? 'This file';
}

function onPage(pageNumber: number | undefined): string {
  return pageNumber === undefined ? '' : ` on page ${pageNumber}`;
}
