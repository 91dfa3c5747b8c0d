/** /usage: the menu Usage & Stats, and what its buttons lead to. */
import { Composer, InputFile } from 'grammy';
import type { JobBook, JobControl } from '../../jobs/job-book.ts';
import type { UsageStats } from '../../usage/stats/stats.ts';
import { answerPress } from '../answer-press.ts';
import type { BotContext } from '../bot-context.ts';
import type { Message } from '../messages/message.ts';
import * as answers from '../messages/stats/stats-answers.ts';
import {
  chooseCustomer,
  detailedStats,
  historyStats,
  quickStats,
  usageMenu,
} from '../messages/stats/usage-views.ts';
import { type Answer, say, toAnswer, turnTo } from '../shown-answer.ts';
import {
  CUSTOMERS_BUTTON,
  createCustomersKeyboard,
  createMenuKeyboard,
  parsePick,
  VIEW_BUTTON,
  VIEWS,
  type View,
} from './stats-buttons.ts';
import type { Scope, StatsDesk } from './stats-desk.ts';
import { type ExportFormat, exportUsage } from './usage-export.ts';

const HISTORY_DAYS = 30;
/** A long month is read from the disk. */
const EXPORT_TIMEOUT_MS = 30_000;

export interface UsageMenuOptions {
  readonly desk: StatsDesk;
  readonly customerName: (customerId: string) => string;
  readonly runJob: JobBook['run'];
}

export function createUsageMenu({ desk, customerName, runJob }: UsageMenuOptions): Composer<BotContext> {
  const room = new Composer<BotContext>();

  room.command('usage', async (ctx) => {
    await say(ctx, await desk.ask(ctx, view('menu')));
  });
  room.callbackQuery(VIEW_BUTTON, async (ctx) => {
    const groups = VIEW_BUTTON.exec(ctx.callbackQuery.data)?.groups;
    const wanted = VIEWS.find((name) => name === groups?.view) ?? 'menu';
    const picked = parsePick(groups);
    await answerPress(ctx);
    if (wanted === 'csv' || wanted === 'json') return sendExport(ctx, wanted, picked);
    await turnTo(ctx, toAnswer(await desk.ask(ctx, view(wanted), { picked })));
  });
  room.callbackQuery(CUSTOMERS_BUTTON, async (ctx) => {
    const page = Number(CUSTOMERS_BUTTON.exec(ctx.callbackQuery.data)?.groups?.page);
    await answerPress(ctx);
    await turnTo(ctx, toAnswer(await desk.ask(ctx, (stats, scope) => customers(stats, scope, page))));
  });
  return room;

  /** Others than administrators have no choice, whatever button they press. */
  async function customers(stats: UsageStats, scope: Scope, page: number): Promise<Answer> {
    if (!scope.isAdmin) return view('menu')(stats, scope);
    const names = stats.customerIds().map(customerName);
    return { message: chooseCustomer(), keyboard: createCustomersKeyboard(names, page) };
  }

  async function sendExport(
    ctx: BotContext,
    format: ExportFormat,
    picked: number | undefined,
  ): Promise<void> {
    const find = async (stats: UsageStats, { customerId }: Scope) => {
      const month = stats.today().slice(0, 7);
      const job = {
        kind: 'export',
        label: `${month} as ${format.toUpperCase()}`,
        userId: ctx.from?.id,
        customerId,
      } as const;
      const work = ({ signal }: JobControl) =>
        exportUsage({
          records: stats.records(month, customerId),
          columns: stats.exportColumns,
          format,
          signal,
        });
      return { month, ...(await runJob(job, work)) };
    };
    const found = await desk.ask(ctx, find, { picked, timeoutMs: EXPORT_TIMEOUT_MS });
    if (!('bytes' in found)) return void (await ctx.reply(found.text.text));
    if (found.recordCount === 0) return void (await ctx.reply(answers.nothingInMonth(found.month).text.text));
    const file = new InputFile(found.bytes, `usage-${found.month}.${format}`);
    await ctx.replyWithDocument(file, { caption: answers.exportCaption(found) });
  }
}

function view(wanted: Exclude<View, 'csv' | 'json'>): (stats: UsageStats, scope: Scope) => Promise<Answer> {
  return async (stats, scope) => {
    const hasCustomers = scope.isAdmin && stats.customerIds().length > 1;
    const keyboard = createMenuKeyboard({ ...scope, hasCustomers, customer: scope.name });
    return { message: await textOf(wanted, stats, scope), keyboard };
  };
}

async function textOf(
  wanted: Exclude<View, 'csv' | 'json'>,
  stats: UsageStats,
  scope: Scope,
): Promise<Message> {
  const { customerId, name: customer } = scope;
  const month = stats.today().slice(0, 7);
  switch (wanted) {
    case 'menu':
      return usageMenu(customer);
    case 'quick': {
      const today = stats.day(stats.today(), customerId);
      const lifetime = stats.lifetime(customerId);
      return quickStats({ customer, today, month: stats.month(month, customerId), lifetime });
    }
    case 'detailed': {
      const rows = await stats.models(month, customerId);
      const { invoices, ocrCalls } = stats.skipped();
      return detailedStats({ customer, month, rows, skippedLines: invoices + ocrCalls });
    }
    case 'history':
      return historyStats(customer, stats.history(HISTORY_DAYS, customerId));
  }
}
