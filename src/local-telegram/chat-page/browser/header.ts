/** The top of the page: who acts, which accounts are real, whether the bot is at work or out of reach. */
import type { AccountState, Person } from '../page-contract.ts';
import type { ConnectionState } from './connection.ts';
import { byId, element, icon } from './dom.ts';

/** Telegram shows an action for so long. */
const ACTION_MS = 5000;
const ACTION_TEXTS = new Map([
  ['typing', 'typing…'],
  ['upload_photo', 'sending a photo…'],
  ['upload_document', 'sending a file…'],
]);

export function showAccounts(accounts: readonly AccountState[]): void {
  const chips = accounts.map(({ name, isReal }) => {
    const state = isReal ? 'real' : 'local';
    const chip = element(
      'button',
      { type: 'button', class: 'chip', popovertarget: 'accounts', 'data-state': state },
      icon(isReal ? 'check' : 'ring'),
      name,
      ' ',
      element('span', { class: 'state' }, state),
    );
    return element('li', {}, chip);
  });
  const entries = accounts.flatMap(({ name, isReal, note }) => [
    element('dt', {}, name, ' ', element('span', { class: 'state' }, isReal ? 'real' : 'local stand-in')),
    element('dd', {}, note),
  ]);
  byId('chips', HTMLElement).replaceChildren(...chips);
  byId('accounts-list', HTMLElement).replaceChildren(...entries);
}

export interface PeopleOptions {
  readonly people: readonly Person[];
  readonly current: Person;
  readonly onAdd: () => void;
}

/** Each person has an address of their own, so that two can sit side by side in two windows. */
export function showPeople({ people, current, onAdd }: PeopleOptions): void {
  byId('person-name', HTMLElement).textContent = current.name;
  const links = people.map((person) => {
    const isCurrent = person.id === current.id;
    const attributes = { href: addressOf(person), 'aria-current': isCurrent ? 'true' : undefined };
    return element(
      'li',
      {},
      element('a', attributes, person.name, element('span', { class: 'soft' }, `id ${person.id}`)),
    );
  });
  byId('people-list', HTMLElement).replaceChildren(...links);
  byId('add-person', HTMLButtonElement).addEventListener('click', onAdd);
}

export function addressOf({ id }: Person): string {
  return `/?person=${id}`;
}

export interface Presence {
  /** The bot is at something; it ends by itself, or with `rest`. */
  act(action: string): void;
  rest(): void;
  setConnection(state: ConnectionState): void;
}

export function createPresence({ onChange }: { onChange: () => void }): Presence {
  const presence = byId('presence', HTMLElement);
  const dots = byId('typing', HTMLElement);
  const banner = byId('reconnecting', HTMLElement);
  let timer = 0;

  function show(text: string | undefined): void {
    clearTimeout(timer);
    presence.textContent = text ?? 'bot';
    presence.classList.toggle('is-active', text !== undefined);
    dots.hidden = text === undefined;
    onChange();
  }

  return {
    act(action) {
      show(ACTION_TEXTS.get(action) ?? 'working…');
      timer = setTimeout(() => show(undefined), ACTION_MS);
    },
    rest: () => show(undefined),
    setConnection(state) {
      const isShown = banner.childElementCount > 0;
      if (state === 'open') banner.replaceChildren();
      if (state !== 'lost' || isShown) return;
      const text = 'Reconnecting… the bot’s program is not answering.';
      banner.replaceChildren(element('span', { class: 'spinner' }), text);
      show(undefined);
    },
  };
}
