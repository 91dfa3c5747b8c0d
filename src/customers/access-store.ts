/** Keeps the access book on disk: DATA_DIR/access.json, replaced atomically at every change, for this user's eyes only. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { replaceFile } from '../durable/replace-file.ts';
import {
  type AccessBook,
  type Admission,
  acceptInvitation,
  addInvitation,
  EMPTY_BOOK,
  type Invitation,
  type Member,
  openInvitations,
  type Person,
  removeMember,
  withdrawInvitations,
} from './access-book.ts';

const FILE = 'access.json';
const OWNER_ONLY = { mode: 0o600 };
const TOKEN_BYTES = 18;

export interface AccessStoreOptions {
  /** DATA_DIR; made if it does not exist. */
  readonly dataDir: string;
  readonly inviteTtlMs: number;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Every change resolves once it is on disk, and rejects, without effect, if it can't be written. */
export interface AccessStore {
  isMember(userId: number): boolean;
  /** In the order in which they came. */
  members(): readonly Member[];
  openInvitations(): readonly Invitation[];
  /** `token` is in no file: it goes into the link, and is forgotten here. */
  invite(adminId: number): Promise<{ readonly token: string; readonly expiresAt: Date }>;
  accept(token: string, person: Person): Promise<Admission>;
  /** Undefined if there is no such member. */
  remove(userId: number): Promise<Member | undefined>;
  /** Gives how many were open. */
  withdrawInvitations(): Promise<number>;
}

/** A damaged file is set aside and logged: nobody is let in by it, and new invitations can be made. */
export async function openAccessStore(options: AccessStoreOptions): Promise<AccessStore> {
  const { dataDir, inviteTtlMs, now, log } = options;
  const path = join(dataDir, FILE);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  let book = await loadBook(path, log);
  let lastChange: Promise<unknown> = Promise.resolve();

  /** Changes go one after another, so that of two who use one link one is too late. */
  function change<T>(
    step: (current: AccessBook) => { readonly book: AccessBook; readonly result: T },
  ): Promise<T> {
    const changed = lastChange.then(async () => {
      const { book: next, result } = step(book);
      if (next !== book) await replaceFile(path, [JSON.stringify(next)], OWNER_ONLY);
      book = next;
      return result;
    });
    lastChange = changed.catch(() => undefined);
    return changed;
  }

  return {
    isMember: (userId) => book.members.some((member) => member.userId === userId),
    members: () => book.members,
    openInvitations: () => openInvitations(book, now()),

    invite(createdBy) {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const expiresAt = new Date(now().getTime() + inviteTtlMs);
      const invitation = { tokenHash: hash(token), createdBy, expiresAt: expiresAt.toISOString() };
      return change((current) => ({
        book: addInvitation(current, invitation, now()),
        result: { token, expiresAt },
      }));
    },

    accept: (token, person) =>
      change((current) => {
        const result = acceptInvitation(current, { tokenHash: hash(token), person, now: now() });
        return { book: result.outcome === 'admitted' ? result.book : current, result };
      }),

    remove: (userId) =>
      change((current) => {
        const result = current.members.find((member) => member.userId === userId);
        return { book: result ? removeMember(current, userId) : current, result };
      }),

    withdrawInvitations: () =>
      change((current) => ({
        book: withdrawInvitations(current, now()),
        result: openInvitations(current, now()).length,
      })),
  };
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

const userId = z.int();
const bookSchema = z.object({
  version: z.literal(1),
  members: z.array(
    z.object({
      userId,
      name: z.string(),
      username: z.string().optional(),
      invitedBy: userId,
      admittedAt: z.iso.datetime(),
    }),
  ),
  invitations: z.array(
    z.object({
      tokenHash: z.string(),
      createdBy: userId,
      expiresAt: z.iso.datetime(),
      usedBy: userId.exactOptional(),
    }),
  ),
});

async function loadBook(path: string, log: Logger): Promise<AccessBook> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (text === undefined) return EMPTY_BOOK;
  try {
    return bookSchema.parse(JSON.parse(text));
  } catch (error) {
    const setAside = `${path}.damaged-${Date.now()}`;
    log.error({ err: error, setAside }, 'The file of who was invited is damaged; it was set aside');
    await rename(path, setAside);
    return EMPTY_BOOK;
  }
}
