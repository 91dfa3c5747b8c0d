/** The message field: grows with its text, sends on Enter, keeps what could not be sent. */

import type { CommandMenu } from './command-menu.ts';
import { byId } from './dom.ts';
import type { Send } from './outbox.ts';

export interface Composer {
  /** Sends at once, leaving alone what stands in the field. */
  send(text: string): Promise<void>;
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
  let isBusy = false;

  async function submit(): Promise<void> {
    const text = field.value.trim();
    if (isBusy || (text === '' && !hasFiles)) return field.focus();
    isBusy = true;
    write('');
    const isSent = await attempt(() => sendDraft(text));
    isBusy = false;
    // Unless something new was written meanwhile.
    if (!isSent && field.value === '') write(text);
  }

  async function attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      onSent();
      return true;
    } catch (error) {
      onError(error);
      return false;
    }
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
    void submit();
  });
  field.addEventListener('input', update);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const isTaken = menu.takesKey(event);
    if (isTaken || (event.key === 'Enter' && !event.shiftKey)) event.preventDefault();
    if (!isTaken && event.key === 'Enter' && !event.shiftKey) void submit();
  });

  return {
    async send(text) {
      if (field.value.trim() === text || /^\/\w*$/.test(field.value)) write('');
      await attempt(() => sendText(text));
    },
    setHasFiles(next) {
      hasFiles = next;
      field.placeholder = hasFiles ? 'Add a caption' : 'Message';
      update();
    },
    focus: () => field.focus(),
  };
}
