/** Settles columns by the words in them and in their labels, where no arithmetic can tell. */
import { NO_FIELDS } from './column-labels.ts';
import { readLabelWords } from './label-words.ts';
import type { TableColumn } from './table-columns.ts';
import type { TableItem } from './table-rows.ts';

const MIN_COUNTED_SHARE = 0.7;

/** The same columns with the roles that only words can tell. */
export function settleByWords(
  columns: readonly TableColumn[],
  items: readonly TableItem[],
): readonly TableColumn[] {
  const measured = columns.map((column) => settleMeasure(column, columns));
  return nameItems(withTaxKind(numberItems(measured, items), items), items);
}

/** A weight without a price for it is not what is billed. */
function settleMeasure(column: TableColumn, all: readonly TableColumn[]): TableColumn {
  const words = readLabelWords(column.label);
  const isMeasure = column.role === 'Qty' && words.includes('measure') && !words.includes('quantity');
  const hasRate = all.some(({ role }) => role === 'Rate');
  return isMeasure && !hasRate ? { ...column, role: 'Other' } : column;
}

/** A first column that counts the items, whatever was read for its label. */
function numberItems(columns: readonly TableColumn[], items: readonly TableItem[]): readonly TableColumn[] {
  const counted = items.filter(({ cells }, index) => {
    return cells[0]?.[0]?.text.replace(/\D/g, '') === String(index + 1);
  });
  const isSerial = columns[0]?.role === 'Unknown' && counted.length > items.length * MIN_COUNTED_SHARE;
  return columns.map((column, index) => (isSerial && index === 0 ? { ...column, role: 'Line_No' } : column));
}

/** `Tax Type` says IGST in every row: then the tax amounts beside it are that. */
function withTaxKind(columns: readonly TableColumn[], items: readonly TableItem[]): readonly TableColumn[] {
  const isIntegrated = columns.some((_, index) => {
    const texts = textsOf(items, index);
    return texts.length > 0 && texts.every((text) => /^igst$/i.test(text));
  });
  const hasOwn = columns.some(({ role }) => role === 'IGST_Amount');
  if (!isIntegrated || hasOwn) return columns;
  return columns.map((column) =>
    column.role === 'Tax_Amount' ? { ...column, role: 'IGST_Amount' } : column,
  );
}

/** Where no column is headed by goods, its own words name an item: the column of most letters. */
function nameItems(columns: readonly TableColumn[], items: readonly TableItem[]): readonly TableColumn[] {
  if (columns.some(({ role }) => role === 'Item_Description')) return columns;
  const letters = columns.map(({ role }, index) =>
    NO_FIELDS.includes(role) ? textsOf(items, index).filter(isName).join('').length : 0,
  );
  const most = Math.max(0, ...letters);
  if (most === 0) return columns;
  const at = letters.indexOf(most);
  return columns.map((column, index) => (index === at ? { ...column, role: 'Item_Description' } : column));
}

function isName(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return /^\p{L}{2}/u.test(text) && letters.length > text.length / 2;
}

/** One text for each item that has something there. */
function textsOf(items: readonly TableItem[], index: number): readonly string[] {
  return items.flatMap(({ cells }) => {
    const text = (cells[index] ?? []).map((word) => word.text).join(' ');
    return text === '' ? [] : [text];
  });
}
