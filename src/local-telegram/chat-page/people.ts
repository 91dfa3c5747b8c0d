/** Who acts at the page: each browser holds a secret, and may act as the people that were made for it. */
import { randomBytes } from 'node:crypto';
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
  /** Throws 429 if there are too many people already. */
  add(key: string): LocalUser;
  /** Throws 403 if this browser may not act as that person. */
  find(key: string, personId: number): LocalUser;
}

/** People are numbered from `firstId` on; a restarted server begins anew. */
export function createPeople({ firstId }: { firstId: number }): People {
  const peopleByKey = new Map<string, readonly LocalUser[]>();
  let count = 0;

  function list(key: string): readonly LocalUser[] {
    return peopleByKey.get(key) ?? [];
  }

  return {
    createKey: () => randomBytes(KEY_BYTES).toString('base64url'),
    list,
    add(key) {
      if (count >= MAX_PEOPLE) throw new PageRefusal(429, 'There are too many people in this chat already.');
      const person: LocalUser = { id: firstId + count, firstName: `Person ${count + 1}` };
      count += 1;
      peopleByKey.set(key, [...list(key), person]);
      return person;
    },
    find(key, personId) {
      const person = list(key).find(({ id }) => id === personId);
      if (person === undefined) throw new PageRefusal(403, 'This browser may not act as that person.');
      return person;
    },
  };
}
