/** The fold over Level 2: every scan counts once, as its last line has it, in all projections at the same time. */
import { type Calendar, monthOf } from '../calendar.ts';
import { type InvoiceEntry, invoiceLines } from '../records/invoice-lines.ts';
import { parseEntry } from '../records/line-format.ts';
import { type Customer, type Customers, createCustomers } from './customers.ts';
import { createDayRanges, type DayRanges, type Range } from './day-ranges.ts';
import type { IndexSegment } from './index-segment.ts';
import { createInvoiceIndex, type InvoiceIndex } from './invoice-index.ts';
import { hashKey } from './key-hash.ts';
import { createTopInvoices, type TopInvoices, type TopInvoicesSnapshot } from './top-invoices.ts';
import { createTotals, type Place, type Totals, type TotalsSnapshot } from './totals.ts';

export interface InvoiceProjectionsSnapshot {
  readonly totals: TotalsSnapshot;
  readonly topInvoices: TopInvoicesSnapshot;
  readonly customers: readonly Customer[];
  readonly dayRanges: ReadonlyMap<number, Range>;
  /** The stretch of the index that still grows. */
  readonly lastSegment: IndexSegment;
}

export interface InvoiceProjectionsOptions {
  readonly calendar: Calendar;
  /** The line at a position of the ledger. */
  readonly readLine: (position: number) => string | undefined;
  readonly snapshot?: InvoiceProjectionsSnapshot | undefined;
  /** Told of every entry that counts from now on, and of every one that no longer does. */
  readonly onChange: (entry: InvoiceEntry, place: Place, sign: 1 | -1) => void;
}

export interface InvoiceProjections {
  readonly totals: Totals;
  readonly topInvoices: TopInvoices;
  readonly customers: Customers;
  readonly dayRanges: DayRanges;
  readonly index: InvoiceIndex;
  /** Counts a line, in the order of the ledger, in place of an earlier one of the same scan. */
  apply(entry: InvoiceEntry): void;
  /** Only with a snapshot: until the older stretches of its index are here, lines of old scans count beside their successors. */
  completeIndex(older: readonly IndexSegment[]): void;
  placeOf(entry: InvoiceEntry): Place;
  /** The newest line of a scan. */
  findScan(scanId: string): InvoiceEntry | undefined;
  readEntry(position: number): InvoiceEntry | undefined;
  /** False for a line that a later one of the same scan has superseded. */
  isCurrent(line: Pick<InvoiceEntry, 'scanId' | 'position'>): boolean;
  snapshot(): InvoiceProjectionsSnapshot;
}

export function createInvoiceProjections(options: InvoiceProjectionsOptions): InvoiceProjections {
  const { calendar, readLine, snapshot, onChange } = options;
  const totals = createTotals(snapshot?.totals);
  const topInvoices = createTopInvoices(snapshot?.topInvoices);
  const customers = createCustomers(snapshot?.customers);
  const dayRanges = createDayRanges(snapshot?.dayRanges);
  const index = createInvoiceIndex(snapshot?.lastSegment);
  /** Entries that may supersede one in the stretches of the index that are not here yet. */
  let unchecked: InvoiceEntry[] | undefined = snapshot ? [] : undefined;
  // Neighbours are mostly of one day, and to ask a Date for its month takes longer than all else that is done for a record.
  let lastDay = Number.NaN;
  let lastMonth = Number.NaN;

  function readEntry(position: number): InvoiceEntry | undefined {
    const line = readLine(position);
    return line === undefined ? undefined : parseEntry(invoiceLines, line, position);
  }

  function findScan(scanId: string, scanHash: number, before: number): InvoiceEntry | undefined {
    for (const position of index.scanPositions(scanHash)) {
      const entry = position < before ? readEntry(position) : undefined;
      if (entry?.scanId === scanId) return entry;
    }
    return undefined;
  }

  function placeOf(entry: InvoiceEntry): Place {
    const day = calendar.dayOf(entry.atMs);
    if (day !== lastDay) {
      lastDay = day;
      lastMonth = monthOf(day);
    }
    return { day, month: lastMonth, customerNo: customers.numberOf(entry.customerId) };
  }

  function count(entry: InvoiceEntry): void {
    const place = placeOf(entry);
    customers.note(entry, place.month);
    totals.add(entry, place, 1);
    topInvoices.add(entry, place);
    dayRanges.note(place.day, entry.position);
    onChange(entry, place, 1);
  }

  function takeBack(entry: InvoiceEntry): void {
    const place = placeOf(entry);
    totals.add(entry, place, -1);
    topInvoices.remove(entry, place);
    onChange(entry, place, -1);
  }

  return {
    totals,
    topInvoices,
    customers,
    dayRanges,
    index,
    placeOf,
    readEntry,

    apply(entry) {
      const { scanId, position } = entry;
      if (scanId === undefined) {
        index.add(entry, undefined);
      } else {
        const scanHash = hashKey(scanId);
        const superseded = findScan(scanId, scanHash, position);
        if (superseded) takeBack(superseded);
        else unchecked?.push(entry);
        index.add(entry, scanHash, superseded?.position);
      }
      count(entry);
    },

    completeIndex(older) {
      index.addOlder(older);
      const entries = unchecked ?? [];
      unchecked = undefined;
      for (const { scanId = '', position } of entries) {
        const superseded = findScan(scanId, hashKey(scanId), position);
        if (superseded) takeBack(superseded);
      }
    },

    findScan: (scanId) => findScan(scanId, hashKey(scanId), Number.POSITIVE_INFINITY),

    isCurrent({ scanId, position }) {
      if (scanId === undefined) return true;
      for (const newer of index.scanPositions(hashKey(scanId))) {
        if (newer <= position) return true;
        if (readEntry(newer)?.scanId === scanId) return false;
      }
      return true;
    },

    snapshot: () => ({
      totals: totals.snapshot(),
      topInvoices: topInvoices.snapshot(),
      customers: customers.all(),
      dayRanges: dayRanges.snapshot(),
      lastSegment: index.growing(),
    }),
  };
}
