/** The chat pane: messages as they come, and all that a person can do with them. */
import type { PageEvent, Person, Session } from '../page-contract.ts';
import type { Api } from './api.ts';
import { createAttachments } from './composing/attachments.ts';
import { createCommandMenu } from './composing/command-menu.ts';
import { type Composer, createComposer } from './composing/composer.ts';
import { listenForFiles } from './composing/file-sources.ts';
import { createOutbox } from './composing/outbox.ts';
import type { ConnectionState } from './connection.ts';
import { byId } from './dom.ts';
import { formatDay, pluralize } from './formats.ts';
import { createPresence } from './header.ts';
import { applyEvent, type ChatState, EMPTY_CHAT } from './messages/chat-state.ts';
import { createKeyboardViews } from './messages/keyboard-view.ts';
import { createMediaViews } from './messages/media-view.ts';
import { createMessageLog } from './messages/message-log.ts';
import { createPhotoViewer } from './messages/photo-viewer.ts';
import { createScrollKeeper, type ScrollKeeper } from './messages/scroll-keeper.ts';
import { arrangeTurns } from './messages/turns.ts';
import { type Notices, reasonOf } from './notices.ts';

export interface Chat {
  apply(event: PageEvent): void;
  setConnection(state: ConnectionState): void;
}

export interface ChatOptions {
  readonly api: Api;
  readonly bot: Session['bot'];
  readonly person: Person;
  readonly notices: Notices;
}

export function createChat({ api, bot, person, notices }: ChatOptions): Chat {
  const log = byId('log', HTMLElement);
  const empty = byId('empty', HTMLElement);
  const fail = (error: unknown) => notices.fail(reasonOf(error));
  let state: ChatState | undefined;

  const scroll = createScroll();
  const presence = createPresence({ onChange: () => scroll.keep(() => {}) });
  const menu = createCommandMenu({ onChoose: (command) => composer.send(command) });
  const composer = createChatComposer();
  const keyboards = createKeyboardViews({
    press: async (messageId, data) => (await api.press(messageId, data)).queryId,
    onError: fail,
  });
  const media = createMediaViews({ fileUrl: api.fileUrl, onOpen: createPhotoViewer() });
  const render = createMessageLog({
    list: byId('messages', HTMLElement),
    now: () => new Date(),
    media,
    keyboards,
    onCommand: (command) => composer.send(command),
  });
  byId('bot-name', HTMLElement).textContent = bot.name;
  byId('start', HTMLElement).addEventListener('click', () => composer.send('/start'));

  function createChatComposer(): Composer {
    const attachments = createAttachments({
      onError: notices.fail,
      onChange: () => made.setHasFiles(attachments.list().length > 0),
    });
    const made = createComposer({
      menu,
      sendDraft: createOutbox({ api, attachments, createAlbumId }),
      sendText: api.sendText,
      onSent: notices.clearFault,
      onError: fail,
    });
    listenForFiles({
      onFiles(files) {
        attachments.add(files);
        made.focus();
      },
      onFolder: () => notices.fail('A folder can’t be sent. Open it and choose the files in it.'),
    });
    return made;
  }

  function show(next: ChatState): void {
    const newest = state?.messages.at(-1)?.message_id ?? 0;
    const added = next.messages.filter(({ message_id }) => message_id > newest);
    const isFirst = state === undefined;
    state = next;
    menu.setCommands(next.commands);
    empty.hidden = next.messages.length > 0;
    if (added.some(({ from }) => from.id === person.id)) scroll.followNext();
    if (added.some(({ from }) => from.id === bot.id)) presence.rest();
    scroll.keep(() => render(arrangeTurns(next.messages, { ownId: person.id, dayOf: formatDay })));
    if (isFirst) requestAnimationFrame(() => log.setAttribute('aria-live', 'polite'));
    else scroll.addUnread(added.filter(({ from }) => from.id === bot.id).length);
  }

  return {
    setConnection: presence.setConnection,
    apply(event) {
      if (event.kind === 'action') return presence.act(event.action);
      if (event.kind === 'answer') return react(event);
      const next = applyEvent(state ?? EMPTY_CHAT, event);
      if (next !== state && next !== EMPTY_CHAT) show(next);
    },
  };

  function react({ queryId, text, alert }: Extract<PageEvent, { kind: 'answer' }>): void {
    keyboards.settle(queryId);
    if (text === '') return;
    if (alert) notices.alert(text);
    else notices.show(text);
  }
}

function createScroll(): ScrollKeeper {
  const button = byId('to-end', HTMLButtonElement);
  const count = byId('unread', HTMLElement);
  const scroll = createScrollKeeper({
    scroller: byId('scroller', HTMLElement),
    onUnread({ isAtEnd, unread }) {
      button.hidden = isAtEnd;
      count.textContent = unread === 0 ? '' : `${unread}`;
      button.setAttribute('aria-label', unread === 0 ? 'To the newest message' : newsOf(unread));
    },
  });
  button.addEventListener('click', scroll.toEnd);
  return scroll;
}

function newsOf(unread: number): string {
  return `${pluralize(unread, 'new message')}: to the newest`;
}

/** As Telegram's: digits. */
function createAlbumId(): string {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return `${high}${low % 10_000_000}`;
}
