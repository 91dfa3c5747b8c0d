/** Who was let in by invitation, and the invitations that are out: one plain value with pure steps. */

export interface Person {
  readonly userId: number;
  /** As they call themselves in Telegram. */
  readonly name: string;
  readonly username?: string | undefined;
}

export interface Member extends Person {
  /** User id of the administrator whose invitation it was. */
  readonly invitedBy: number;
  /** ISO 8601, UTC, like all times here. */
  readonly admittedAt: string;
}

export interface Invitation {
  /** The token itself is nowhere but in the link. */
  readonly tokenHash: string;
  readonly createdBy: number;
  readonly expiresAt: string;
  readonly usedBy?: number;
}

export interface AccessBook {
  readonly version: 1;
  readonly members: readonly Member[];
  readonly invitations: readonly Invitation[];
}

export const EMPTY_BOOK: AccessBook = { version: 1, members: [], invitations: [] };

/** So long is it known of an invitation why it is no longer good. */
const KEPT_AFTER_EXPIRY_MS = 90 * 86_400_000;

export function addInvitation(book: AccessBook, invitation: Invitation, now: Date): AccessBook {
  const oldest = now.getTime() - KEPT_AFTER_EXPIRY_MS;
  const remembered = book.invitations.filter(({ expiresAt }) => Date.parse(expiresAt) > oldest);
  return { ...book, invitations: [...remembered, invitation] };
}

export interface Acceptance {
  readonly tokenHash: string;
  readonly person: Person;
  readonly now: Date;
}

export type Admission =
  | { readonly outcome: 'admitted'; readonly book: AccessBook; readonly member: Member }
  | { readonly outcome: 'unknown' | 'used' | 'expired' };

/** An invitation admits one person, once. */
export function acceptInvitation(book: AccessBook, { tokenHash, person, now }: Acceptance): Admission {
  const invitation = book.invitations.find((known) => known.tokenHash === tokenHash);
  if (!invitation) return { outcome: 'unknown' };
  if (invitation.usedBy !== undefined) return { outcome: 'used' };
  if (Date.parse(invitation.expiresAt) <= now.getTime()) return { outcome: 'expired' };
  const member = { ...person, invitedBy: invitation.createdBy, admittedAt: now.toISOString() };
  const used = { ...invitation, usedBy: person.userId };
  const invitations = book.invitations.map((known) => (known === invitation ? used : known));
  const { members } = removeMember(book, person.userId);
  return { outcome: 'admitted', member, book: { ...book, members: [...members, member], invitations } };
}

export function removeMember(book: AccessBook, userId: number): AccessBook {
  return { ...book, members: book.members.filter((member) => member.userId !== userId) };
}

/** Those that somebody could still use. */
export function openInvitations({ invitations }: AccessBook, now: Date): readonly Invitation[] {
  return invitations.filter(
    ({ usedBy, expiresAt }) => usedBy === undefined && Date.parse(expiresAt) > now.getTime(),
  );
}

/** They count as expired from now on. */
export function withdrawInvitations(book: AccessBook, now: Date): AccessBook {
  const open = new Set(openInvitations(book, now));
  const expiresAt = now.toISOString();
  return {
    ...book,
    invitations: book.invitations.map((known) => (open.has(known) ? { ...known, expiresAt } : known)),
  };
}
