/** The columns in which exports show scans: who and when first, then the other fields in the order of the record. */
import type { Column } from './declaration/define-record.ts';
import { INVOICE_USAGE, type InvoiceUsageRecord } from './invoice-record.ts';

export type ExportColumn = Column<InvoiceUsageRecord>;

const FIRST: readonly (keyof InvoiceUsageRecord)[] = [
  'scan_id',
  'invoice_id',
  'timestamp',
  'customer_id',
  'telegram_user_id',
  'outcome',
  'error_code',
];

export const EXPORT_COLUMNS: readonly ExportColumn[] = INVOICE_USAGE.columns.toSorted(
  (a, b) => rankOf(a) - rankOf(b),
);

function rankOf({ name }: ExportColumn): number {
  const rank = FIRST.indexOf(name);
  return rank === -1 ? FIRST.length : rank;
}
