/** Invitations: administrators make links and see who is in; a link lets in whoever opens it first. */
import { Composer, InlineKeyboard } from 'grammy';
import type { Member, Person } from '../../customers/access-book.ts';
import type { AccessStore } from '../../customers/access-store.ts';
import type { RateLimit } from '../../customers/rate-limit.ts';
import { answerPress } from '../answer-press.ts';
import type { BotContext } from '../bot-context.ts';
import * as texts from '../messages/access-texts.ts';
import { greeting } from '../messages/help.ts';
import type { Message } from '../messages/message.ts';

export interface InvitationsOptions {
  readonly store: AccessStore;
  readonly isAllowed: (userId: number) => boolean;
  readonly isAdmin: (userId: number) => boolean;
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
  const { store, isAllowed, tries } = options;
  const entry = new Composer<BotContext>();

  entry.chatType('private').command('start', async (ctx, next) => {
    const token = ctx.match.trim();
    if (token === '') return next();
    if (isAllowed(ctx.from.id)) return say(ctx, texts.alreadyIn());
    if (tries.take(ctx.from.id) > 0) return;
    const admission = await store.accept(token, toPerson(ctx.from));
    if (admission.outcome !== 'admitted') {
      ctx.log.warn({ outcome: admission.outcome }, 'Refused an invitation');
      return say(ctx, texts.invitationRefused(admission.outcome, ctx.from.id));
    }
    ctx.log.info({ invitedBy: admission.member.invitedBy }, 'Admitted a user by invitation');
    await tellAdmin(ctx, admission.member);
    await say(ctx, greeting());
  });
  return entry;
}

/** Stands behind the access check; passes on what does not come from an administrator. */
export function createInvitations(options: InvitationsOptions): Composer<BotContext> {
  const { store, isAdmin, timeZone, configuredCount } = options;
  const room = new Composer<BotContext>();
  const forAdmins = room.filter((ctx) => ctx.chat?.type === 'private' && isAdmin(ctx.from?.id ?? 0));

  forAdmins.command('invite', async (ctx) => {
    const { token, expiresAt } = await store.invite(ctx.from?.id ?? 0);
    const link = `https://t.me/${ctx.me.username}?start=${token}`;
    await say(ctx, texts.invitation(link, expiresAt, timeZone));
  });
  forAdmins.command('members', (ctx) => say(ctx, describeMembers(), createMembersKeyboard(store)));
  forAdmins.callbackQuery(REMOVE, async (ctx) => {
    const member = await store.remove(Number(REMOVE.exec(ctx.callbackQuery.data)?.[1]));
    if (member) ctx.log.info({ memberId: member.userId }, 'Removed a member');
    await showMembers(ctx, member ? texts.memberRemoved(member) : texts.memberGone());
  });
  forAdmins.callbackQuery(WITHDRAW, async (ctx) => {
    await showMembers(ctx, texts.invitationsWithdrawn(await store.withdrawInvitations()));
  });
  return room;

  function describeMembers(): Message {
    const openInvitations = store.openInvitations();
    return texts.members({ members: store.members(), openInvitations, configuredCount, timeZone });
  }

  /** In the place of the message whose button was pressed; of no consequence if it fails. */
  async function showMembers(ctx: BotContext, popup: string): Promise<void> {
    await answerPress(ctx, popup);
    const { text } = describeMembers();
    await ctx
      .editMessageText(text.text, { entities: text.entities, reply_markup: createMembersKeyboard(store) })
      .catch(() => undefined);
  }
}

async function tellAdmin(ctx: BotContext, member: Member): Promise<void> {
  const { text } = texts.invitationUsed(member);
  await ctx.api
    .sendMessage(member.invitedBy, text.text, {
      entities: text.entities,
      reply_markup: InlineKeyboard.from([[createRemoveButton(member)]]),
    })
    .catch((error: unknown) =>
      ctx.log.warn({ err: error }, 'An administrator could not be told of a new member'),
    );
}

function createMembersKeyboard(store: AccessStore): InlineKeyboard {
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

async function say(ctx: BotContext, { text }: Message, keyboard?: InlineKeyboard): Promise<void> {
  await ctx.reply(text.text, {
    entities: text.entities,
    link_preview_options: { is_disabled: true },
    ...(keyboard && { reply_markup: keyboard }),
  });
}
