/** Keeps messages over restarts: a journal of changes, which is folded and written anew at each start. */
import type { Storage } from '../../durable/storage.ts';
import type { Message } from '../bot-api/bot-api-types.ts';
import { isRecord } from '../bot-api/params.ts';
import type { Change, ChangeListener } from './changes.ts';
import { MAX_MESSAGES_PER_CHAT } from './chats.ts';

export interface ChatJournal {
  /** As they stood at the last stop, by id. Damaged entries are set aside. */
  readonly messages: readonly Message[];
  /** Writes down what changes messages. Never throws. */
  readonly record: ChangeListener;
  /** Resolves when all that was recorded is written, or can't be: nobody is told of anything before. */
  settle(): Promise<void>;
}

export interface ChatJournalOptions {
  readonly storage: Storage;
  /** Told when a change could not be written. */
  readonly onFault: (error: unknown) => void;
}

/** Rejects if it can't be read or written. */
export async function openChatJournal({ storage, onFault }: ChatJournalOptions): Promise<ChatJournal> {
  const journal = await storage.journal('messages', { parse: parseChange });
  const messages = foldChanges(journal.entries);
  await journal.rewrite(messages.map((message) => ({ kind: 'message', message, edited: false })));
  return {
    messages,
    record(change) {
      if (change.kind !== 'message' && change.kind !== 'deleted') return;
      journal.append([change], { outlivesPowerCut: false }).catch(onFault);
    },
    settle: journal.settle,
  };
}

function foldChanges(changes: readonly Change[]): readonly Message[] {
  const messages = new Map<number, Message>();
  for (const change of changes) {
    if (change.kind === 'message') messages.set(change.message.message_id, change.message);
    if (change.kind === 'deleted') messages.delete(change.messageId);
  }
  const byId = [...messages.values()].sort((a, b) => a.message_id - b.message_id);
  return keepNewest(byId);
}

/** What the chats had forgotten stays forgotten. */
function keepNewest(messages: readonly Message[]): readonly Message[] {
  const newestFirst = messages.toReversed();
  const countByChat = new Map<number, number>();
  const kept = newestFirst.filter(({ chat }) => {
    const count = (countByChat.get(chat.id) ?? 0) + 1;
    countByChat.set(chat.id, count);
    return count <= MAX_MESSAGES_PER_CHAT;
  });
  return kept.toReversed();
}

/** It is ours: one of these kinds is whole. */
function parseChange(kept: unknown): Change {
  if (isRecord(kept) && ['message', 'deleted'].includes(String(kept.kind))) return kept as unknown as Change;
  throw new Error('this is no change of messages');
}
