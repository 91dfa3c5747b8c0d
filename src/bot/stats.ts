/** The stats commands: /invoice_stats, /daily_stats, /monthly_stats, and the buttons that choose among scans. */
import { Composer } from 'grammy';
import type { InvoiceUsage, UsageStats } from '../usage/stats.ts';
import type { BotContext } from './bot-context.ts';
import { createScanChoiceKeyboard, parseScanChoice, SCAN_CHOICE } from './buttons.ts';
import type { Message } from './messages/message.ts';
import { dailyStats } from './messages/stats/daily-stats.ts';
import { invoiceStats } from './messages/stats/invoice-stats.ts';
import { monthlyStats } from './messages/stats/monthly-stats.ts';
import { scanChoice } from './messages/stats/scan-choice.ts';
import * as answers from './messages/stats/stats-answers.ts';
import { parseDayArgument, parseMonthArgument } from './stats-arguments.ts';

export interface StatsOptions {
  /** Undefined while usage tracking, or its level of invoices, is off. May take long, or reject: then the user is told. */
  readonly stats: (() => Promise<UsageStats>) | undefined;
  /** REPORT_TIMEZONE, for the times of scans. */
  readonly timeZone: string;
  /** So long may an answer take, since the chat's next message waits for it. Default 3000. */
  readonly timeoutMs?: number;
}

interface Answer {
  readonly message: Message;
  /** Scans to choose from. */
  readonly choices?: readonly InvoiceUsage[];
}

const DEFAULT_TIMEOUT_MS = 3000;

/** Everybody who may use the bot sees all figures, as long as there is one customer. */
export function createStats(options: StatsOptions): Composer<BotContext> {
  const { timeZone } = options;
  const room = new Composer<BotContext>();

  room.command('invoice_stats', (ctx) => answer(ctx, (stats) => invoice(stats, ctx.match.trim())));
  room.command('daily_stats', (ctx) => answer(ctx, (stats) => day(stats, ctx.match.trim())));
  room.command('monthly_stats', (ctx) => answer(ctx, (stats) => month(stats, ctx.match.trim())));
  room.callbackQuery(SCAN_CHOICE, async (ctx) => {
    const scanId = parseScanChoice(ctx.callbackQuery.data);
    const found = await ask((stats) => chosen(stats, scanId)).catch(unavailable(ctx));
    // A press from before a restart is too old to be answered, and meant all the same.
    await ctx.answerCallbackQuery(found ? {} : { text: answers.staleScanButton() }).catch(() => undefined);
    if (found) await say(ctx, found);
  });
  return room;

  async function answer(ctx: BotContext, find: (stats: UsageStats) => Promise<Answer>): Promise<void> {
    await say(ctx, await ask(find).catch(unavailable(ctx)));
  }

  /** Rejects when time is up. */
  async function ask<T>(find: (stats: UsageStats) => Promise<T>): Promise<T | Answer> {
    if (options.stats === undefined) return { message: answers.trackingOff() };
    return withTimeout(options.stats().then(find), options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  }

  async function invoice(stats: UsageStats, query: string): Promise<Answer> {
    if (query === '') return newest(stats);
    const found = stats.invoices(query);
    const [first, second] = found;
    if (!first) return { message: answers.invoiceNotFound(query) };
    if (!second) return { message: invoiceStats(first.record) };
    return { message: scanChoice(found, timeZone), choices: found };
  }
}

function newest(stats: UsageStats): Answer {
  const usage = stats.newestInvoice();
  return { message: usage ? invoiceStats(usage.record) : answers.nothingRecorded() };
}

async function day(stats: UsageStats, argument: string): Promise<Answer> {
  const date = argument === '' ? stats.today() : parseDayArgument(argument);
  if (date === undefined) return { message: answers.statsUsage('daily_stats') };
  const found = stats.day(date);
  if (found.summary.scans === 0) return { message: nothingOr(stats, answers.nothingOnDay(date)) };
  return { message: dailyStats(found, await stats.outliers(date)) };
}

async function month(stats: UsageStats, argument: string): Promise<Answer> {
  const wanted = argument === '' ? stats.today().slice(0, 7) : parseMonthArgument(argument);
  if (wanted === undefined) return { message: answers.statsUsage('monthly_stats') };
  const found = stats.month(wanted);
  if (found.summary.scans === 0) return { message: nothingOr(stats, answers.nothingInMonth(wanted)) };
  return { message: monthlyStats(found) };
}

function nothingOr(stats: UsageStats, nothingThen: Message): Message {
  return stats.newestInvoice() ? nothingThen : answers.nothingRecorded();
}

/** Undefined if that scan is not recorded any more; an invoice number that reads like its id is not meant. */
async function chosen(stats: UsageStats, scanId: string): Promise<Answer | undefined> {
  const usage = stats.invoices(scanId).find((each) => each.scanId === scanId);
  return usage && { message: invoiceStats(usage.record) };
}

async function say(ctx: BotContext, { message, choices }: Answer): Promise<void> {
  await ctx.reply(message.text.text, {
    entities: message.text.entities,
    link_preview_options: { is_disabled: true },
    ...(choices && { reply_markup: createScanChoiceKeyboard(choices.map(({ scanId }) => scanId)) }),
  });
}

function unavailable(ctx: BotContext): (error: unknown) => Answer {
  return (error) => {
    ctx.log.warn({ err: error }, 'Usage figures could not be given');
    return { message: answers.statsUnavailable() };
  };
}

function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
