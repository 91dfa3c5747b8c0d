/** Short answers to commands and buttons. */
import type { Scan } from '../../scan/value/scan.ts';
import { createMessage, type Message, pluralize } from './message.ts';

export function nothingToRead(): Message {
  return createMessage('There are no pages yet. Send photos or a PDF of an invoice first, then /done.');
}

export function alreadyAtWork(scan: Scan): Message {
  return createMessage(
    scan.saving?.waitingSince !== undefined
      ? "Your invoice is read; the spreadsheet can't be reached just now. I'll save it as soon as it is back, and tell you here."
      : "I'm at work on your invoice; no new page has come since. The answer follows here.",
  );
}

export function pagesAreHere(pageCount: number): Message {
  return createMessage(
    `You have ${pluralize(pageCount, 'page')} here. Send more as photos or PDF, or type /done to have the invoice read.`,
  );
}

export function queuedNext(pageCount: number): Message {
  return createMessage(`➡️ Queued (${pluralize(pageCount, 'page')}). Send the pages of the next invoice.`);
}

export function nothingToCancel(): Message {
  return createMessage('There is nothing to cancel.');
}

export function tooLateToCancel(): Message {
  return createMessage('Too late to cancel: this invoice is being saved.');
}

export function reviewWaits(): Message {
  return createMessage('An invoice waits for your answer: press Save, Correct or Discard under it, above.');
}

export function valueTooLong(): Message {
  return createMessage('That is too long for a value. Type it again, shorter.');
}

export function staleButton(): string {
  return 'This button belongs to an invoice that is no longer open.';
}

export function tooLateToJoin(): string {
  return 'Too late: the invoice before is already being saved. Finish this one on its own, or cancel it.';
}

export function tooManyToJoin(maxPages: number): string {
  return `Together they would be more than ${pluralize(maxPages, 'page')}. Finish this one on its own, or cancel it.`;
}

export function joined(pageCount: number): string {
  return `Added. I read the invoice again with ${pluralize(pageCount, 'page')}.`;
}

export function repeatedPage(): Message {
  return createMessage('You sent this page already; I keep it once.');
}

export function unexpectedFault(): Message {
  return createMessage('❌ Something went wrong on my side. What I had confirmed is kept; please try again.');
}
