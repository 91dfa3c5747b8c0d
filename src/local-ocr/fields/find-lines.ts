/** Reads the line items of an invoice from the words of its pages. */
import type { LineItem } from '../../invoice/invoice.ts';
import type { PageLayout } from '../../scan/ports.ts';
import { includesTax } from './amount-meaning.ts';
import { settleRoles } from './column-roles.ts';
import { readItemValues } from './item-values.ts';
import { type PrintedRow, readPrintedRows } from './printed-rows.ts';
import { layOutColumns, type TableColumn } from './table-columns.ts';
import { findTableHeader } from './table-header.ts';
import { findTableEnd, gatherItems, type TableItem } from './table-rows.ts';
import { tidyWords } from './tidy-words.ts';

/** The part of an item table that stands on one page. */
interface TablePart {
  readonly columns: readonly TableColumn[];
  readonly items: readonly TableItem[];
  readonly rowsBelow: readonly PrintedRow[];
}

/**
 * The items in the order of the paper, values exactly as printed. Absent is what isn't there or can't be told; empty if
 * there is no table of items.
 */
export function findLines(pages: readonly PageLayout[]): readonly LineItem[] {
  const parts: TablePart[] = [];
  for (const page of pages) {
    const part = readTablePart(readPrintedRows([tidyWords(page)]), parts.at(-1));
    if (part !== undefined) parts.push(part);
  }
  const rowsBelow = parts.at(-1)?.rowsBelow ?? [];
  const amounts = parts.flatMap(({ items, columns }) => items.flatMap((item) => amountOf(item, columns)));
  const meaning = includesTax(amounts, rowsBelow) ? 'Line_Total' : 'Taxable_Value';
  return parts.flatMap(({ items, columns }) => {
    const settled = columns.map((column) => ({ ...column, role: meaningOf(column, { columns, meaning }) }));
    return items.map((item) => readItemValues(item, settled));
  });
}

function readTablePart(rows: readonly PrintedRow[], before: TablePart | undefined): TablePart | undefined {
  const header = findTableHeader(rows);
  if (header === undefined) return before && continueTable(rows, before);
  const below = rows.slice(header.nextRow);
  const body = below.slice(0, findTableEnd(below));
  const columns = layOutColumns(header.columns, body);
  const items = gatherItems(body, columns);
  return { columns: settleRoles(columns, items), items, rowsBelow: below.slice(body.length) };
}

/** A page without a head of its own: the columns of the page before it. */
function continueTable(rows: readonly PrintedRow[], { columns, items }: TablePart): TablePart | undefined {
  if (items.length === 0) return undefined;
  const body = rows.slice(0, findTableEnd(rows));
  const continued = gatherItems(body, columns);
  return continued.length === 0
    ? undefined
    : { columns, items: continued, rowsBelow: rows.slice(body.length) };
}

function amountOf(item: TableItem, columns: readonly TableColumn[]): readonly string[] {
  const { Line_Total } = readItemValues(
    item,
    columns.map((column) => ({
      ...column,
      role: column.role === 'Amount' ? 'Line_Total' : 'Other',
    })),
  );
  return Line_Total === undefined ? [] : [Line_Total];
}

function meaningOf(
  { role }: TableColumn,
  { columns, meaning }: { columns: readonly TableColumn[]; meaning: 'Line_Total' | 'Taxable_Value' },
): TableColumn['role'] {
  if (role !== 'Amount') return role;
  return columns.some((column) => column.role === 'Taxable_Value') ? 'Line_Total' : meaning;
}
