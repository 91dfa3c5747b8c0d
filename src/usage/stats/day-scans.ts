/** The scans of single days, read from the ledger when first asked for and kept up from then on. */

import type { ScanSize } from '../outliers/outliers.ts';
import type { Place } from '../projections/totals.ts';
import type { InvoiceEntry } from '../records/invoice-lines.ts';

/** Without texts: those would keep the whole part of the ledger in memory that they were read from. */
export interface DayScan extends ScanSize {
  readonly position: number;
  readonly customerNo: number;
}

/** Where the days are read from. */
export interface DaySource {
  readDays(days: ReadonlySet<number>): Promise<readonly InvoiceEntry[]>;
  readonly invoices: { placeOf(entry: InvoiceEntry): Place };
}

export interface DayScans {
  /** Sees to it that these days are there; they stay until many others have been asked for. */
  load(days: readonly number[]): Promise<void>;
  /** The customer's scans of that day, in the order of the ledger; empty if it was not loaded. */
  of(day: number, customerNo: number): readonly DayScan[];
  /** Keeps loaded days up. */
  note(entry: InvoiceEntry, place: Place, sign: 1 | -1): void;
}

/** Two baselines and a month. */
const MAX_DAYS = 100;

export function createDayScans(source: DaySource): DayScans {
  const loaded = new Map<number, Map<number, DayScan[]>>();
  /** Days that changed while they were being read. */
  let changed = new Set<number>();

  function add(entry: InvoiceEntry, { day, customerNo }: Place): void {
    const scans = loaded.get(day);
    if (scans === undefined) return;
    const { position, outcome, pages, tokens, costNanoUsd } = entry;
    const own = scans.get(customerNo) ?? [];
    own.push({ position, customerNo, outcome, pages, tokens, costNanoUsd });
    scans.set(customerNo, own);
  }

  function remove({ position }: InvoiceEntry, { day, customerNo }: Place): void {
    const scans = loaded.get(day);
    scans?.set(
      customerNo,
      (scans.get(customerNo) ?? []).filter((scan) => scan.position !== position),
    );
  }

  /** Puts these days last in line to be forgotten, and forgets those at its head. */
  function keep(days: readonly number[]): void {
    for (const day of days) {
      const scans = loaded.get(day);
      loaded.delete(day);
      if (scans) loaded.set(day, scans);
    }
    for (const day of loaded.keys()) {
      if (loaded.size <= MAX_DAYS) return;
      loaded.delete(day);
    }
  }

  return {
    async load(days) {
      let missing = new Set(days.filter((day) => !loaded.has(day)));
      while (missing.size > 0) {
        changed = new Set();
        const entries = await source.readDays(missing);
        const whole = new Set([...missing].filter((day) => !changed.has(day)));
        for (const day of whole) loaded.set(day, new Map());
        for (const entry of entries) {
          const place = source.invoices.placeOf(entry);
          if (whole.has(place.day)) add(entry, place);
        }
        missing = new Set([...missing].filter((day) => !whole.has(day)));
      }
      keep(days);
    },
    of: (day, customerNo) => loaded.get(day)?.get(customerNo) ?? [],
    note(entry, place, sign) {
      changed.add(place.day);
      if (sign === 1) add(entry, place);
      else remove(entry, place);
    },
  };
}
