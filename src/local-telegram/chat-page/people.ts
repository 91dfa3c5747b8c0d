/** Who acts at the page: each browser holds a secret, and may act as the people that were made for it. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Storage } from '../../durable/storage.ts';
import type { LocalUser } from '../user-actions.ts';
import { PageRefusal } from './page-refusal.ts';

const KEY_BYTES = 24;
/** A browser that loops must not fill the memory. */
const MAX_PEOPLE = 200;

export interface People {
  /** A new browser's secret. */
  createKey(): string;
  /** Oldest first; none for an unknown secret. */
  list(key: string): readonly LocalUser[];
  /** Resolves once it is kept. Rejects with 429 if there are too many people already. */
  add(key: string): Promise<LocalUser>;
  /** Throws 403 if this browser may not act as that person. */
  find(key: string, personId: number): LocalUser;
}

export interface PeopleOptions {
  /** People are numbered from here on. */
  readonly firstId: number;
  /** Chats that there are already: whoever is new does not get one of these, also where it is forgotten whose they are. */
  readonly takenIds: readonly number[];
  readonly storage: Storage;
}

/** Digest of a browser's secret → ids of its people. */
const idsByBrowserSchema = z.record(z.string(), z.array(z.int()));

export async function openPeople({ firstId, takenIds, storage }: PeopleOptions): Promise<People> {
  const idsByBrowser = await storage.value('people', { parse: idsByBrowserSchema.parse, initial: {} });

  function list(key: string): readonly LocalUser[] {
    return (idsByBrowser.get()[digest(key)] ?? []).map(toUser);
  }

  function toUser(id: number): LocalUser {
    return { id, firstName: `Person ${id - firstId + 1}` };
  }

  return {
    createKey: () => randomBytes(KEY_BYTES).toString('base64url'),
    list,
    async add(key) {
      const ids = Object.values(idsByBrowser.get()).flat();
      if (ids.length >= MAX_PEOPLE)
        throw new PageRefusal(429, 'There are too many people in this chat already.');
      const id = Math.max(firstId - 1, ...ids, ...takenIds) + 1;
      const own = [...list(key).map((one) => one.id), id];
      await idsByBrowser.update((current) => ({ ...current, [digest(key)]: own }));
      return toUser(id);
    },
    find(key, personId) {
      const person = list(key).find(({ id }) => id === personId);
      if (person === undefined) throw new PageRefusal(403, 'This browser may not act as that person.');
      return person;
    },
  };
}

/** The file must not let its reader act as anybody. */
function digest(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
