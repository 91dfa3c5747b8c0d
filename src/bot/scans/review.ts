/** The user's side of a review: its buttons, and the values that are typed. */
import { Composer } from 'grammy';
import type { ScanStore } from '../../scan/kept/scan-store.ts';
import type { Reviewer } from '../../scan/reviewer.ts';
import { OVERVIEW } from '../../scan/value/review.ts';
import type { ReviewingScan, ReviewScreen, Scan } from '../../scan/value/scan.ts';
import { ScanStateError } from '../../scan/value/scan-states.ts';
import { answerPress } from '../answer-press.ts';
import type { BotContext } from '../bot-context.ts';
import { type ButtonPress, parseButtonData } from '../buttons.ts';
import * as answers from '../messages/answers.ts';
import { type CustomerOf, findReviews, mayAnswer, type Writer, writerOf } from './chat-scans.ts';
import { parseScreen } from './review-screens.ts';

/** Longer is no value of a field. */
const MAX_VALUE_LENGTH = 500;

/** These mean what they mean everywhere else. */
const COMMAND = /^\/|^(?:done|next|cancel)[.!]*$/i;

export interface ReviewOptions {
  readonly store: ScanStore;
  readonly reviewer: Reviewer;
  readonly customerOf: CustomerOf;
}

type ReviewAction = 'save' | 'discard' | 'undo' | 'show';

const REVIEW_ACTIONS: readonly string[] = ['save', 'discard', 'undo', 'show'] satisfies ReviewAction[];

export function createReview({ store, reviewer, customerOf }: ReviewOptions): Composer<BotContext> {
  const room = new Composer<BotContext>();

  room.on('callback_query:data', async (ctx, next) => {
    const press = parseButtonData(ctx.callbackQuery.data);
    if (!press || !REVIEW_ACTIONS.includes(press.action)) return next();
    const scan = store.get(press.scanId);
    const isOpen = scan?.state === 'reviewing' && mayAnswer(scan, writerOf(ctx, customerOf));
    const answer = isOpen ? await act(press, scan, ctx.update.update_id) : answers.staleButton();
    await answerPress(ctx, answer);
  });

  room.on('message:text', async (ctx, next) => {
    const { text } = ctx.message;
    const repliedTo = ctx.message.reply_to_message?.message_id;
    const asked = findAsked(writerOf(ctx, customerOf), repliedTo, ctx.chat.type === 'private');
    const screen = asked?.question.screen;
    if (!asked || screen?.kind !== 'value' || COMMAND.test(text)) return next();
    if (text.length > MAX_VALUE_LENGTH) return void (await ctx.reply(answers.valueTooLong().text.text));
    const { kind: _kind, ...place } = screen;
    await reviewer.correct(asked.scanId, {
      place,
      text,
      byUserId: ctx.from.id,
      updateId: ctx.update.update_id,
    });
  });
  return room;

  /** Gives the short text that pops up, if there is one to give. */
  async function act(
    { action, argument }: ButtonPress,
    scan: Scan,
    updateId: number,
  ): Promise<string | undefined> {
    try {
      if (action === 'save') await reviewer.save(scan.scanId, updateId);
      if (action === 'discard') await reviewer.discard(scan.scanId, updateId);
      if (action === 'undo') await reviewer.undo(scan.scanId, updateId);
      if (action !== 'show') return undefined;
      const screen = parseScreen(argument ?? '');
      if (!screen) return answers.staleButton();
      await show(scan, screen);
      return undefined;
    } catch (error) {
      if (error instanceof ScanStateError) return answers.staleButton();
      throw error;
    }
  }

  /** Only one review of a chat waits for a value, so that what is typed can't land in another invoice. */
  async function show(scan: Scan, screen: ReviewScreen): Promise<void> {
    if (screen.kind === 'value') {
      const others = findReviews(store, scan.owner.chatId).filter(({ scanId }) => scanId !== scan.scanId);
      for (const other of others.filter(({ question }) => question.screen.kind === 'value')) {
        await reviewer.show(other.scanId, OVERVIEW);
      }
    }
    await reviewer.show(scan.scanId, screen);
  }

  /** In a group only a reply is meant for the bot. */
  function findAsked(
    writer: Writer,
    repliedTo: number | undefined,
    isPrivate: boolean,
  ): ReviewingScan | undefined {
    return findReviews(store, writer.chatId)
      .filter((scan) => scan.question.screen.kind === 'value' && mayAnswer(scan, writer))
      .find(({ statusMessageId }) => isPrivate || statusMessageId === repliedTo);
  }
}
