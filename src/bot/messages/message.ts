/** What the bot says: text with entities, so that nothing from an invoice can ever be markup, and buttons under it. */
import { FormattedString, fmt } from '@grammyjs/parse-mode';

/** What a button asks for. The scan that it acts on travels with it. */
export type Action = 'done' | 'next' | 'cancel' | 'join' | 'retry' | 'save' | 'discard' | 'undo' | 'show';

export interface Button {
  readonly label: string;
  readonly action: Action;
  /** What of it is meant, where the action alone does not say. Without `:`. */
  readonly argument?: string;
}

export interface Message {
  readonly text: FormattedString;
  /** Rows of buttons; they act on the scan that the message is about. */
  readonly buttons: readonly (readonly Button[])[];
}

/** Telegram's bound on a message's text, in UTF-16 units after entities are parsed. */
const MAX_TEXT_LENGTH = 4096;

const CUT_MARK = new FormattedString('\n… (cut here: the rest stands in the sheet)');

export function createMessage(text: FormattedString | string, buttons: Message['buttons'] = []): Message {
  const formatted = typeof text === 'string' ? new FormattedString(text) : text;
  return { text: cutToLimit(formatted), buttons };
}

/** With a blank line between them; what is absent is left out. */
export function joinSections(
  first: FormattedString,
  others: readonly (FormattedString | string | undefined)[],
): FormattedString {
  const sections = others.filter((section) => section !== undefined);
  return sections.reduce<FormattedString>((text, section) => fmt`${text}\n\n${section}`, first);
}

export function pluralize(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Where to cut to at most `maxLength` UTF-16 units without halving a character: half an emoji is refused as no text. */
export function findCut(text: string, maxLength: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
}

function cutToLimit(text: FormattedString): FormattedString {
  if (text.text.length <= MAX_TEXT_LENGTH) return text;
  return text.slice(0, findCut(text.text, MAX_TEXT_LENGTH - CUT_MARK.text.length)).concat(CUT_MARK);
}
