/** Figures per day and per month, of every customer and of all together. */
import { FIGURE_NAMES, type Figures } from '../figures.ts';
import type { InvoiceEntry } from '../invoice-lines.ts';
import { createTable, type Table, type TableSnapshot } from './table.ts';

/** The customer number that stands for all. */
export const EVERYONE = 0;

/** Where and when an entry counts. */
export interface Place {
  readonly customerNo: number;
  readonly day: number;
  readonly month: number;
}

export interface TotalsSnapshot {
  readonly days: TableSnapshot;
  readonly months: TableSnapshot;
}

export interface Totals {
  /** Counts an entry, or takes one back. */
  add(entry: InvoiceEntry, place: Place, sign: 1 | -1): void;
  day(day: number, customerNo: number): Figures | undefined;
  month(month: number, customerNo: number): Figures | undefined;
  snapshot(): TotalsSnapshot;
}

const COLUMN = Object.fromEntries(FIGURE_NAMES.map((name, index) => [name, index])) as Record<
  keyof Figures,
  number
>;

export function createTotals(snapshot?: TotalsSnapshot): Totals {
  const days = createTable(FIGURE_NAMES.length, snapshot?.days);
  const months = createTable(FIGURE_NAMES.length, snapshot?.months);

  return {
    add(entry, { customerNo, day, month }, sign) {
      addToRow(days, keyOf(EVERYONE, day), entry, sign);
      addToRow(days, keyOf(customerNo, day), entry, sign);
      addToRow(months, keyOf(EVERYONE, month), entry, sign);
      addToRow(months, keyOf(customerNo, month), entry, sign);
    },
    day: (day, customerNo) => figuresOf(days, keyOf(customerNo, day)),
    month: (month, customerNo) => figuresOf(months, keyOf(customerNo, month)),
    snapshot: () => ({ days: days.snapshot(), months: months.snapshot() }),
  };
}

/** Days and months have fewer than 65,536 numbers until 2149. */
export function keyOf(customerNo: number, period: number): number {
  return customerNo * 65_536 + period;
}

/** Four parameters rather than an object, since this runs four times for each of a million records. */
function addToRow(table: Table, key: number, entry: InvoiceEntry, sign: 1 | -1): void {
  const row = table.rowOf(key);
  const { values } = table;
  const add = (column: number, amount: number) => {
    values[row + column] = (values[row + column] ?? 0) + sign * amount;
  };
  const { costNanoUsd, confidenceMicros } = entry;
  add(COLUMN[entry.outcome], 1);
  add(COLUMN.tokens, entry.tokens);
  if (costNanoUsd === undefined) add(COLUMN.unpriced, 1);
  else add(COLUMN.costNanoUsd, costNanoUsd);
  if (entry.outcome === 'cancelled') return;
  add(COLUMN.pages, entry.pages);
  if (costNanoUsd !== undefined) {
    add(COLUMN.processedCostNanoUsd, costNanoUsd);
    add(COLUMN.processedPriced, 1);
  }
  if (confidenceMicros !== undefined) {
    add(COLUMN.confidenceMicros, confidenceMicros);
    add(COLUMN.scored, 1);
  }
}

/** Undefined also where everything that once counted was taken back. */
function figuresOf(table: Table, key: number): Figures | undefined {
  const row = table.findRow(key);
  if (row === undefined) return undefined;
  const figures = Object.fromEntries(
    FIGURE_NAMES.map((name, index) => [name, table.values[row + index] ?? 0]),
  ) as unknown as Figures;
  const { saved, failed, cancelled, duplicate } = figures;
  return saved + failed + cancelled + duplicate === 0 ? undefined : figures;
}
