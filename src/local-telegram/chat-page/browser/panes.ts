/** Chat and rows: side by side where there is room, else one at a time. */
import { byId } from './dom.ts';

export interface Panes {
  /** Marks the rows as changed until they are looked at. */
  markRows(): void;
}

export function createPanes(): Panes {
  const buttons = { chat: byId('show-chat', HTMLElement), rows: byId('show-rows', HTMLElement) };
  const show = (pane: keyof typeof buttons) => {
    document.body.dataset.pane = pane;
    for (const [name, button] of Object.entries(buttons))
      button.setAttribute('aria-pressed', `${name === pane}`);
    if (pane === 'rows') buttons.rows.classList.remove('has-news');
  };
  buttons.chat.addEventListener('click', () => show('chat'));
  buttons.rows.addEventListener('click', () => show('rows'));
  return {
    markRows() {
      if (document.body.dataset.pane !== 'rows') buttons.rows.classList.add('has-news');
    },
  };
}
