/** Figures per day and per month, of every customer and of all together. */

import type { InvoiceEntry } from '../records/invoice-lines.ts';
import { addRow } from '../stats/figure-rows.ts';
import { type Figures, SCAN_ROWS } from '../stats/figures.ts';
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
  const days = createTable(SCAN_ROWS.width, snapshot?.days);
  const months = createTable(SCAN_ROWS.width, snapshot?.months);
  const row = new Float64Array(SCAN_ROWS.width);

  return {
    add(entry, { customerNo, day, month }, sign) {
      SCAN_ROWS.fill(row, entry);
      add(days, keyOf(EVERYONE, day), row, sign);
      add(days, keyOf(customerNo, day), row, sign);
      add(months, keyOf(EVERYONE, month), row, sign);
      add(months, keyOf(customerNo, month), row, sign);
    },
    day: (day, customerNo) => figuresOf(days, keyOf(customerNo, day)),
    month: (month, customerNo) => figuresOf(months, keyOf(customerNo, month)),
    snapshot: () => ({ days: days.snapshot(), months: months.snapshot() }),
  };
}

/** Days and months have fewer than 65,536 numbers until 2149. */
function keyOf(customerNo: number, period: number): number {
  return customerNo * 65_536 + period;
}

function add(table: Table, key: number, row: Float64Array, sign: 1 | -1): void {
  const at = table.rowOf(key);
  addRow(table.values, at, row, sign);
}

/** Undefined also where everything that once counted was taken back. */
function figuresOf(table: Table, key: number): Figures | undefined {
  const row = table.findRow(key);
  if (row === undefined) return undefined;
  const figures = SCAN_ROWS.read(table.values, row);
  const { saved, failed, cancelled, duplicate } = figures;
  return saved + failed + cancelled + duplicate === 0 ? undefined : figures;
}
