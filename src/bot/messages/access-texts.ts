/** Who may use the bot, in words: invitations, members, groups, and limits that were reached. */
import type { AccessBook, Member } from '../../customers/access-book.ts';
import { createMessage, type Message, pluralize } from './message.ts';

/** Longer lists are cut: the newest are shown, each with its button. */
export const MAX_SHOWN_MEMBERS = 50;

/** `link` admits whoever opens it first. */
export function invitation(link: string, expiresAt: Date, timeZone: string): Message {
  return createMessage(
    `🎟 Send this link to the one person whom you invite. It works once, until ${formatDay(expiresAt, timeZone)}:\n\n${link}\n\nI tell you here when it is used. /members shows who is in.`,
  );
}

export function invitationUsed(member: Member): Message {
  return createMessage(`✅ ${describePerson(member)} has used your invitation and may now use the bot.`);
}

/** Why a link does not let them in; nothing is said about whose it was. */
export function invitationRefused(outcome: 'unknown' | 'used' | 'expired', userId: number): Message {
  const reasons = {
    unknown: 'This invitation is not valid.',
    used: 'This invitation has been used already; each works once.',
    expired: 'This invitation has expired.',
  };
  return createMessage(
    `${reasons[outcome]} Ask whoever sent it for a new one, or give them this number: ${userId}`,
  );
}

export function alreadyIn(): Message {
  return createMessage('You may use this bot already; the invitation is still good for somebody else.');
}

export interface MembersView {
  readonly members: AccessBook['members'];
  readonly openInvitations: AccessBook['invitations'];
  /** How many stand in the configuration. */
  readonly configuredCount: number;
  readonly timeZone: string;
}

export function members({ members, openInvitations, configuredCount, timeZone }: MembersView): Message {
  const shown = members.slice(-MAX_SHOWN_MEMBERS);
  const lines = shown.map(
    (member) => `• ${describePerson(member)}, since ${formatDay(new Date(member.admittedAt), timeZone)}`,
  );
  const hidden = members.length - shown.length;
  const list = hidden > 0 ? [`The newest ${shown.length} of ${members.length}:`, ...lines] : lines;
  return createMessage(
    [
      members.length === 0
        ? '👥 Nobody is here by invitation yet. /invite makes one.'
        : '👥 Here by invitation:',
      ...list,
      '',
      `${pluralize(openInvitations.length, 'invitation')} not used yet.`,
      `${pluralize(configuredCount, 'person', 'people')} named in ALLOWED_USER_IDS and ADMIN_USER_IDS.`,
    ].join('\n'),
  );
}

export function memberRemoved(member: Member): string {
  return `${member.name} may no longer use the bot.`.slice(0, MAX_POPUP_LENGTH);
}

export function memberGone(): string {
  return 'This person is not among the members any more.';
}

export function invitationsWithdrawn(count: number): string {
  return count === 0 ? 'No invitation was open.' : `${pluralize(count, 'invitation')} withdrawn.`;
}

/** The group's id lets its people ask the owner without looking it up. */
export function groupRefused(chatId: number): Message {
  return createMessage(
    `Sorry, I may not work in this group. If I should, give my owner this number for ALLOWED_GROUP_IDS: ${chatId}`,
  );
}

export function tooFast(perMinute: number, waitMs: number): Message {
  const wait = pluralize(Math.ceil(waitMs / 1000), 'second');
  return createMessage(
    `⏳ That is more than ${pluralize(perMinute, 'message')} in a minute. I did not take this one, nor any that follow within ${wait}: send them again then. What you sent before stays.`,
  );
}

/** Telegram's bound on what pops up when a button is pressed. */
const MAX_POPUP_LENGTH = 200;

function describePerson({ name, username, userId }: Member): string {
  return `${name} (${username === undefined ? '' : `@${username}, `}${userId})`;
}

function formatDay(time: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(time);
}
