/** Shows the buttons under a message; a pressed one waits until the bot has reacted. */
import type { Message } from '../../../bot-api/bot-api-types.ts';
import { element, icon } from '../dom.ts';

/** The bot has this long to react; then the button can be pressed again. */
const PATIENCE_MS = 10_000;

export interface KeyboardViewOptions {
  /** Resolves to the id under which the bot's reaction will come. Rejects if the press did not arrive. */
  readonly press: (messageId: number, data: string) => Promise<string>;
  readonly onError: (error: unknown) => void;
}

export interface KeyboardViews {
  /** `undefined` if the message has no buttons. */
  create(message: Message): HTMLElement | undefined;
  /** The bot has reacted to this press. */
  settle(queryId: string): void;
}

export function createKeyboardViews({ press, onError }: KeyboardViewOptions): KeyboardViews {
  /** Keys of the pressed buttons; what is drawn anew meanwhile still waits. */
  const waiting = new Set<string>();
  const keyByQuery = new Map<string, string>();
  /** Reactions may overtake the answer that tells their id. */
  const early = new Set<string>();

  async function pressButton(key: string, messageId: number, data: string): Promise<void> {
    if (waiting.has(key)) return;
    setWaiting(key, true);
    try {
      const queryId = await press(messageId, data);
      if (early.delete(queryId)) return setWaiting(key, false);
      keyByQuery.set(queryId, key);
      setTimeout(() => settle(queryId), PATIENCE_MS);
    } catch (error) {
      setWaiting(key, false);
      onError(error);
    }
  }

  function settle(queryId: string): void {
    const key = keyByQuery.get(queryId);
    if (key === undefined) early.add(queryId);
    else setWaiting(key, false);
    keyByQuery.delete(queryId);
  }

  function setWaiting(key: string, isWaiting: boolean): void {
    if (isWaiting) waiting.add(key);
    else waiting.delete(key);
    const button = document.querySelector(`.buttons [data-focus="${CSS.escape(key)}"]`);
    button?.setAttribute('aria-busy', `${isWaiting}`);
  }

  return {
    settle,
    create({ message_id, reply_markup }) {
      if (reply_markup === undefined) return undefined;
      const rows = reply_markup.inline_keyboard.map((row) => {
        return element(
          'div',
          { class: 'row' },
          ...row.map(({ text, callback_data: data, url }) => {
            if (data === undefined) return createLink(text, url);
            const key = `${message_id} ${data}`;
            const isBusy = `${waiting.has(key)}`;
            const button = element(
              'button',
              { type: 'button', 'data-focus': key, 'aria-busy': isBusy },
              text,
            );
            button.addEventListener('click', () => void pressButton(key, message_id, data));
            return button;
          }),
        );
      });
      return element('div', { class: 'buttons', role: 'group', 'aria-label': 'Choices' }, ...rows);
    },
  };
}

/** A button that opens a page; other kinds do nothing here. */
function createLink(text: string, url: string | undefined): HTMLElement {
  if (url === undefined || !/^https?:/i.test(url))
    return element('button', { type: 'button', disabled: true }, text);
  return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text, icon('outside'));
}
