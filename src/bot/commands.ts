/** The commands, and the buttons that do the same: done, next, cancel, join, retry, help. */
import { Composer } from 'grammy';
import { countPages, isEnded, joinPages, type Scan } from '../scan/scan.ts';
import type { ScanQueue } from '../scan/scan-queue.ts';
import type { ScanStore } from '../scan/scan-store.ts';
import type { BotContext } from './bot-context.ts';
import { parseButtonData } from './buttons.ts';
import { findDraft, findInProgress, findJoinable, findStartable } from './chat-scans.ts';
import * as answers from './messages/answers.ts';
import { greeting, help, notAPage, unknownCommand } from './messages/help.ts';
import type { Action, Message } from './messages/message.ts';

export interface CommandsOptions {
  readonly store: ScanStore;
  readonly queue: ScanQueue;
  readonly maxPagesPerInvoice: number;
  readonly now: () => Date;
}

export function createCommands({
  store,
  queue,
  maxPagesPerInvoice,
  now,
}: CommandsOptions): Composer<BotContext> {
  const commands = new Composer<BotContext>();

  commands.command('start', (ctx) => say(ctx, greeting()));
  commands.command('help', (ctx) => say(ctx, help(maxPagesPerInvoice)));
  commands.command('done', async (ctx) => {
    const scan = findStartable(store, ctx.chat.id);
    if (scan) return queue.enqueue(scan.scanId);
    await say(ctx, findInProgress(store, ctx.chat.id) ? answers.alreadyReading() : answers.nothingToRead());
  });
  commands.command('next', async (ctx) => {
    const draft = findDraft(store, ctx.chat.id);
    if (!draft) return say(ctx, answers.nothingToRead());
    await queue.enqueue(draft.scanId);
    await say(ctx, answers.queuedNext(countPages(draft)));
  });
  commands.command('cancel', async (ctx) => {
    const scan = findStartable(store, ctx.chat.id) ?? findInProgress(store, ctx.chat.id);
    if (!scan) return say(ctx, answers.nothingToCancel());
    if (!(await queue.cancel(scan.scanId, 'user'))) await say(ctx, answers.tooLateToCancel());
  });

  commands.on('callback_query:data', async (ctx) => {
    const press = parseButtonData(ctx.callbackQuery.data);
    const scan = press && store.get(press.scanId);
    const isOurs = scan?.owner.chatId === ctx.chat?.id;
    const answer = press && scan && isOurs ? await act(ctx, press.action, scan) : answers.staleButton();
    await answerPress(ctx, answer);
  });

  commands.on('message:entities:bot_command', (ctx) => say(ctx, unknownCommand()));
  commands.on('message', (ctx) => say(ctx, notAPage()));
  return commands;

  /** What a button does; gives the short text that pops up, if there is one to give. */
  async function act(ctx: BotContext, action: Action, scan: Scan): Promise<string | undefined> {
    switch (action) {
      case 'done':
      case 'next':
        return start(ctx, action, scan);
      case 'retry':
        if (scan.state !== 'failed') return answers.staleButton();
        await removeKeyboard(ctx);
        await queue.enqueue(scan.scanId);
        return undefined;
      case 'cancel':
        return cancel(ctx, scan);
      case 'join':
        return join(scan);
    }
  }

  async function start(ctx: BotContext, action: 'done' | 'next', scan: Scan): Promise<string | undefined> {
    if (scan.state !== 'collecting') return answers.staleButton();
    await queue.enqueue(scan.scanId);
    if (action === 'next') await say(ctx, answers.queuedNext(countPages(scan)));
    return undefined;
  }

  async function cancel(ctx: BotContext, scan: Scan): Promise<string | undefined> {
    if (scan.state === 'failed') await removeKeyboard(ctx);
    if (await queue.cancel(scan.scanId, 'user')) return undefined;
    return isEnded(scan) ? answers.staleButton() : answers.tooLateToCancel().text.text;
  }

  /** Gives the draft's pages to the scan before it, which then reads only what it has not read, and parses anew. */
  async function join(draft: Scan): Promise<string> {
    const target = findJoinable(store, draft);
    if (!target || draft.state !== 'collecting') return answers.tooLateToJoin();
    const pageCount = countPages(target) + countPages(draft);
    if (pageCount > maxPagesPerInvoice) return answers.tooManyToJoin(maxPagesPerInvoice);
    if (!(await queue.interrupt(target.scanId))) return answers.tooLateToJoin();
    for (const { file } of draft.pages) await store.copyPage(file, draft.scanId, target.scanId);
    await store.update(target.scanId, (scan) => joinPages(scan, draft.pages, now()));
    await queue.enqueue(target.scanId);
    await queue.cancel(draft.scanId, 'joined');
    return answers.joined(pageCount);
  }
}

async function say(ctx: BotContext, { text }: Message): Promise<void> {
  await ctx.reply(text.text, { entities: text.entities });
}

/** A press from before a restart is too old to be answered; what it asked for was done all the same. */
async function answerPress(ctx: BotContext, text: string | undefined): Promise<void> {
  await ctx.answerCallbackQuery(text === undefined ? {} : { text }).catch((error: unknown) => {
    ctx.log.info({ err: error }, 'A pressed button could not be answered');
  });
}

/** So that nobody presses twice; of no consequence if it fails. */
async function removeKeyboard(ctx: BotContext): Promise<void> {
  await ctx.editMessageReplyMarkup().catch(() => undefined);
}
