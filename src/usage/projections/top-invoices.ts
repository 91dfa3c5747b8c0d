/** The most expensive invoices of each month, of every customer and of all together. */
import type { InvoiceEntry } from '../records/invoice-lines.ts';
import { createTable, type Table, type TableSnapshot } from './table.ts';
import { EVERYONE, type Place } from './totals.ts';

const TOP_COUNT = 3;

/** A row of a customer: costs in falling order, then the positions that go with them. A cost of -1: nobody there. */
const WIDTH = 2 * TOP_COUNT;
const NOBODY = -1;

export interface TopInvoicesSnapshot {
  readonly months: ReadonlyMap<number, TableSnapshot>;
  readonly incomplete: ReadonlySet<number>;
}

export interface TopInvoices {
  /** Entries come in the order of the ledger; of two that cost the same, the earlier one is first. */
  add(entry: InvoiceEntry, place: Place): void;
  /** Takes an entry back. If it was among the first, its month is incomplete: who came fourth is not remembered. */
  remove(entry: InvoiceEntry, place: Place): void;
  /** Positions in the ledger, the most expensive first. */
  positions(month: number, customerNo: number): readonly number[];
  /** Months whose entries must be added anew, after `forget`. */
  incompleteMonths(): readonly number[];
  forget(month: number): void;
  snapshot(): TopInvoicesSnapshot;
}

export function createTopInvoices(snapshot?: TopInvoicesSnapshot): TopInvoices {
  const months = new Map<number, Table>();
  const incomplete = new Set(snapshot?.incomplete);
  for (const [month, table] of snapshot?.months ?? []) months.set(month, createTable(WIDTH, table));

  function tableOf(month: number): Table {
    const table = months.get(month) ?? createTable(WIDTH);
    months.set(month, table);
    return table;
  }

  return {
    add({ costNanoUsd, position, outcome }, { month, customerNo }) {
      if (costNanoUsd === undefined || outcome === 'cancelled') return;
      const table = tableOf(month);
      insert(table, EVERYONE, costNanoUsd, position);
      insert(table, customerNo, costNanoUsd, position);
    },
    remove({ position }, { month, customerNo }) {
      const table = tableOf(month);
      const isFirst = [EVERYONE, customerNo].some((no) => positionsOf(table, no).includes(position));
      if (isFirst) incomplete.add(month);
    },
    positions: (month, customerNo) => positionsOf(tableOf(month), customerNo),
    incompleteMonths: () => [...incomplete],
    forget(month) {
      months.delete(month);
      incomplete.delete(month);
    },
    snapshot: () => ({
      months: new Map([...months].map(([month, table]) => [month, table.snapshot()])),
      incomplete,
    }),
  };
}

function insert(table: Table, customerNo: number, costNanoUsd: number, position: number): void {
  const isNew = table.findRow(customerNo) === undefined;
  const row = table.rowOf(customerNo);
  const { values } = table;
  if (isNew) values.fill(NOBODY, row, row + WIDTH);
  let rank = TOP_COUNT;
  while (rank > 0 && costNanoUsd > (values[row + rank - 1] ?? NOBODY)) rank--;
  if (rank === TOP_COUNT) return;
  for (const start of [row, row + TOP_COUNT]) {
    values.copyWithin(start + rank + 1, start + rank, start + TOP_COUNT - 1);
  }
  values[row + rank] = costNanoUsd;
  values[row + TOP_COUNT + rank] = position;
}

function positionsOf(table: Table, customerNo: number): number[] {
  const row = table.findRow(customerNo);
  if (row === undefined) return [];
  return [...table.values.subarray(row + TOP_COUNT, row + WIDTH)].filter((position) => position !== NOBODY);
}
