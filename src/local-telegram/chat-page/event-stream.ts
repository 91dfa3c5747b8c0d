/** Keeps an open page in step with its person's chat: Server-Sent Events, beginning with all that is there. */
import type { ServerResponse } from 'node:http';
import type { Change } from '../chats/changes.ts';
import type { LocalTelegram } from '../local-telegram.ts';
import type { PageEvent } from './page-contract.ts';
import type { RowsFeed } from './rows-feed.ts';

/** A page that is gone without a word is cut off when so much waits for it; it comes back to a snapshot. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;
/** How soon a browser tries again when the stream has ended. */
const RETRY_MS = 1000;

export interface EventStreamOptions {
  readonly telegram: LocalTelegram;
  readonly rowsFeed: RowsFeed;
  readonly personId: number;
  readonly response: ServerResponse;
}

/**
 * There is nothing to resume: a page that comes back gets a new snapshot, which says all that it has missed. The
 * stream ends with its connection.
 */
export function openEventStream({ telegram, rowsFeed, personId, response }: EventStreamOptions): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`retry: ${RETRY_MS}\n\n`);
  send({ kind: 'snapshot', messages: telegram.messages(personId), commands: telegram.commands() });
  const unsubscribeChat = telegram.subscribe((change) => {
    const event = toPageEvent(change, { personId, telegram });
    if (event !== undefined) send(event);
  });
  const unsubscribeRows = rowsFeed.subscribe(personId, send);
  response.once('close', () => {
    unsubscribeChat();
    unsubscribeRows();
  });

  function send(event: PageEvent): void {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
  }
}

/** `undefined` for what is none of this person's business. */
function toPageEvent(
  change: Change,
  { personId, telegram }: { personId: number; telegram: LocalTelegram },
): PageEvent | undefined {
  switch (change.kind) {
    case 'message':
      return change.message.chat.id === personId ? { kind: 'message', message: change.message } : undefined;
    case 'deleted':
      return change.chatId === personId ? { kind: 'deleted', messageId: change.messageId } : undefined;
    case 'action':
      return change.chatId === personId ? { kind: 'action', action: change.action } : undefined;
    case 'answer': {
      const { queryId, userId, text, alert } = change;
      return userId === personId ? { kind: 'answer', queryId, text, alert } : undefined;
    }
    case 'commands':
      return { kind: 'commands', commands: telegram.commands() };
    case 'call':
      return undefined;
  }
}
