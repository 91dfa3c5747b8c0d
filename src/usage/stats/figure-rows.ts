/** Figures as rows of numbers, and what one scan adds to them (S-62). */

import type { ScanOutcome } from '../finished-scan.ts';
import type { InvoiceEntry } from '../records/invoice-lines.ts';
import type { Figures } from './figures.ts';

export const ROW_WIDTH = 12;

const OUTCOME_COLUMNS = { saved: 0, failed: 1, cancelled: 2, duplicate: 3 } as const satisfies Record<
  ScanOutcome,
  number
>;

/** Writes what one scan adds to every row in which it counts. `row` is used again and again: a new one takes longer than all the rest. */
export function fillRow(row: Float64Array, entry: InvoiceEntry): void {
  const { outcome, pages, tokens, costNanoUsd, confidenceMicros } = entry;
  const isProcessed = outcome !== 'cancelled';
  const isPriced = costNanoUsd !== undefined;
  row.fill(0, 0, 4);
  row[OUTCOME_COLUMNS[outcome]] = 1;
  row[4] = isProcessed ? pages : 0;
  row[5] = tokens;
  row[6] = costNanoUsd ?? 0;
  row[7] = isProcessed ? (costNanoUsd ?? 0) : 0;
  row[8] = isProcessed && isPriced ? 1 : 0;
  row[9] = isPriced ? 0 : 1;
  row[10] = isProcessed ? (confidenceMicros ?? 0) : 0;
  row[11] = isProcessed && confidenceMicros !== undefined ? 1 : 0;
}

/** Adds a row to the one that begins at `at`, or takes it back. Plain parameters, since this runs four times for each of a million records. */
export function addRow(values: Float64Array, at: number, row: Float64Array, sign: 1 | -1): void {
  for (let column = 0; column < ROW_WIDTH; column++) {
    values[at + column] = (values[at + column] ?? 0) + sign * (row[column] ?? 0);
  }
}

export function readRow(values: Float64Array, at: number): Figures {
  const column = (no: number) => values[at + no] ?? 0;
  return {
    saved: column(OUTCOME_COLUMNS.saved),
    failed: column(OUTCOME_COLUMNS.failed),
    cancelled: column(OUTCOME_COLUMNS.cancelled),
    duplicate: column(OUTCOME_COLUMNS.duplicate),
    pages: column(4),
    tokens: column(5),
    costNanoUsd: column(6),
    processedCostNanoUsd: column(7),
    processedPriced: column(8),
    unpriced: column(9),
    confidenceMicros: column(10),
    scored: column(11),
  };
}
