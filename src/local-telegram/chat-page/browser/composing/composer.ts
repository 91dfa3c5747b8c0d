/** The message field: grows with its text, sends on Enter, keeps what could not be sent. */

import { byId } from '../dom.ts';
import type { CommandMenu } from './command-menu.ts';
import type { Send } from './outbox.ts';

export interface Composer {
  /** Sends this, leaving alone what stands in the field. */
  send(text: string): void;
  /** The tray has changed. */
  setHasFiles(hasFiles: boolean): void;
  focus(): void;
}

export interface ComposerOptions {
  readonly menu: CommandMenu;
  readonly sendDraft: Send;
  readonly sendText: Send;
  readonly onSent: () => void;
  readonly onError: (error: unknown) => void;
}

export function createComposer({ menu, sendDraft, sendText, onSent, onError }: ComposerOptions): Composer {
  const form = byId('composer', HTMLFormElement);
  const field = byId('message-text', HTMLTextAreaElement);
  let hasFiles = false;
  /** One after another: a command that is typed while photos go out must not overtake them. */
  let lastSent: Promise<void> = Promise.resolve();

  function submit(): void {
    const text = field.value.trim();
    if (text !== '' || hasFiles) enqueue(sendDraft, text, () => putBack(text));
    write('');
    field.focus();
  }

  function enqueue(send: Send, text: string, onFailed: () => void): void {
    lastSent = lastSent.then(async () => {
      try {
        await send(text);
        onSent();
      } catch (error) {
        onError(error);
        onFailed();
      }
    });
  }

  /** Before what was written meanwhile. */
  function putBack(text: string): void {
    write([text, field.value].filter((part) => part !== '').join('\n'));
  }

  function write(text: string): void {
    field.value = text;
    update();
  }

  function update(): void {
    form.classList.toggle('is-ready', hasFiles || field.value.trim() !== '');
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
    menu.follow(field.value);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener('input', update);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const isTaken = menu.takesKey(event);
    if (isTaken || (event.key === 'Enter' && !event.shiftKey)) event.preventDefault();
    if (!isTaken && event.key === 'Enter' && !event.shiftKey) submit();
  });

  return {
    send(text) {
      // A command that was begun and then chosen from the list.
      if (/^\/\w*$/.test(field.value)) write('');
      enqueue(sendText, text, () => {});
    },
    setHasFiles(next) {
      hasFiles = next;
      field.placeholder = hasFiles ? 'Add a caption' : 'Message';
      update();
    },
    focus: () => field.focus(),
  };
}
