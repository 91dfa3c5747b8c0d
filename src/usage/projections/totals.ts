/** Figures per day and per month, of every customer and of all together. */
import { addToRow, ROW_WIDTH, readRow } from '../figure-rows.ts';
import type { Figures } from '../figures.ts';
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

export function createTotals(snapshot?: TotalsSnapshot): Totals {
  const days = createTable(ROW_WIDTH, snapshot?.days);
  const months = createTable(ROW_WIDTH, snapshot?.months);

  return {
    add(entry, { customerNo, day, month }, sign) {
      add(days, keyOf(EVERYONE, day), entry, sign);
      add(days, keyOf(customerNo, day), entry, sign);
      add(months, keyOf(EVERYONE, month), entry, sign);
      add(months, keyOf(customerNo, month), entry, sign);
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

function add(table: Table, key: number, entry: InvoiceEntry, sign: 1 | -1): void {
  const row = table.rowOf(key);
  addToRow(table.values, row, entry, sign);
}

/** Undefined also where everything that once counted was taken back. */
function figuresOf(table: Table, key: number): Figures | undefined {
  const row = table.findRow(key);
  if (row === undefined) return undefined;
  const figures = readRow(table.values, row);
  const { saved, failed, cancelled, duplicate } = figures;
  return saved + failed + cancelled + duplicate === 0 ? undefined : figures;
}
