/** Finds whole scans in the ledger: by their place, their id or the number of their invoice. */
import { hashKey, isSameKey } from '../projections/key-hash.ts';
import { parseInvoiceRecord, readCountedRecord } from '../records/invoice-lines.ts';
import type { InvoiceUsageRecord } from '../records/invoice-record.ts';
import type { UsageStore } from '../usage-store.ts';

/** One scan as the ledger has it. */
export interface InvoiceUsage {
  /** The scan's id; for a line of the plain shape its place, `line-1234`. Finds this very scan again. */
  readonly scanId: string;
  readonly record: InvoiceUsageRecord;
}

export interface InvoiceSearch {
  /** The scan whose line begins there. */
  at(position: number): InvoiceUsage | undefined;
  /** By scan id or invoice number, in upper or lower case; newest first. */
  find(query: string): readonly InvoiceUsage[];
}

/** More than are shown, since some that the index names turn out to be superseded. */
const MAX_CANDIDATES = 200;
const PLACE = /^line-(?<position>\d{1,15})$/;

export function createInvoiceSearch(store: Pick<UsageStore, 'invoices' | 'readLine'>): InvoiceSearch {
  const { invoices } = store;
  const { index } = invoices;

  function at(position: number): InvoiceUsage | undefined {
    const line = store.readLine(position);
    const record = line === undefined ? undefined : readCountedRecord(line);
    return record && usageOf(record, position);
  }

  function findByPlace(position: number): readonly InvoiceUsage[] {
    const record = parseInvoiceRecord(store.readLine(position) ?? '');
    return record ? [usageOf(record, position)] : [];
  }

  function isMatch({ record }: InvoiceUsage, query: string): boolean {
    return isSameKey(record.invoice_id, query) || isSameKey(record.scan_id ?? '', query);
  }

  /** The newest line of every scan of that name; each line is read once. */
  function find(query: string): readonly InvoiceUsage[] {
    const place = PLACE.exec(query)?.groups?.position;
    if (place !== undefined) return findByPlace(Number(place));
    const positions = new Set(index.scanPositions(hashKey(query)));
    for (const position of index.invoicePositions(query, MAX_CANDIDATES)) positions.add(position);
    return [...positions]
      .sort((a, b) => b - a)
      .flatMap((position) => {
        const found = at(position);
        const scanId = found?.record.scan_id ?? undefined;
        return found && isMatch(found, query) && invoices.isCurrent({ scanId, position }) ? [found] : [];
      });
  }

  return { at, find };
}

function usageOf(record: InvoiceUsageRecord, position: number): InvoiceUsage {
  return { scanId: record.scan_id ?? `line-${position}`, record };
}
