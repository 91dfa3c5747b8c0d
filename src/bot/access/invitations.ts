/** Invitations: administrators make links and see who is in; a link lets in whoever opens it first. */
import { Composer, InlineKeyboard } from 'grammy';
import type { Customer } from '../../customers/customer.ts';
import { type CustomerBook, customerOfMember } from '../../customers/customer-book.ts';
import type { Member, Person } from '../../customers/member-book.ts';
import type { MemberStore } from '../../customers/member-store.ts';
import type { RateLimit } from '../../customers/rate-limit.ts';
import { answerPress } from '../answer-press.ts';
import type { BotContext } from '../bot-context.ts';
import * as texts from '../messages/access-texts.ts';
import { greeting } from '../messages/help.ts';
import type { Message } from '../messages/message.ts';
import { say } from '../shown-answer.ts';

export interface InvitationsOptions {
  readonly members: MemberStore;
  readonly book: CustomerBook;
  readonly isAllowed: (userId: number) => boolean;
  readonly isAdmin: (userId: number) => boolean;
  readonly adminUserIds: readonly number[];
  /** How often a stranger may try a link and be answered. */
  readonly tries: RateLimit;
  /** How many people the configuration names. */
  readonly configuredCount: number;
  /** For dates. */
  readonly timeZone: string;
}

const REMOVE = /^member_remove:(\d+)$/;
const WITHDRAW = 'invitations_withdraw';

/** Stands before the access check: whoever opens a link is a stranger still. */
export function createInvitationEntry(options: InvitationsOptions): Composer<BotContext> {
  const { members, book, isAllowed, isAdmin, adminUserIds, tries } = options;
  const entry = new Composer<BotContext>();

  entry.chatType('private').command('start', async (ctx, next) => {
    const token = ctx.match.trim();
    if (token === '') return next();
    if (isAllowed(ctx.from.id)) return say(ctx, texts.alreadyIn());
    if (tries.take(ctx.from.id) > 0) return;
    const isCustomer = (customerId: string) => book.find(customerId) !== undefined;
    const admission = await members.accept(token, { person: toPerson(ctx.from), isCustomer });
    if (admission.outcome !== 'admitted') {
      ctx.log.warn({ outcome: admission.outcome }, 'Refused an invitation');
      return say(ctx, texts.invitationRefused(admission.outcome, ctx.from.id));
    }
    ctx.log.info({ invitedBy: admission.member.invitedBy }, 'Admitted a user by invitation');
    await tellAdmins(ctx, admission.member);
    await say(ctx, greeting());
  });
  return entry;

  /** The one who invited; all, where that one runs the bot no more. */
  async function tellAdmins(ctx: BotContext, member: Member): Promise<void> {
    const customer = shownCustomer(book, customerOfMember(book, member));
    const told = isAdmin(member.invitedBy) ? [member.invitedBy] : adminUserIds;
    const message = texts.invitationUsed(member, customer);
    for (const adminId of told) await tellAdmin(ctx, { adminId, member, message });
  }
}

/** Stands behind the access check; passes on what does not come from an administrator. */
export function createInvitations(options: InvitationsOptions): Composer<BotContext> {
  const { members, book, isAdmin, timeZone, configuredCount } = options;
  const room = new Composer<BotContext>();
  const forAdmins = room.filter((ctx) => ctx.chat?.type === 'private' && isAdmin(ctx.from?.id ?? 0));

  forAdmins.command('invite', async (ctx) => {
    const wanted = ctx.match.trim();
    const customer = wanted === '' ? book.all()[0] : book.find(wanted);
    if (!customer) return say(ctx, texts.unknownCustomer(wanted, book.all()));
    const customerId = wanted === '' ? undefined : customer.customerId;
    const { token, expiresAt } = await members.invite({ createdBy: ctx.from?.id ?? 0, customerId });
    const link = `https://t.me/${ctx.me.username}?start=${token}`;
    const shown = shownCustomer(book, customer.customerId);
    await say(ctx, texts.invitation({ link, expiresAt, timeZone, customer: shown }));
  });
  forAdmins.command('members', (ctx) =>
    say(ctx, { message: describeMembers(), keyboard: createMembersKeyboard(members) }),
  );
  forAdmins.callbackQuery(REMOVE, async (ctx) => {
    const member = await members.remove(Number(REMOVE.exec(ctx.callbackQuery.data)?.[1]));
    if (member) ctx.log.info({ memberId: member.userId }, 'Removed a member');
    await showMembers(ctx, member ? texts.memberRemoved(member) : texts.memberGone());
  });
  forAdmins.callbackQuery(WITHDRAW, async (ctx) => {
    await showMembers(ctx, texts.invitationsWithdrawn(await members.withdrawInvitations()));
  });
  return room;

  function describeMembers(): Message {
    return texts.members({
      members: members.members(),
      openInvitations: members.openInvitations(),
      customerOf: describeCustomer,
      moved: book.placed().filter(({ userId }) => !members.isMember(userId)),
      configuredCount,
      timeZone,
    });
  }

  /** ` · Asha Traders (CUST002)`, where there is more than one customer. */
  function describeCustomer(person: Pick<Member, 'userId'>): string {
    const customerId = customerOfMember(book, person);
    if (book.all().length === 1 && book.find(customerId)) return '';
    const customer = book.find(customerId);
    return ` · ${customer ? texts.nameCustomer(customer) : `${customerId}, which is not declared: /move`}`;
  }

  /** In the place of the message whose button was pressed; of no consequence if it fails. */
  async function showMembers(ctx: BotContext, popup: string): Promise<void> {
    await answerPress(ctx, popup);
    const { text } = describeMembers();
    await ctx
      .editMessageText(text.text, { entities: text.entities, reply_markup: createMembersKeyboard(members) })
      .catch(() => undefined);
  }
}

interface Admitted {
  readonly adminId: number;
  readonly member: Member;
  readonly message: Message;
}

async function tellAdmin(ctx: BotContext, { adminId, member, message }: Admitted): Promise<void> {
  const { text } = message;
  await ctx.api
    .sendMessage(adminId, text.text, {
      entities: text.entities,
      reply_markup: InlineKeyboard.from([[createRemoveButton(member)]]),
    })
    .catch((error: unknown) =>
      ctx.log.warn({ err: error }, 'An administrator could not be told of a new member'),
    );
}

/** Undefined where there is but one: nobody has to be told which. */
function shownCustomer(book: CustomerBook, customerId: string): Customer | undefined {
  return book.all().length > 1 ? book.find(customerId) : undefined;
}

function createMembersKeyboard(store: MemberStore): InlineKeyboard {
  const rows = store
    .members()
    .slice(-texts.MAX_SHOWN_MEMBERS)
    .map((member) => [createRemoveButton(member)]);
  const withdraw = [InlineKeyboard.text('🎟 Withdraw unused invitations', WITHDRAW)];
  return InlineKeyboard.from(store.openInvitations().length > 0 ? [...rows, withdraw] : rows);
}

function createRemoveButton({ name, userId }: Member) {
  return InlineKeyboard.text(`✖️ Remove ${name}`, `member_remove:${userId}`);
}

function toPerson(from: { id: number; first_name: string; last_name?: string; username?: string }): Person {
  const name = [from.first_name, from.last_name].filter(Boolean).join(' ');
  return { userId: from.id, name, ...(from.username !== undefined && { username: from.username }) };
}
