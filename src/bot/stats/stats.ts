/** The stats commands: /invoice_stats, /daily_stats, /monthly_stats, and the buttons under their answers. */
import { Composer } from 'grammy';
import type { UsageStats } from '../../usage/stats/stats.ts';
import type { UsageChart } from '../../usage/stats/usage-chart.ts';
import { answerPress } from '../answer-press.ts';
import type { BotContext } from '../bot-context.ts';
import { createScanChoiceKeyboard, parseScanChoice, SCAN_CHOICE } from '../buttons.ts';
import type { Message } from '../messages/message.ts';
import { dailyStats } from '../messages/stats/daily-stats.ts';
import { invoiceStats } from '../messages/stats/invoice-stats.ts';
import { monthlyStats } from '../messages/stats/monthly-stats.ts';
import { scanChoice } from '../messages/stats/scan-choice.ts';
import * as answers from '../messages/stats/stats-answers.ts';
import { type Answer, say, send, toAnswer, turnTo } from '../shown-answer.ts';
import { type CreateChart, createChartMessages } from './chart-messages.ts';
import { parseDayArgument, parseMonthArgument } from './stats-arguments.ts';
import { createPeriodKeyboard, PERIOD_BUTTON, parsePick } from './stats-buttons.ts';
import type { Scope, StatsDesk } from './stats-desk.ts';
import { findNeighbourDays, findNeighbourMonths } from './stats-periods.ts';
import { createDayChart, createMonthChart } from './usage-charts.ts';

export interface StatsOptions {
  readonly desk: StatsDesk;
  /** REPORT_TIMEZONE, for the times of scans. */
  readonly timeZone: string;
  /** Makes a PNG; undefined while ENABLE_STATS_CHARTS is off. */
  readonly drawChart: ((chart: UsageChart) => Promise<Uint8Array>) | undefined;
}

interface StatsAnswer extends Answer {
  /** Made once the text is said. */
  readonly createChart?: CreateChart;
}

type Find = (stats: UsageStats, scope: Scope) => Promise<StatsAnswer>;

export function createStats({ desk, timeZone, drawChart }: StatsOptions): Composer<BotContext> {
  const room = new Composer<BotContext>();
  const charts = drawChart && createChartMessages(drawChart);

  room.command('invoice_stats', (ctx) => answer(ctx, invoice(ctx.match.trim())));
  room.command('daily_stats', (ctx) => answer(ctx, day(ctx.match.trim())));
  room.command('monthly_stats', (ctx) => answer(ctx, month(ctx.match.trim())));
  room.callbackQuery(SCAN_CHOICE, async (ctx) => {
    const scanId = parseScanChoice(ctx.callbackQuery.data);
    const found = await desk.ask(ctx, chosen(scanId));
    await answerPress(ctx, found ? undefined : answers.staleScanButton());
    if (found) await say(ctx, found);
  });
  room.callbackQuery(PERIOD_BUTTON, async (ctx) => {
    const groups = PERIOD_BUTTON.exec(ctx.callbackQuery.data)?.groups;
    const period = groups?.period ?? '';
    const find = period.length === 7 ? month(period) : day(period);
    const found = await desk.ask(ctx, find, { picked: parsePick(groups) });
    await answerPress(ctx);
    await show(ctx, found, turnTo);
  });
  return room;

  async function answer(ctx: BotContext, find: Find): Promise<void> {
    await show(ctx, await desk.ask(ctx, find), send);
  }

  async function show(ctx: BotContext, found: StatsAnswer | Message, tell: typeof send | typeof turnTo) {
    const shown: StatsAnswer = toAnswer(found);
    const messageId = await tell(ctx, shown);
    if (shown.createChart && messageId !== undefined) charts?.follow(ctx, messageId, shown.createChart);
  }

  function invoice(query: string): Find {
    return async (stats, { customerId }) => {
      if (query === '') return newest(stats, customerId);
      const found = stats.invoices(query, customerId);
      const [first, second] = found;
      if (!first) return { message: answers.invoiceNotFound(query) };
      if (!second) return { message: invoiceStats(first.record) };
      const keyboard = createScanChoiceKeyboard(found.map(({ scanId }) => scanId));
      return { message: scanChoice(found, timeZone), keyboard };
    };
  }
}

function newest(stats: UsageStats, customerId: string | undefined): StatsAnswer {
  const usage = stats.newestInvoice(customerId);
  return { message: usage ? invoiceStats(usage.record) : answers.nothingRecorded() };
}

function day(argument: string): Find {
  return async (stats, scope) => {
    const date = argument === '' ? stats.today() : parseDayArgument(argument);
    if (date === undefined) return { message: answers.statsUsage('daily_stats') };
    const { customerId, picked } = scope;
    const turns = { kind: 'day', picked, ...findNeighbourDays(stats, date, customerId) } as const;
    const keyboard = createPeriodKeyboard(turns);
    const found = stats.day(date, customerId);
    if (found.summary.scans > 0) {
      const createChart = () => createDayChart(stats, date, customerId);
      return { message: dailyStats(found, await stats.outliers(date, customerId)), keyboard, createChart };
    }
    return { message: nothingOr(stats, scope, answers.nothingOnDay(date)), keyboard };
  };
}

function month(argument: string): Find {
  return async (stats, scope) => {
    const wanted = argument === '' ? stats.today().slice(0, 7) : parseMonthArgument(argument);
    if (wanted === undefined) return { message: answers.statsUsage('monthly_stats') };
    const { customerId, picked } = scope;
    const turns = { kind: 'month', picked, ...findNeighbourMonths(stats, wanted, customerId) } as const;
    const keyboard = createPeriodKeyboard(turns);
    const found = stats.month(wanted, customerId);
    if (found.summary.scans > 0) {
      const createChart = () => createMonthChart(stats, found, customerId);
      return { message: monthlyStats(found), keyboard, createChart };
    }
    return { message: nothingOr(stats, scope, answers.nothingInMonth(wanted)), keyboard };
  };
}

function nothingOr(stats: UsageStats, { customerId }: Scope, nothingThen: Message): Message {
  return stats.newestInvoice(customerId) ? nothingThen : answers.nothingRecorded();
}

/** Undefined if that scan is not recorded any more; an invoice number that reads like its id is not meant. */
function chosen(scanId: string): (stats: UsageStats, scope: Scope) => Promise<StatsAnswer | undefined> {
  return async (stats, { customerId }) => {
    const usage = stats.invoices(scanId, customerId).find((each) => each.scanId === scanId);
    return usage && { message: invoiceStats(usage.record) };
  };
}
