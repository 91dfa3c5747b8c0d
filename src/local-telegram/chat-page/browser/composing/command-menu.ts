/** The bot's commands as a list above the message field: opened by `/` or by its button, used by keys or pointer. */
import type { BotCommand } from '../../../bot-api/bot-api-types.ts';
import { byId, element } from '../dom.ts';

export interface CommandMenu {
  setCommands(commands: readonly BotCommand[]): void;
  /** Shows what fits to what was typed so far, or hides the list. */
  follow(text: string): void;
  /** True if the key was meant for the list. */
  takesKey(event: KeyboardEvent): boolean;
  close(): void;
}

export interface CommandMenuOptions {
  /** The chosen command, with its slash. */
  readonly onChoose: (command: string) => void;
}

export function createCommandMenu({ onChoose }: CommandMenuOptions): CommandMenu {
  const field = byId('message-text', HTMLTextAreaElement);
  const list = byId('commands', HTMLElement);
  const opener = byId('open-commands', HTMLButtonElement);
  let commands: readonly BotCommand[] = [];
  let shown: readonly BotCommand[] = [];
  let active = 0;

  function show(next: readonly BotCommand[]): void {
    shown = next;
    active = 0;
    list.replaceChildren(...shown.map(createOption));
    list.hidden = shown.length === 0;
    opener.setAttribute('aria-expanded', `${shown.length > 0}`);
    mark();
  }

  function mark(): void {
    for (const [index, option] of [...list.children].entries())
      option.setAttribute('aria-selected', `${index === active}`);
    if (shown.length === 0) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', `command-${active}`);
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  }

  function createOption({ command, description }: BotCommand, index: number): HTMLElement {
    const option = element(
      'div',
      { id: `command-${index}`, role: 'option' },
      element('span', { class: 'command-name' }, `/${command}`),
      ' ',
      element('span', { class: 'command-meaning' }, description),
    );
    // Before the field loses the focus.
    option.addEventListener('pointerdown', (event) => event.preventDefault());
    option.addEventListener('click', () => choose(index));
    return option;
  }

  function choose(index: number): void {
    const chosen = shown[index];
    show([]);
    if (chosen) onChoose(`/${chosen.command}`);
  }

  function takesKey({ key, shiftKey }: KeyboardEvent): boolean {
    if (shown.length === 0) return false;
    if (key === 'Escape') show([]);
    else if (key === 'ArrowDown' || key === 'ArrowUp') {
      active = (active + (key === 'ArrowDown' ? 1 : -1) + shown.length) % shown.length;
      mark();
    } else if ((key === 'Enter' || key === 'Tab') && !shiftKey) choose(active);
    else return false;
    return true;
  }

  opener.addEventListener('click', () => {
    show(shown.length > 0 ? [] : commands);
    field.focus();
  });
  field.addEventListener('blur', (event) => {
    if (event.relatedTarget !== opener) show([]);
  });

  return {
    takesKey,
    close: () => show([]),
    setCommands(next) {
      commands = next;
      opener.hidden = commands.length === 0;
      if (shown.length > 0) show(commands);
    },
    follow(text) {
      const typed = /^\/(\w*)$/.exec(text)?.[1]?.toLowerCase();
      show(typed === undefined ? [] : commands.filter(({ command }) => command.startsWith(typed)));
    },
  };
}
