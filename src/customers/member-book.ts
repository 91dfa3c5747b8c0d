/** Who was let in by invitation, where people were moved to, and the invitations that are out: one plain value with pure steps. */

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
  /** Whom it lets people into; absent: the default customer. */
  readonly customerId?: string;
  readonly createdBy: number;
  readonly expiresAt: string;
  readonly usedBy?: number;
}

/** Where a person belongs who is declared nowhere. */
export interface Place {
  readonly userId: number;
  readonly customerId: string;
}

export interface MemberBook {
  readonly version: 2;
  readonly members: readonly Member[];
  readonly invitations: readonly Invitation[];
  /** One for a person at most; who has none belongs to the default customer. */
  readonly places: readonly Place[];
}

export const EMPTY_BOOK: MemberBook = { version: 2, members: [], invitations: [], places: [] };

/** So long is it known of an invitation why it is no longer good. */
const KEPT_AFTER_EXPIRY_MS = 90 * 86_400_000;

export function addInvitation(book: MemberBook, invitation: Invitation, now: Date): MemberBook {
  const oldest = now.getTime() - KEPT_AFTER_EXPIRY_MS;
  const remembered = book.invitations.filter(({ expiresAt }) => Date.parse(expiresAt) > oldest);
  return { ...book, invitations: [...remembered, invitation] };
}

export interface Acceptance {
  readonly tokenHash: string;
  readonly person: Person;
  /** Whether there is such a customer: nobody is let into one that is not declared any more. */
  readonly isCustomer: (customerId: string) => boolean;
  readonly now: Date;
}

export type Admission =
  | { readonly outcome: 'admitted'; readonly book: MemberBook; readonly member: Member }
  /** `closed`: not used up; it is good again once its customer is declared again. */
  | { readonly outcome: 'unknown' | 'used' | 'expired' | 'closed' };

/** An invitation admits one person, once, into its customer. */
export function acceptInvitation(book: MemberBook, acceptance: Acceptance): Admission {
  const { tokenHash, person, isCustomer, now } = acceptance;
  const invitation = book.invitations.find((known) => known.tokenHash === tokenHash);
  if (!invitation) return { outcome: 'unknown' };
  if (invitation.usedBy !== undefined) return { outcome: 'used' };
  if (Date.parse(invitation.expiresAt) <= now.getTime()) return { outcome: 'expired' };
  const { customerId } = invitation;
  if (customerId !== undefined && !isCustomer(customerId)) return { outcome: 'closed' };
  const member = { ...person, invitedBy: invitation.createdBy, admittedAt: now.toISOString() };
  const used = { ...invitation, usedBy: person.userId };
  const invitations = book.invitations.map((known) => (known === invitation ? used : known));
  const { members, places } = forgetPlace(removeMember(book, person.userId), person.userId);
  const admitted = { ...book, members: [...members, member], places, invitations };
  return {
    outcome: 'admitted',
    member,
    book: customerId === undefined ? admitted : placePerson(admitted, { userId: person.userId, customerId }),
  };
}

/** Out of the members. The place stays: whoever the configuration lets in all the same must not land in other books. */
export function removeMember(book: MemberBook, userId: number): MemberBook {
  return { ...book, members: book.members.filter((member) => member.userId !== userId) };
}

function forgetPlace(book: MemberBook, userId: number): MemberBook {
  return { ...book, places: book.places.filter((place) => place.userId !== userId) };
}

/** From now on the person belongs there, and nowhere else. */
export function placePerson(book: MemberBook, place: Place): MemberBook {
  return { ...book, places: [...forgetPlace(book, place.userId).places, place] };
}

/** Those that somebody could still use. */
export function openInvitations({ invitations }: MemberBook, now: Date): readonly Invitation[] {
  return invitations.filter(
    ({ usedBy, expiresAt }) => usedBy === undefined && Date.parse(expiresAt) > now.getTime(),
  );
}

/** They count as expired from now on. */
export function withdrawInvitations(book: MemberBook, now: Date): MemberBook {
  const open = new Set(openInvitations(book, now));
  const expiresAt = now.toISOString();
  return {
    ...book,
    invitations: book.invitations.map((known) => (open.has(known) ? { ...known, expiresAt } : known)),
  };
}
