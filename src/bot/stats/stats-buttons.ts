/** Callback data of the stats: `stats_quick`, `stats_day:2026-02-06`; behind it `:3`, where an administrator picked a customer. */
import { InlineKeyboard } from 'grammy';

/** What the menu of /usage leads to. */
export const VIEWS = ['menu', 'quick', 'detailed', 'history', 'csv', 'json'] as const;
export type View = (typeof VIEWS)[number];

export const VIEW_BUTTON = new RegExp(`^stats_(?<view>${VIEWS.join('|')})(?::(?<picked>\\d{1,6}))?$`);
export const PERIOD_BUTTON = /^stats_(?:day|month):(?<period>\d{4}-\d\d(?:-\d\d)?)(?::(?<picked>\d{1,6}))?$/;
export const CUSTOMERS_BUTTON = /^stats_customers:(?<page>\d{1,6})$/;

const CUSTOMERS_PER_PAGE = 8;

/** The pick in a button's data; undefined where there is none. */
export function parsePick(
  groups: Readonly<Record<string, string | undefined>> | undefined,
): number | undefined {
  return groups?.picked === undefined ? undefined : Number(groups.picked);
}

export interface Pick {
  readonly picked: number | undefined;
}

export interface MenuKeyboard extends Pick {
  /** Whether there is a choice of customers. */
  readonly hasCustomers: boolean;
  readonly customer: string;
}

export function createMenuKeyboard({ picked, hasCustomers, customer }: MenuKeyboard): InlineKeyboard {
  const button = (label: string, view: View) => InlineKeyboard.text(label, withPick(`stats_${view}`, picked));
  const rows = [
    [button('⚡ Quick', 'quick'), button('🔬 Detailed', 'detailed')],
    [button('📅 30 days', 'history'), button('📄 CSV', 'csv'), button('🧾 JSON', 'json')],
  ];
  if (hasCustomers) rows.push([InlineKeyboard.text(`👥 ${customer}`, 'stats_customers:0')]);
  return InlineKeyboard.from(rows);
}

/** One button for all together, and one for each, a page at a time. */
export function createCustomersKeyboard(names: readonly string[], page: number): InlineKeyboard {
  const first = page * CUSTOMERS_PER_PAGE;
  const shown = names.slice(first, first + CUSTOMERS_PER_PAGE);
  const turn = (label: string, to: number) => InlineKeyboard.text(label, `stats_customers:${to}`);
  return InlineKeyboard.from([
    [InlineKeyboard.text('👥 All customers', 'stats_menu')],
    ...shown.map((name, index) => [InlineKeyboard.text(name, withPick('stats_menu', first + index))]),
    [
      ...(page > 0 ? [turn('◀', page - 1)] : []),
      ...(first + CUSTOMERS_PER_PAGE < names.length ? [turn('▶', page + 1)] : []),
    ],
  ]);
}

export interface PeriodTurns extends Pick {
  readonly kind: 'day' | 'month';
  /** The nearest periods that have records; undefined where there is none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function createPeriodKeyboard({ kind, before, after, picked }: PeriodTurns): InlineKeyboard {
  const turn = (label: string, period: string) =>
    InlineKeyboard.text(label, withPick(`stats_${kind}:${period}`, picked));
  return InlineKeyboard.from([
    [
      ...(before === undefined ? [] : [turn(`◀ ${before}`, before)]),
      ...(after === undefined ? [] : [turn(`${after} ▶`, after)]),
    ],
  ]);
}

function withPick(data: string, picked: number | undefined): string {
  return picked === undefined ? data : `${data}:${picked}`;
}
