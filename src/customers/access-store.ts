/** Keeps the access book. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Storage } from '../durable/storage.ts';
import {
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

const TOKEN_BYTES = 18;

export interface AccessStoreOptions {
  readonly storage: Storage;
  readonly inviteTtlMs: number;
  readonly now: () => Date;
}

/** Every change holds at once, and resolves when it is kept: who is removed is out, whatever the disk says. */
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

/** A damaged book is set aside: nobody is let in by it, and new invitations can be made. */
export async function openAccessStore({
  storage,
  inviteTtlMs,
  now,
}: AccessStoreOptions): Promise<AccessStore> {
  const book = await storage.value('access', { parse: bookSchema.parse, initial: EMPTY_BOOK });

  return {
    isMember: (userId) => book.get().members.some((member) => member.userId === userId),
    members: () => book.get().members,
    openInvitations: () => openInvitations(book.get(), now()),

    async invite(createdBy) {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const expiresAt = new Date(now().getTime() + inviteTtlMs);
      const invitation = { tokenHash: hash(token), createdBy, expiresAt: expiresAt.toISOString() };
      await book.update((current) => addInvitation(current, invitation, now()));
      return { token, expiresAt };
    },

    async accept(token, person) {
      const admission = acceptInvitation(book.get(), { tokenHash: hash(token), person, now: now() });
      if (admission.outcome === 'admitted') await book.update(() => admission.book);
      return admission;
    },

    async remove(userId) {
      const removed = book.get().members.find((member) => member.userId === userId);
      if (removed) await book.update((current) => removeMember(current, userId));
      return removed;
    },

    async withdrawInvitations() {
      const open = openInvitations(book.get(), now());
      if (open.length > 0) await book.update((current) => withdrawInvitations(current, now()));
      return open.length;
    },
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
