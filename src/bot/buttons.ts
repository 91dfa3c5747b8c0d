/** Callback data: which action a button asks for, and on which scan; or which scan's usage. */
import { InlineKeyboard } from 'grammy';
import type { Action, Message } from './messages/message.ts';

const ACTIONS: readonly Action[] = [
  'done',
  'next',
  'cancel',
  'join',
  'retry',
  'save',
  'discard',
  'undo',
  'show',
];

/** Telegram's bound on callback data. */
const MAX_DATA_BYTES = 64;
const BUTTONS_PER_ROW = 5;

export interface ButtonPress {
  readonly action: Action;
  readonly scanId: string;
  readonly argument?: string | undefined;
}

/** At most 64 bytes, Telegram's bound, which scan ids leave room for. */
function formatButtonData({ action, scanId, argument }: ButtonPress): string {
  return [action, scanId, ...(argument === undefined ? [] : [argument])].join(':');
}

/** Undefined for anything that this version did not make. */
export function parseButtonData(data: string): ButtonPress | undefined {
  const [name, scanId, argument, ...rest] = data.split(':');
  const action = ACTIONS.find((known) => known === name);
  if (action === undefined || !scanId || rest.length > 0) return undefined;
  if ((action === 'show') !== (argument !== undefined)) return undefined;
  return { action, scanId, argument };
}

export function createKeyboard(buttons: Message['buttons'], scanId: string): InlineKeyboard {
  return InlineKeyboard.from(
    buttons.map((row) =>
      row.map(({ label, ...press }) => InlineKeyboard.text(label, formatButtonData({ ...press, scanId }))),
    ),
  );
}

/** Callback data of a button that asks for the usage of one scan. */
export const SCAN_CHOICE = /^invoice_stats:(.+)$/s;

/** The scan's id; empty for data that `SCAN_CHOICE` does not match. */
export function parseScanChoice(data: string): string {
  return SCAN_CHOICE.exec(data)?.[1] ?? '';
}

/** Numbered from 1, five in a row. An id of another program may be too long for a button; it can still be typed. */
export function createScanChoiceKeyboard(scanIds: readonly string[]): InlineKeyboard {
  const buttons = scanIds.flatMap((scanId, index) => {
    const data = `invoice_stats:${scanId}`;
    return Buffer.byteLength(data) > MAX_DATA_BYTES ? [] : [InlineKeyboard.text(String(index + 1), data)];
  });
  return InlineKeyboard.from([buttons]).toFlowed(BUTTONS_PER_ROW);
}
