/** Keeps the invoice projections level with their ledger, from a snapshot if there is one that fits. */

import type { Ledger } from '../../durable/append-log/append-log.ts';
import { type Calendar, monthOf } from '../calendar.ts';
import { type InvoiceEntry, invoiceLines } from '../records/invoice-lines.ts';
import { createLineReader, type LineDamage } from '../records/line-reader.ts';
import { type LedgerMark, loadSegments, type UsageSnapshot } from '../snapshot/snapshot.ts';
import { createBookmarkedReading, isValid } from './bookmarked-reading.ts';
import type { IndexSegment } from './index-segment.ts';
import { createInvoiceIndex } from './invoice-index.ts';
import {
  createInvoiceProjections,
  type InvoiceProjections,
  type InvoiceProjectionsOptions,
} from './invoice-projections.ts';
import { hashKey } from './key-hash.ts';

export interface InvoiceFoldOptions {
  readonly ledger: Ledger;
  readonly calendar: Calendar;
  /** Used only if it fits the ledger. */
  readonly snapshot: UsageSnapshot | undefined;
  /** Where the older stretches of its index are. */
  readonly snapshotFolder: string;
  readonly onDamage: (damage: LineDamage) => void;
  /** Not told of what is read at the start without a snapshot: that is everything. */
  readonly onChange: InvoiceProjectionsOptions['onChange'];
}

export interface InvoiceFold {
  readonly projections: InvoiceProjections;
  readonly isFromSnapshot: boolean;
  /** Counts what was appended since. */
  readOn(): Promise<void>;
  /** Resolves when scans from before the snapshot can be found. */
  completeIndex(): Promise<void>;
  /** Resolves when, besides, every month knows its most expensive invoices. Nothing may be appended meanwhile. */
  settle(): Promise<void>;
  /** What counts on these days, in the order of the ledger. */
  readDays(days: ReadonlySet<number>): Promise<InvoiceEntry[]>;
  /** What counts between two positions, in the order of the ledger. */
  readCurrent(from: number, to: number): Promise<InvoiceEntry[]>;
  /** How far it has come. */
  mark(): LedgerMark;
  skipped(): number;
  /** Undefined if the ledger no longer holds what was counted. */
  snapshot(): UsageSnapshot['invoices'] | undefined;
}

/** Bytes that are looked at to guess how many lines a ledger has. */
const SAMPLE_BYTES = 65_536;

export function createInvoiceFold(options: InvoiceFoldOptions): InvoiceFold {
  const { ledger, calendar, onDamage, onChange, snapshotFolder } = options;
  const fits = options.snapshot && isValid(options.snapshot.invoices.bookmark, ledger);
  const snapshot = fits ? options.snapshot : undefined;
  let isNews = snapshot !== undefined;
  const projections = createInvoiceProjections({
    calendar,
    readLine: (position) => ledger.readLine(position),
    snapshot: snapshot?.invoices.projections,
    onChange: (entry, place, sign) => {
      if (isNews) onChange(entry, place, sign);
    },
  });
  const { index, topInvoices, dayRanges } = projections;
  const reading = createBookmarkedReading({
    ledger,
    format: invoiceLines,
    onEntry: projections.apply,
    onDamage,
    from: snapshot?.invoices.bookmark,
  });
  let indexCompletion: Promise<void> | undefined = snapshot ? undefined : Promise.resolve();

  async function loadOlderSegments(from: UsageSnapshot): Promise<void> {
    const older = await loadSegments(snapshotFolder, from);
    projections.completeIndex(older ?? (await rebuildSegments(from)));
  }

  /** What stands before the stretch that the snapshot holds itself. */
  async function rebuildSegments({ invoices }: UsageSnapshot): Promise<readonly IndexSegment[]> {
    const { lastSegment } = invoices.projections;
    const end = lastSegment.count > 0 ? lastSegment.base : invoices.bookmark.position;
    const rebuilt = createInvoiceIndex();
    rebuilt.expect(await estimateLines(ledger));
    await readRange(0, end, (entry) =>
      rebuilt.add(entry, entry.scanId === undefined ? undefined : hashKey(entry.scanId)),
    );
    rebuilt.endExpected();
    return rebuilt.full();
  }

  async function readRange(from: number, to: number, onEntry: (entry: InvoiceEntry) => void): Promise<void> {
    const reader = createLineReader({ format: invoiceLines, onEntry, onDamage: () => undefined });
    for await (const chunk of ledger.read(from, to)) reader.read(chunk);
  }

  async function readCurrent(from: number, to: number, isWanted = (_entry: InvoiceEntry) => true) {
    const entries: InvoiceEntry[] = [];
    await readRange(from, to, (entry) => {
      if (isWanted(entry) && projections.isCurrent(entry)) entries.push(entry);
    });
    return entries;
  }

  async function readDays(days: ReadonlySet<number>): Promise<InvoiceEntry[]> {
    const cover = dayRanges.cover(days);
    if (cover === undefined) return [];
    const lastLine = ledger.readLine(cover.to) ?? '';
    const to = cover.to + Buffer.byteLength(lastLine) + 1;
    return readCurrent(cover.from, to, ({ atMs }) => days.has(calendar.dayOf(atMs)));
  }

  async function completeTops(): Promise<void> {
    for (const month of topInvoices.incompleteMonths()) {
      const days = new Set(dayRanges.days().filter((day) => monthOf(day) === month));
      const entries = await readDays(days);
      topInvoices.forget(month);
      for (const entry of entries) topInvoices.add(entry, projections.placeOf(entry));
    }
  }

  function completeIndex(): Promise<void> {
    indexCompletion ??= snapshot && loadOlderSegments(snapshot);
    return (
      indexCompletion?.catch((error: unknown) => {
        indexCompletion = undefined;
        throw error;
      }) ?? Promise.resolve()
    );
  }

  return {
    projections,
    isFromSnapshot: snapshot !== undefined,
    async readOn() {
      const isFirst = snapshot === undefined && reading.position() === 0;
      if (isFirst) index.expect(await estimateLines(ledger));
      await reading.readOn();
      if (isFirst) index.endExpected();
      isNews = true;
    },
    completeIndex,
    async settle() {
      await completeIndex();
      await completeTops();
    },
    readDays,
    readCurrent,
    mark: () => ({ position: reading.position(), fingerprint: ledger.fingerprint(reading.position()) }),
    skipped: reading.skipped,
    snapshot() {
      const bookmark = reading.bookmark();
      return bookmark && { bookmark, projections: projections.snapshot() };
    },
  };
}

/** From the first lines; a little too many rather than too few. */
async function estimateLines(ledger: Ledger): Promise<number> {
  for await (const { bytes } of ledger.read(0, Math.min(SAMPLE_BYTES, ledger.endPosition()))) {
    const lines = bytes.toString('latin1').split('\n').length;
    return Math.ceil((ledger.endPosition() / bytes.length) * lines * 1.05);
  }
  return 0;
}
