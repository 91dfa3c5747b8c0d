/** Keeps updates from before Telegram may forget them until they are handled. */
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Storage } from '../../durable/storage.ts';

/** So many ids are remembered: Telegram sends an update again only until it is confirmed. */
const MAX_REMEMBERED = 10_000;

/** At the start a longer journal is written anew with what it still says. */
const MAX_IDLE_BYTES = 64 * 1024;

type Entry =
  | { readonly kind: 'update'; readonly update: Update }
  /** Of an update that needs no more attention. */
  | { readonly kind: 'handled'; readonly updateId: number };

/** An update is kept as Telegram sent it. */
const keptEntry = z.union([
  z.object({ handled: z.int() }).transform(({ handled }): Entry => ({ kind: 'handled', updateId: handled })),
  z
    .object({ update: z.custom<Update>(isUpdate) })
    .transform(({ update }): Entry => ({ kind: 'update', update })),
]);

function formatEntry(entry: Entry): unknown {
  return entry.kind === 'handled' ? { handled: entry.updateId } : { update: entry.update };
}

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

/** Entries that can't be read (the last one of a killed process) are set aside and logged. */
export async function openUpdateJournal(storage: Storage, log: Logger): Promise<UpdateJournal> {
  const journal = await storage.journal('updates', { parse: keptEntry.parse, format: formatEntry });
  const { unhandled, handledIds } = replay(journal.entries);
  const claimed = new Set(handledIds);
  const kept = new Set([...handledIds, ...unhandled.map(({ update_id }) => update_id)]);
  // Only what is remembered and open; the rest is history.
  if (journal.wasDamaged || journal.sizeBytes > MAX_IDLE_BYTES) {
    const marks = [...handledIds].slice(-MAX_REMEMBERED);
    await journal.rewrite([...unhandled.map(toEntry), ...marks.map(toMark)]);
  }

  function complain(error: unknown): void {
    log.error({ err: error }, 'Updates can’t be kept on disk: one that a stop interrupts is lost');
  }

  return {
    unhandled,

    async keep(updates) {
      const fresh = updates.filter(({ update_id }) => !kept.has(update_id));
      for (const { update_id } of fresh) remember(kept, update_id);
      // Where none is fresh, somebody else's write may still be on its way.
      await journal.append(fresh.map(toEntry)).catch(complain);
    },

    claim(updateId) {
      if (claimed.has(updateId)) return false;
      remember(claimed, updateId);
      return true;
    },

    markHandled(updateId) {
      // Need not reach the disk: at worst an update is looked at again.
      journal.append([toMark(updateId)], { outlivesPowerCut: false }).catch(complain);
    },

    settle: journal.settle,
  };
}

function toEntry(update: Update): Entry {
  return { kind: 'update', update };
}

function toMark(updateId: number): Entry {
  return { kind: 'handled', updateId };
}

function isUpdate(value: unknown): boolean {
  return z.looseObject({ update_id: z.int() }).safeParse(value).success;
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
  const handledIds = new Set(entries.flatMap((entry) => (entry.kind === 'handled' ? [entry.updateId] : [])));
  const updates = entries.flatMap((entry) => (entry.kind === 'update' ? [entry.update] : []));
  return { unhandled: updates.filter(({ update_id }) => !handledIds.has(update_id)), handledIds };
}
