/** Keeps messages over restarts: a file of changes, one a line, which is folded and written anew at each start. */
import { appendFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Message } from '../bot-api/bot-api-types.ts';
import { isRecord } from '../bot-api/params.ts';
import type { Change, ChangeListener } from './changes.ts';
import { MAX_MESSAGES_PER_CHAT } from './chats.ts';

const FILE_NAME = 'messages.jsonl';
/** What people send is for their eyes. */
const OWNER_ONLY = { folder: 0o700, file: 0o600 };

export interface ChatJournal {
  /** As they stood at the last stop, by id. Damaged lines are skipped. */
  readonly messages: readonly Message[];
  /** Writes down what changes messages; at once, so that nothing is lost with the process. Never throws. */
  readonly record: ChangeListener;
}

export interface ChatJournalOptions {
  /** Created if it is missing. */
  readonly folder: string;
  /** Told when a change could not be written. */
  readonly onFault: (error: unknown) => void;
}

/** Rejects if the folder can't be read or written. */
export async function openChatJournal({ folder, onFault }: ChatJournalOptions): Promise<ChatJournal> {
  const path = join(folder, FILE_NAME);
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY.folder });
  const messages = foldLines(await readLines(path));
  const lines = messages.map((message) => formatLine({ kind: 'message', message, edited: false }));
  await writeFileAtomic(path, lines.join(''), { mode: OWNER_ONLY.file });
  return {
    messages,
    record(change) {
      if (change.kind !== 'message' && change.kind !== 'deleted') return;
      try {
        appendFileSync(path, formatLine(change), { mode: OWNER_ONLY.file });
      } catch (error) {
        onFault(error);
      }
    },
  };
}

/** The line end comes first: after a line that was torn off, the next one still stands by itself. */
function formatLine(change: Change): string {
  return `\n${JSON.stringify(change)}`;
}

async function readLines(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function foldLines(lines: readonly string[]): readonly Message[] {
  const messages = new Map<number, Message>();
  for (const change of lines.map(parseLine)) {
    if (change?.kind === 'message') messages.set(change.message.message_id, change.message);
    if (change?.kind === 'deleted') messages.delete(change.messageId);
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

/** `undefined` for a line that is torn, empty or none of ours. */
function parseLine(line: string): Change | undefined {
  try {
    const change: unknown = JSON.parse(line);
    return isRecord(change) && ['message', 'deleted'].includes(String(change.kind))
      ? (change as Change)
      : undefined;
  } catch {
    return undefined;
  }
}
