/** Who may use the bot, in words: invitations, members, groups, and limits that were reached. */
import type { Customer } from '../../customers/customer.ts';
import type { Member, MemberBook } from '../../customers/member-book.ts';
import { createMessage, type Message, pluralize } from './message.ts';

/** Longer lists are cut: the newest are shown, each with its button. */
export const MAX_SHOWN_MEMBERS = 50;

export interface InvitationView {
  /** Admits whoever opens it first. */
  readonly link: string;
  readonly expiresAt: Date;
  readonly timeZone: string;
  /** Whom it leads to; absent where there is but one customer. */
  readonly customer: Customer | undefined;
}

export function invitation({ link, expiresAt, timeZone, customer }: InvitationView): Message {
  const goal = customer ? ` It leads to ${nameCustomer(customer)}.` : '';
  return createMessage(
    `🎟 Send this link to the one person whom you invite. It works once, until ${formatDay(expiresAt, timeZone)}:\n\n${link}\n\nI tell you here when it is used. /members shows who is in.${goal}`,
  );
}

export function unknownCustomer(customerId: string, customers: readonly Customer[]): Message {
  return createMessage(
    [`There is no customer ${customerId}. Those that are declared:`, ...customers.map(listCustomer)].join(
      '\n',
    ),
  );
}

export function moveUsage(customers: readonly Customer[]): Message {
  const example = customers.at(-1)?.customerId ?? 'CUST002';
  return createMessage(
    [
      `Say who moves where, by the numbers that /members shows: /move 42 ${example}`,
      '',
      ...customers.map(listCustomer),
    ].join('\n'),
  );
}

export function moved(userId: number, customer: Customer): Message {
  return createMessage(
    `✅ ${userId} belongs to ${nameCustomer(customer)} from now on. Invoices that are under way stay where they are.`,
  );
}

export function declaredElsewhere(userId: number, customer: Customer): Message {
  return createMessage(
    `${userId} is declared for ${nameCustomer(customer)} in CUSTOMERS_FILE. Change it there, then /reload.`,
  );
}

export function unknownPerson(userId: number): Message {
  return createMessage(`${userId} may not use this bot: /invite makes a link for somebody new.`);
}

export interface ReloadedView {
  readonly customers: readonly Customer[];
  /** People who count for the default customer, the first, from now on. */
  readonly returned: readonly number[];
  /** People of customers that are not declared any more. */
  readonly stranded: readonly { readonly userId: number; readonly customerId: string }[];
}

export function reloaded({ customers, returned, stranded }: ReloadedView): Message {
  const byDefault = customers[0]?.customerName ?? '';
  const lost = stranded.map(({ userId, customerId }) => `• ${userId} (${customerId})`);
  return createMessage(
    [
      `✅ ${pluralize(customers.length, 'customer')} declared:`,
      ...customers.map(listCustomer),
      ...(returned.length > 0
        ? [
            '',
            `⚠️ These people stand in no customer of the file any more: what they send counts for ${byDefault}. /move them if it should not:`,
            ...returned.map((userId) => `• ${userId}`),
          ]
        : []),
      ...(lost.length > 0
        ? [
            '',
            '⚠️ These people belong to customers that are not declared, so they are let in nowhere. /move them:',
            ...lost,
          ]
        : []),
    ].join('\n'),
  );
}

/** The old ones stay in force. */
export function reloadFailed(problems: readonly string[]): Message {
  return createMessage(
    ['❌ CUSTOMERS_FILE has mistakes, so all stays as it was:', ...problems.map((each) => `• ${each}`)].join(
      '\n',
    ),
  );
}

export function nothingToReload(): Message {
  return createMessage('CUSTOMERS_FILE is not set: there is one customer, and nothing to read again.');
}

export function nameCustomer({ customerId, customerName }: Customer): string {
  return `${customerName} (${customerId})`;
}

function listCustomer({ customerId, customerName }: Customer): string {
  return `• ${customerId} ${customerName}`;
}

/** `customer`: where it led; absent where there is but one. */
export function invitationUsed(member: Member, customer: Customer | undefined): Message {
  const goal = customer ? ` for ${nameCustomer(customer)}` : '';
  return createMessage(
    `✅ ${describePerson(member)} has used your invitation and may now use the bot${goal}.`,
  );
}

/** Why a link does not let them in; nothing is said about whose it was. */
export function invitationRefused(
  outcome: 'unknown' | 'used' | 'expired' | 'closed',
  userId: number,
): Message {
  const reasons = {
    unknown: 'This invitation is not valid.',
    used: 'This invitation has been used already; each works once.',
    expired: 'This invitation has expired.',
    closed: 'This invitation leads nowhere any more.',
  };
  return createMessage(
    `${reasons[outcome]} Ask whoever sent it for a new one, or give them this number: ${userId}`,
  );
}

export function alreadyIn(): Message {
  return createMessage('You may use this bot already; the invitation is still good for somebody else.');
}

export interface MembersView {
  readonly members: MemberBook['members'];
  readonly openInvitations: MemberBook['invitations'];
  /** The customer of a person, in a few words; empty where there is but one customer. */
  readonly customerOf: (person: Pick<Member, 'userId'>) => string;
  /** Those of the configuration whom /move put somewhere. */
  readonly moved: readonly Pick<Member, 'userId'>[];
  /** How many stand in the configuration. */
  readonly configuredCount: number;
  readonly timeZone: string;
}

export function members(view: MembersView): Message {
  const { members, openInvitations, configuredCount, timeZone, customerOf, moved } = view;
  const shown = members.slice(-MAX_SHOWN_MEMBERS);
  const lines = shown.map(
    (member) =>
      `• ${describePerson(member)}, since ${formatDay(new Date(member.admittedAt), timeZone)}${customerOf(member)}`,
  );
  const hidden = members.length - shown.length;
  const list = hidden > 0 ? [`The newest ${shown.length} of ${members.length}:`, ...lines] : lines;
  return createMessage(
    [
      members.length === 0
        ? '👥 Nobody is here by invitation yet. /invite makes one.'
        : '👥 Here by invitation:',
      ...list,
      ...(moved.length > 0 ? ['', '↪️ Put where they are by /move:'] : []),
      ...moved.map((person) => `• ${person.userId}${customerOf(person)}`),
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

/** The group's id lets its people ask the owner without looking it up. A customer's group gets a new one when it grows to a supergroup. */
export function groupRefused(chatId: number, hasCustomers: boolean): Message {
  const place = hasCustomers ? "its customer's groupIds, or for ALLOWED_GROUP_IDS" : 'ALLOWED_GROUP_IDS';
  return createMessage(
    `Sorry, I may not work in this group. If I should, give my owner this number for ${place}: ${chatId}`,
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
