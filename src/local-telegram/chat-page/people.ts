/** Who acts at the page: each browser holds a secret, and may act as the people that were made for it. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { isRecord } from '../bot-api/params.ts';
import type { LocalUser } from '../user-actions.ts';
import { PageRefusal } from './page-refusal.ts';

const KEY_BYTES = 24;
/** A browser that loops must not fill the memory. */
const MAX_PEOPLE = 200;
const FILE_NAME = 'people.json';

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

export interface PeopleOptions {
  /** People are numbered from here on. */
  readonly firstId: number;
  /** Where they are remembered over restarts; nowhere if it is not given. */
  readonly folder: string | undefined;
}

/** Digest of a browser's secret → ids of its people. */
type IdsByBrowser = ReadonlyMap<string, readonly number[]>;

/** Throws if the folder's list of people is there and can't be read: new people could get the chats of others. */
export function createPeople({ firstId, folder }: PeopleOptions): People {
  let idsByBrowser = folder === undefined ? new Map() : readPeople(folder);

  function list(key: string): readonly LocalUser[] {
    return (idsByBrowser.get(digest(key)) ?? []).map(toUser);
  }

  function toUser(id: number): LocalUser {
    return { id, firstName: `Person ${id - firstId + 1}` };
  }

  return {
    createKey: () => randomBytes(KEY_BYTES).toString('base64url'),
    list,
    add(key) {
      const ids = [...idsByBrowser.values()].flat();
      if (ids.length >= MAX_PEOPLE)
        throw new PageRefusal(429, 'There are too many people in this chat already.');
      const id = Math.max(firstId - 1, ...ids) + 1;
      const next = new Map(idsByBrowser).set(digest(key), [...list(key).map((one) => one.id), id]);
      if (folder !== undefined) writePeople(folder, next);
      idsByBrowser = next;
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

function readPeople(folder: string): IdsByBrowser {
  const path = join(folder, FILE_NAME);
  try {
    const people: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isRecord(people) && Object.values(people).every(isIdList)) {
      return new Map(Object.entries(people as Record<string, number[]>));
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
  }
  throw new Error(`${path} can't be read. Mend it, or delete its folder to begin with empty chats.`);
}

function isIdList(value: unknown): boolean {
  return Array.isArray(value) && value.every(Number.isSafeInteger);
}

function writePeople(folder: string, people: IdsByBrowser): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileAtomic.sync(join(folder, FILE_NAME), JSON.stringify(Object.fromEntries(people)), { mode: 0o600 });
}
