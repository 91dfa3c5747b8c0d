/** Reads the line items of an invoice from the words of its pages. */
import type { LineItem } from '../../../invoice/invoice.ts';
import type { PageLayout } from '../../../reader/invoice-reader.ts';
import { type PrintedRow, readPrintedRows } from '../printed/printed-rows.ts';
import { settleRoles } from '../table/column-roles.ts';
import { settleByWords } from '../table/column-words.ts';
import type { HeaderColumn } from '../table/header-columns.ts';
import { addLostLabels } from '../table/lost-labels.ts';
import { layOutColumns, type TableColumn } from '../table/table-columns.ts';
import { findTableHeader, type TableHeader } from '../table/table-header.ts';
import { findContinuation, findTableEnd, gatherItems, type TableItem } from '../table/table-rows.ts';
import { tidyWords } from '../table/tidy-words.ts';
import { includesTax, settleAmounts } from './amount-meaning.ts';
import { readAmounts, readItemValues } from './item-values.ts';
import { findLetterItems } from './letter-items.ts';
import { restoreDots } from './lost-dots.ts';
import { findSlipItem } from './slip-item.ts';
import { findTwoRowItems } from './two-row-items.ts';

/** The part of an item table that stands on one page. */
interface TablePart {
  readonly columns: readonly TableColumn[];
  /** Its head, as printed. */
  readonly labels: readonly HeaderColumn[];
  readonly items: readonly TableItem[];
  /** Those of the pages after it too, until the table goes on. */
  readonly rowsBelow: readonly PrintedRow[];
}

/**
 * The items in the order of the paper, values exactly as printed. Absent is what isn't there or can't be told; empty if
 * there is neither a table of items nor a slip or a letter with some.
 */
export function findLines(pages: readonly PageLayout[]): readonly LineItem[] {
  const rowsByPage = pages.map((page) => readPrintedRows([tidyWords(page)]));
  const inTables = readTables(rowsByPage);
  const inRows = readTwoRowItems(rowsByPage.flat());
  if (inRows.length > inTables.filter(({ Qty, Rate }) => Qty && Rate).length) return inRows;
  if (inTables.length > 0) return inTables;
  const onSlip = findSlipItem(pages);
  return onSlip ? [onSlip] : findLetterItems(rowsByPage.flat());
}

function readTables(rowsByPage: readonly (readonly PrintedRow[])[]): readonly LineItem[] {
  const parts = withoutCopies(readTableParts(rowsByPage));
  const amounts = parts.flatMap(({ items, columns }) => readAmounts(items, columns));
  const hasTax = includesTax(amounts, parts.at(-1)?.rowsBelow ?? []);
  const lines = parts.flatMap(({ items, columns }) => {
    const settled = settleAmounts(columns, hasTax);
    return items.map((item) => restoreDots(readItemValues(item, settled)));
  });
  return withoutRepeatedNumbers(lines);
}

/** A second table counts from 1 again; without a number a line is numbered by its place. */
function withoutRepeatedNumbers(lines: readonly LineItem[]): readonly LineItem[] {
  const seen = new Set<string>();
  return lines.map((line) => {
    const { Line_No, ...rest } = line;
    const isRepeated = Line_No !== undefined && seen.has(Line_No);
    if (Line_No !== undefined) seen.add(Line_No);
    return isRepeated ? rest : line;
  });
}

function readTwoRowItems(rows: readonly PrintedRow[]): readonly LineItem[] {
  const { items, values, rowsBelow } = findTwoRowItems(rows);
  const field = includesTax(values, rowsBelow) ? 'Line_Total' : 'Taxable_Value';
  return items.map((item, index) => ({ ...item, [field]: values[index] }));
}

function readTableParts(rowsByPage: readonly (readonly PrintedRow[])[]): readonly TablePart[] {
  const parts: TablePart[] = [];
  for (const rows of rowsByPage) {
    const before = parts.at(-1);
    const part = readTablePart(rows, before);
    if (part !== undefined) parts.push(part, ...readMoreTables(part));
    else if (before !== undefined)
      parts.splice(-1, 1, { ...before, rowsBelow: [...before.rowsBelow, ...rows] });
  }
  return parts;
}

/** Parts and labour, say: below a table another one with the same columns. */
function readMoreTables(first: TablePart): readonly TablePart[] {
  const header = findTableHeader(first.rowsBelow);
  if (header === undefined || !isAlike(header.columns, first.labels)) return [];
  const next = readBody(first.rowsBelow, header);
  return [next, ...readMoreTables(next)];
}

function isAlike(one: readonly HeaderColumn[], other: readonly HeaderColumn[]): boolean {
  const rolesOf = (columns: readonly HeaderColumn[]) => columns.map(({ role }) => role).join();
  return rolesOf(one) === rolesOf(other);
}

function readTablePart(rows: readonly PrintedRow[], before: TablePart | undefined): TablePart | undefined {
  const header = findTableHeader(rows);
  return header === undefined ? before && continueTable(rows, before) : readBody(rows, header);
}

function readBody(rows: readonly PrintedRow[], header: TableHeader): TablePart {
  const below = rows.slice(header.nextRow);
  const body = below.slice(0, findTableEnd(below));
  const labelled = layOutColumns(header.columns, body);
  const columns = layOutColumns(addLostLabels(header.columns, gatherItems(body, labelled)), body);
  const items = gatherItems(body, columns);
  const settled = settleByWords(settleRoles(columns, items), items);
  return { columns: settled, labels: header.columns, items, rowsBelow: below.slice(body.length) };
}

/** A page without a head of its own: the columns of the page before it, from the item that comes next. */
function continueTable(
  rows: readonly PrintedRow[],
  { columns, labels, items }: TablePart,
): TablePart | undefined {
  const start = findContinuation(rows, { columns, lastItem: items.at(-1) });
  if (start === undefined) return undefined;
  const below = rows.slice(start);
  const body = below.slice(0, findTableEnd(below));
  return { columns, labels, items: gatherItems(body, columns), rowsBelow: below.slice(body.length) };
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
