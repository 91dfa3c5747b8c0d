/** Reads the line items of an invoice from the words of its pages. */
import type { LineItem } from '../../invoice/invoice.ts';
import type { PageLayout } from '../../scan/ports.ts';
import { includesTax, settleAmounts } from './amount-meaning.ts';
import { settleRoles } from './column-roles.ts';
import { readAmounts, readItemValues } from './item-values.ts';
import { addLostLabels } from './lost-labels.ts';
import { type PrintedRow, readPrintedRows } from './printed-rows.ts';
import { findSlipItem } from './slip-item.ts';
import { layOutColumns, type TableColumn } from './table-columns.ts';
import { findTableHeader } from './table-header.ts';
import { findContinuation, findTableEnd, gatherItems, type TableItem } from './table-rows.ts';
import { tidyWords } from './tidy-words.ts';

/** The part of an item table that stands on one page. */
interface TablePart {
  readonly columns: readonly TableColumn[];
  readonly items: readonly TableItem[];
  /** Those of the pages after it too, until the table goes on. */
  readonly rowsBelow: readonly PrintedRow[];
}

/**
 * The items in the order of the paper, values exactly as printed. Absent is what isn't there or can't be told; empty if
 * there is neither a table of items nor a slip with one.
 */
export function findLines(pages: readonly PageLayout[]): readonly LineItem[] {
  const parts = withoutCopies(readTableParts(pages));
  if (parts.length === 0) return [findSlipItem(pages) ?? []].flat();
  const amounts = parts.flatMap(({ items, columns }) => readAmounts(items, columns));
  const hasTax = includesTax(amounts, parts.at(-1)?.rowsBelow ?? []);
  return parts.flatMap(({ items, columns }) => {
    const settled = settleAmounts(columns, hasTax);
    return items.map((item) => readItemValues(item, settled));
  });
}

function readTableParts(pages: readonly PageLayout[]): readonly TablePart[] {
  const parts: TablePart[] = [];
  for (const page of pages) {
    const rows = readPrintedRows([tidyWords(page)]);
    const before = parts.at(-1);
    const part = readTablePart(rows, before);
    if (part !== undefined) parts.push(part);
    else if (before !== undefined)
      parts.splice(-1, 1, { ...before, rowsBelow: [...before.rowsBelow, ...rows] });
  }
  return parts;
}

function readTablePart(rows: readonly PrintedRow[], before: TablePart | undefined): TablePart | undefined {
  const header = findTableHeader(rows);
  if (header === undefined) return before && continueTable(rows, before);
  const below = rows.slice(header.nextRow);
  const body = below.slice(0, findTableEnd(below));
  const labelled = layOutColumns(header.columns, body);
  const columns = layOutColumns(addLostLabels(header.columns, gatherItems(body, labelled)), body);
  const items = gatherItems(body, columns);
  return { columns: settleRoles(columns, items), items, rowsBelow: below.slice(body.length) };
}

/** A page without a head of its own: the columns of the page before it, from the item that comes next. */
function continueTable(rows: readonly PrintedRow[], { columns, items }: TablePart): TablePart | undefined {
  const start = findContinuation(rows, { columns, lastItem: items.at(-1) });
  if (start === undefined) return undefined;
  const below = rows.slice(start);
  const body = below.slice(0, findTableEnd(below));
  return { columns, items: gatherItems(body, columns), rowsBelow: below.slice(body.length) };
}

/** One file often holds the original and its duplicate for the transporter: the same items, counted from 1 again. */
function withoutCopies(parts: readonly TablePart[]): readonly TablePart[] {
  const seen = new Set<string>();
  return parts.filter(({ columns, items }) => {
    const text = JSON.stringify(items.map((item) => readItemValues(item, columns)));
    const isCopy = items.length > 0 && seen.has(text);
    seen.add(text);
    return !isCopy;
  });
}
