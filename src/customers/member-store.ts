/** Keeps the member book. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { refuseNewer } from '../durable/newer-version.ts';
import type { Storage } from '../durable/storage.ts';
import {
  type Acceptance,
  type Admission,
  acceptInvitation,
  addInvitation,
  EMPTY_BOOK,
  type Invitation,
  type Member,
  type MemberBook,
  openInvitations,
  type Place,
  placePerson,
  removeMember,
  withdrawInvitations,
} from './member-book.ts';

const TOKEN_BYTES = 18;

export interface MemberStoreOptions {
  readonly storage: Storage;
  readonly inviteTtlMs: number;
  readonly now: () => Date;
}

export interface NewInvitation {
  readonly createdBy: number;
  /** Absent: the default customer. */
  readonly customerId?: string | undefined;
}

/** Who opens a link, and what there is to let them into. */
export type Newcomer = Pick<Acceptance, 'person' | 'isCustomer'>;

/** Every change holds at once, and resolves when it is kept, or rejects with `disk_unavailable`: who is removed is out all the same. */
export interface MemberStore {
  isMember(userId: number): boolean;
  /** In the order in which they came. */
  members(): readonly Member[];
  /** Of people whom nobody declared. */
  places(): readonly Place[];
  /** Undefined for who was put nowhere. */
  placeOf(userId: number): string | undefined;
  openInvitations(): readonly Invitation[];
  /** `token` is in no file: it goes into the link, and is forgotten here. */
  invite(invitation: NewInvitation): Promise<{ readonly token: string; readonly expiresAt: Date }>;
  accept(token: string, who: Newcomer): Promise<Admission>;
  /** Undefined if there is no such member. */
  remove(userId: number): Promise<Member | undefined>;
  place(place: Place): Promise<void>;
  /** Gives how many were open. */
  withdrawInvitations(): Promise<number>;
  /** Resolves when nothing is being written any more, whatever came of it. */
  settle(): Promise<void>;
}

/** A damaged book is set aside: nobody is let in by it, and new invitations can be made. */
export async function openMemberStore({
  storage,
  inviteTtlMs,
  now,
}: MemberStoreOptions): Promise<MemberStore> {
  // Named by what version 1 was: it is that very book, gone on with.
  const book = await storage.value('access', { parse: parseBook, initial: EMPTY_BOOK });

  return {
    isMember: (userId) => book.get().members.some((member) => member.userId === userId),
    members: () => book.get().members,
    places: () => book.get().places,
    placeOf: (userId) => book.get().places.find((place) => place.userId === userId)?.customerId,
    openInvitations: () => openInvitations(book.get(), now()),

    async invite({ createdBy, customerId }) {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const expiresAt = new Date(now().getTime() + inviteTtlMs);
      const invitation = {
        tokenHash: hash(token),
        ...(customerId !== undefined && { customerId }),
        createdBy,
        expiresAt: expiresAt.toISOString(),
      };
      await book.update((current) => addInvitation(current, invitation, now()));
      return { token, expiresAt };
    },

    async accept(token, { person, isCustomer }) {
      const acceptance = { tokenHash: hash(token), person, isCustomer, now: now() };
      const admission = acceptInvitation(book.get(), acceptance);
      if (admission.outcome === 'admitted') await book.update(() => admission.book);
      return admission;
    },

    async remove(userId) {
      const removed = book.get().members.find((member) => member.userId === userId);
      // Kept also where there is nothing to remove: the disk may not have taken it when they were removed.
      await book.update((current) => (removed ? removeMember(current, userId) : current));
      return removed;
    },

    place: (place) => book.update((current) => placePerson(current, place)),

    async withdrawInvitations() {
      const open = openInvitations(book.get(), now());
      // Written also where none is open: the disk may not have taken it when they were withdrawn.
      await book.update((current) => withdrawInvitations(current, now()));
      return open.length;
    },

    settle: book.settle,
  };
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

const userId = z.int();
const customerId = z.string().min(1);
const members = z.array(
  z.object({
    userId,
    name: z.string(),
    username: z.string().optional(),
    invitedBy: userId,
    admittedAt: z.iso.datetime(),
  }),
);
const invitations = z.array(
  z.object({
    tokenHash: z.string(),
    customerId: customerId.exactOptional(),
    createdBy: userId,
    expiresAt: z.iso.datetime(),
    usedBy: userId.exactOptional(),
  }),
);

const kept = z.discriminatedUnion('version', [
  // Knew no customers: everybody belonged to the one.
  z.object({ version: z.literal(1), members, invitations }),
  z.object({
    version: z.literal(2),
    members,
    invitations,
    places: z.array(z.object({ userId, customerId })),
  }),
]);

function parseBook(value: unknown): MemberBook {
  refuseNewer(value, 'The book of members (access.json)', 2);
  const book = kept.parse(value);
  return book.version === 1 ? { ...book, version: 2, places: [] } : book;
}
