/** What happens in the chats, told to whoever subscribed: a chat page, or a test that waits. */

import type { ApiCall } from '../bot-api/api-call.ts';
import type { Message } from '../bot-api/bot-api-types.ts';

export type Change =
  /** A new message, or with `edited` the new state of one that was there. */
  | { readonly kind: 'message'; readonly message: Message; readonly edited: boolean }
  | { readonly kind: 'deleted'; readonly chatId: number; readonly messageId: number }
  /** The bot is typing, uploading …; Telegram shows it for 5 seconds or until the next message. */
  | { readonly kind: 'action'; readonly chatId: number; readonly action: string }
  /** The bot reacted to a pressed button; a text is shown as a notice, or with `alert` in a dialog. */
  | {
      readonly kind: 'answer';
      readonly queryId: string;
      readonly userId: number;
      readonly text: string;
      readonly alert: boolean;
    }
  /** The bot set its list of commands. */
  | { readonly kind: 'commands' }
  /** The bot has called, or with an `outcome` a call of it has ended. */
  | { readonly kind: 'call'; readonly call: ApiCall };

export type ChangeListener = (change: Change) => void;

export interface Changes {
  /** Told of every change at once, in order. Must not throw. Returns how to end it. */
  subscribe(listener: ChangeListener): () => void;
  emit: ChangeListener;
}

export function createChanges(): Changes {
  const listeners = new Set<ChangeListener>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(change) {
      // A copy: a listener may end its subscription while it is told.
      for (const listener of [...listeners]) listener(change);
    },
  };
}
