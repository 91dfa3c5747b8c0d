/** Tells people things beside the chat: short notices, faults that stay until they are read, dialogs. */
import { byId, element, icon } from './dom.ts';

const NOTICE_MS = 4000;
/** Longer texts stay longer: about so long for a character. */
const READING_MS = 60;

export interface Notices {
  /** Goes away by itself. */
  show(text: string): void;
  /** Stays until it is dismissed or the next one comes. */
  fail(text: string): void;
  clearFault(): void;
  /** Has to be confirmed, as a bot may ask for. */
  alert(text: string): void;
}

export function createNotices(): Notices {
  const notice = byId('notice', HTMLElement);
  const fault = byId('fault', HTMLElement);
  const dialog = byId('alert', HTMLDialogElement);
  let timer = 0;

  function clearFault(): void {
    fault.replaceChildren();
  }

  return {
    show(text) {
      clearTimeout(timer);
      notice.replaceChildren(element('p', {}, text));
      timer = setTimeout(() => notice.replaceChildren(), NOTICE_MS + text.length * READING_MS);
    },
    fail(text) {
      const dismiss = element(
        'button',
        { type: 'button', class: 'quiet', 'aria-label': 'Dismiss' },
        icon('close'),
      );
      dismiss.addEventListener('click', clearFault);
      fault.replaceChildren(element('p', {}, text), dismiss);
    },
    clearFault,
    alert(text) {
      byId('alert-text', HTMLElement).textContent = text;
      dialog.showModal();
    },
  };
}

/** What to tell a person about an error. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
