/** What the texts of the stats share: sections, and names that stay on their line. */
import { findCut } from '../message.ts';

/** Longer ones are cut, so that a crowd of them stays far below Telegram's bound. */
const MAX_NAME_LENGTH = 60;

/** Lines with a bullet under a title; nothing where there are none. Absent lines are left out. */
export function formatSection(title: string, lines: readonly (string | undefined)[]): string[] {
  const present = lines.filter((line) => line !== undefined);
  return present.length === 0 ? [] : [[title, ...present.map((line) => `• ${line}`)].join('\n')];
}

/** Blocks with an empty line between them. */
export function joinBlocks(...blocks: readonly string[]): string {
  return blocks.join('\n\n');
}

/** An invoice number or a search for one, as printed on a paper that nobody vouches for. */
export function formatInvoiceName(name: string): string {
  const line = name.replace(/\s+/g, ' ').trim();
  return line.length > MAX_NAME_LENGTH ? `${line.slice(0, findCut(line, MAX_NAME_LENGTH))}…` : line;
}

/** `2026-02-06` → `February 6, 2026`. */
export function formatLongDate(date: string): string {
  return LONG_DATE.format(Date.parse(date));
}

/** `2026-02` → `February 2026`. */
export function formatLongMonth(month: string): string {
  return LONG_MONTH.format(Date.parse(`${month}-01`));
}

const LONG_DATE = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
const LONG_MONTH = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });
