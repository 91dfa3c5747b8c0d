/** Figures as rows of numbers, and what one scan adds to them (S-62). */
import { FIGURE_NAMES, type Figures } from './figures.ts';
import type { InvoiceEntry } from './invoice-lines.ts';

export const ROW_WIDTH = FIGURE_NAMES.length;

const COLUMN = Object.fromEntries(FIGURE_NAMES.map((name, index) => [name, index])) as Record<
  keyof Figures,
  number
>;

/**
 * Counts an entry in the row that begins at `row`, or takes it back. Four parameters rather than an object, since this runs four
 * times for each of a million records.
 */
export function addToRow(values: Float64Array, row: number, entry: InvoiceEntry, sign: 1 | -1): void {
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

export function readRow(values: Float64Array, row: number): Figures {
  return Object.fromEntries(
    FIGURE_NAMES.map((name, index) => [name, values[row + index] ?? 0]),
  ) as unknown as Figures;
}
