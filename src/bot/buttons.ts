/** Callback data: which action a button asks for, and on which scan. */
import { InlineKeyboard } from 'grammy';
import type { Action, Message } from './messages/message.ts';

const ACTIONS: readonly Action[] = ['done', 'next', 'cancel', 'join', 'retry'];

export interface ButtonPress {
  readonly action: Action;
  readonly scanId: string;
}

/** At most 64 bytes, Telegram's bound, which scan ids leave room for. */
function formatButtonData({ action, scanId }: ButtonPress): string {
  return `${action}:${scanId}`;
}

/** Undefined for anything that this version did not make. */
export function parseButtonData(data: string): ButtonPress | undefined {
  const [name, scanId, ...rest] = data.split(':');
  const action = ACTIONS.find((known) => known === name);
  if (action === undefined || !scanId || rest.length > 0) return undefined;
  return { action, scanId };
}

export function createKeyboard(buttons: Message['buttons'], scanId: string): InlineKeyboard {
  return InlineKeyboard.from(
    buttons.map((row) =>
      row.map(({ label, action }) => InlineKeyboard.text(label, formatButtonData({ action, scanId }))),
    ),
  );
}
