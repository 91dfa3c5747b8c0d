/** The commands, and the buttons that do the same: done, next, cancel, join, retry, help. */
import { Composer } from 'grammy';
import type { ScanStore } from '../../scan/kept/scan-store.ts';
import type { ScanQueue } from '../../scan/scan-queue.ts';
import type { Scan } from '../../scan/value/scan.ts';
import { countPages, joinFiles } from '../../scan/value/scan-files.ts';
import { isEnded } from '../../scan/value/scan-states.ts';
import { answerPress } from '../answer-press.ts';
import type { BotContext } from '../bot-context.ts';
import { parseButtonData } from '../buttons.ts';
import * as answers from '../messages/answers.ts';
import { greeting, help, notAPage, unknownCommand } from '../messages/help.ts';
import type { Action } from '../messages/message.ts';
import { say } from '../shown-answer.ts';
import {
  type CustomerOf,
  findFilledDraft,
  findInProgress,
  findJoinable,
  findReviews,
  findStartable,
  mayAnswer,
  writerOf,
} from './chat-scans.ts';

export interface CommandsOptions {
  readonly store: ScanStore;
  readonly queue: ScanQueue;
  readonly customerOf: CustomerOf;
  readonly maxPagesPerInvoice: number;
  readonly now: () => Date;
}

export function createCommands({
  store,
  queue,
  customerOf,
  maxPagesPerInvoice,
  now,
}: CommandsOptions): Composer<BotContext> {
  const commands = new Composer<BotContext>();

  commands.command('start', (ctx) => say(ctx, greeting()));
  commands.command('help', (ctx) => say(ctx, help(maxPagesPerInvoice)));
  for (const [name, handle] of Object.entries({ done, next, cancel })) {
    commands.command(name, handle);
    // As people type it: `done`, `/Done`, `DONE!`.
    commands.hears(new RegExp(`^/?${name}[.!]*$`, 'i'), handle);
  }
  commands.on('callback_query:data', async (ctx) => {
    const press = parseButtonData(ctx.callbackQuery.data);
    const scan = press && store.get(press.scanId);
    const isOurs = scan !== undefined && mayAnswer(scan, writerOf(ctx, customerOf));
    const answer = press && isOurs ? await act(ctx, press.action, scan) : answers.staleButton();
    await answerPress(ctx, answer);
  });

  commands.on('message:entities:bot_command', (ctx) => say(ctx, unknownCommand()));
  commands.on('message', (ctx) => {
    const draft = findFilledDraft(store, writerOf(ctx, customerOf));
    return say(ctx, draft ? answers.pagesAreHere(countPages(draft)) : notAPage());
  });
  return commands;

  async function done(ctx: ChatContext): Promise<void> {
    const writer = writerOf(ctx, customerOf);
    const scan = findStartable(store, writer);
    if (scan) return queue.enqueue(scan.scanId, ctx.update.update_id);
    const inProgress = findInProgress(store, writer);
    if (inProgress) return say(ctx, answers.alreadyAtWork(inProgress));
    await say(ctx, waitsForAnswer(ctx) ? answers.reviewWaits() : answers.nothingToRead());
  }

  async function next(ctx: ChatContext): Promise<void> {
    const draft = findFilledDraft(store, writerOf(ctx, customerOf));
    if (!draft) return say(ctx, answers.nothingToRead());
    await queue.enqueue(draft.scanId, ctx.update.update_id);
    await say(ctx, answers.queuedNext(countPages(draft)));
  }

  async function cancel(ctx: ChatContext): Promise<void> {
    const writer = writerOf(ctx, customerOf);
    const scan = findStartable(store, writer) ?? findInProgress(store, writer);
    if (!scan) return say(ctx, waitsForAnswer(ctx) ? answers.reviewWaits() : answers.nothingToCancel());
    if (!(await queue.cancel(scan.scanId, { reason: 'user', updateId: ctx.update.update_id }))) {
      await say(ctx, answers.tooLateToCancel());
    }
  }

  function waitsForAnswer(ctx: ChatContext): boolean {
    return findReviews(store, ctx.chat.id).length > 0;
  }

  /** What a button does; gives the short text that pops up, if there is one to give. */
  async function act(ctx: BotContext, action: Action, scan: Scan): Promise<string | undefined> {
    switch (action) {
      case 'done':
      case 'next':
        return startScan(ctx, action, scan);
      case 'retry':
        if (scan.state !== 'failed') return answers.staleButton();
        await removeKeyboard(ctx);
        await queue.enqueue(scan.scanId, ctx.update.update_id);
        return undefined;
      case 'cancel':
        return cancelScan(ctx, scan);
      case 'join':
        return joinScans(scan);
      default:
        // Those of a review are answered before they come here.
        return answers.staleButton();
    }
  }

  async function startScan(
    ctx: BotContext,
    action: 'done' | 'next',
    scan: Scan,
  ): Promise<string | undefined> {
    if (scan.state !== 'collecting') return answers.staleButton();
    await queue.enqueue(scan.scanId, ctx.update.update_id);
    if (action === 'next') await say(ctx, answers.queuedNext(countPages(scan)));
    return undefined;
  }

  async function cancelScan(ctx: BotContext, scan: Scan): Promise<string | undefined> {
    // Pressed a moment before the review came: it has answers of its own, as for /cancel.
    if (scan.state === 'reviewing') return answers.reviewWaits().text.text;
    if (scan.state === 'failed') await removeKeyboard(ctx);
    if (await queue.cancel(scan.scanId, { reason: 'user', updateId: ctx.update.update_id })) return undefined;
    return isEnded(scan) ? answers.staleButton() : answers.tooLateToCancel().text.text;
  }

  /** Gives the draft's pages to the scan before it, which then reads only what it has not read, and parses anew. */
  async function joinScans(draft: Scan): Promise<string> {
    if (draft.state !== 'collecting') return answers.staleButton();
    const target = findJoinable(store, draft);
    if (!target) return answers.tooLateToJoin();
    const pageCount = countPages(joinFiles(target, draft.files, now()));
    if (pageCount > maxPagesPerInvoice) return answers.tooManyToJoin(maxPagesPerInvoice);
    if (!(await queue.join(draft, target.scanId))) return answers.tooLateToJoin();
    return answers.joined(pageCount);
  }
}

type ChatContext = BotContext & { readonly chat: { readonly id: number } };

/** So that nobody presses twice; of no consequence if it fails. */
async function removeKeyboard(ctx: BotContext): Promise<void> {
  await ctx.editMessageReplyMarkup().catch(() => undefined);
}
