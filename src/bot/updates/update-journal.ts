/** Keeps updates on disk from before Telegram may forget them until they are handled: DATA_DIR/updates.jsonl. */
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { replaceFile } from '../../durable/replace-file.ts';

const FILE = 'updates.jsonl';
const OWNER_ONLY = { mode: 0o600 };

/** So many ids are remembered: Telegram sends an update again only until it is confirmed. */
const MAX_REMEMBERED = 10_000;

/** At the start a longer file is written anew with what it still says. */
const MAX_IDLE_BYTES = 64 * 1024;

/** A line of the file. */
type Entry =
  | { readonly update: Update }
  /** Of an update that needs no more attention. */
  | { readonly handled: number };

export interface UpdateJournal {
  /** What was kept and not handled when the last process stopped, oldest first. */
  readonly unhandled: readonly Update[];
  /** Resolves once all of them are on disk. On a disk that takes nothing they are only remembered, and that is logged. */
  keep(updates: readonly Update[]): Promise<void>;
  /** True for the first who asks about the update, in this process or, if that handled it, an earlier one. */
  claim(updateId: number): boolean;
  markHandled(updateId: number): void;
  /** Resolves when every mark is written. */
  settle(): Promise<void>;
}

export interface UpdateJournalOptions {
  /** DATA_DIR; made if it does not exist. */
  readonly dataDir: string;
  readonly log: Logger;
}

interface Waiting {
  readonly lines: string[];
  /** Marks alone need not reach the disk: at worst an update is looked at again. */
  mustReachDisk: boolean;
  readonly written: Promise<void>;
}

/** Lines that can't be read (the last one of a killed process) are passed over and logged. */
export async function openUpdateJournal({ dataDir, log }: UpdateJournalOptions): Promise<UpdateJournal> {
  const path = join(dataDir, FILE);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { entries, isSound } = await readEntries(path, log);
  const { unhandled, handledIds } = replay(entries);
  const claimed = new Set(handledIds);
  const kept = new Set([...handledIds, ...unhandled.map(({ update_id }) => update_id)]);
  if (!isSound || JSON.stringify(entries).length > MAX_IDLE_BYTES) await rewrite();

  let waiting: Waiting | undefined;
  let lastWrite: Promise<void> = Promise.resolve();

  /** Only what is remembered and open; the rest is history. */
  async function rewrite(): Promise<void> {
    const marks = [...handledIds].slice(-MAX_REMEMBERED).map((handled) => ({ handled }));
    const lines = [...unhandled.map((update) => ({ update })), ...marks].map(toLine);
    await replaceFile(path, [lines.join('')], OWNER_ONLY);
  }

  function write(lines: readonly string[], mustReachDisk: boolean): Promise<void> {
    waiting ??= lineUp();
    waiting.lines.push(...lines);
    waiting.mustReachDisk ||= mustReachDisk;
    return waiting.written;
  }

  /** Whoever comes while a write is under way shares the next one. */
  function lineUp(): Waiting {
    const lines: string[] = [];
    const written = lastWrite.then(() => {
      const mustReachDisk = waiting?.mustReachDisk ?? true;
      waiting = undefined;
      return append(path, { text: lines.join(''), mustReachDisk }).catch((error: unknown) => {
        log.error({ err: error }, 'Updates can’t be kept on disk: one that a stop interrupts is lost');
      });
    });
    lastWrite = written;
    return { lines, mustReachDisk: false, written };
  }

  return {
    unhandled,

    async keep(updates) {
      const fresh = updates.filter(({ update_id }) => !kept.has(update_id));
      for (const { update_id } of fresh) remember(kept, update_id);
      if (fresh.length > 0)
        await write(
          fresh.map((update) => toLine({ update })),
          true,
        );
      // Somebody else's write may still be on its way.
      else await waiting?.written;
    },

    claim(updateId) {
      if (claimed.has(updateId)) return false;
      remember(claimed, updateId);
      return true;
    },

    markHandled: (updateId) => void write([toLine({ handled: updateId })], false),

    async settle() {
      await (waiting?.written ?? lastWrite);
    },
  };
}

function toLine(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}

function remember(ids: Set<number>, id: number): void {
  ids.add(id);
  const [oldest] = ids;
  if (ids.size > MAX_REMEMBERED && oldest !== undefined) ids.delete(oldest);
}

function replay(entries: readonly Entry[]): {
  readonly unhandled: readonly Update[];
  readonly handledIds: ReadonlySet<number>;
} {
  const handledIds = new Set(entries.flatMap((entry) => ('handled' in entry ? [entry.handled] : [])));
  const updates = entries.flatMap((entry) => ('update' in entry ? [entry.update] : []));
  return { unhandled: updates.filter(({ update_id }) => !handledIds.has(update_id)), handledIds };
}

async function append(
  path: string,
  { text, mustReachDisk }: { readonly text: string; readonly mustReachDisk: boolean },
): Promise<void> {
  const file = await open(path, 'a', OWNER_ONLY.mode);
  try {
    await file.appendFile(text);
    if (mustReachDisk) await file.datasync();
  } finally {
    await file.close();
  }
}

async function readEntries(
  path: string,
  log: Logger,
): Promise<{ readonly entries: readonly Entry[]; readonly isSound: boolean }> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '';
  });
  const lines = text.split('\n').filter((line) => line !== '');
  const entries = lines.flatMap((line) => parseEntry(line) ?? []);
  const damagedLines = lines.length - entries.length;
  if (damagedLines > 0) log.warn({ path, damagedLines }, 'Lines of the update journal can’t be read');
  return { entries, isSound: damagedLines === 0 && (text === '' || text.endsWith('\n')) };
}

/** The file is ours: a line that is JSON is whole. */
function parseEntry(line: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  if ('handled' in value) return Number.isSafeInteger(value.handled);
  const update = 'update' in value ? value.update : undefined;
  return typeof update === 'object' && update !== null && 'update_id' in update;
}
