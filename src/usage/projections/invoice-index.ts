/** Finds lines of the ledger by scan id or invoice number, without holding either. */
import type { InvoiceEntry } from '../records/invoice-lines.ts';
import {
  addToSegment,
  createIndexSegment,
  findInvoicePositions,
  findScanPositions,
  hasRoom,
  type IndexSegment,
} from './index-segment.ts';
import { hashKey } from './key-hash.ts';

export interface InvoiceIndex {
  /** `scanHash`: `hashKey` of its scan id. `superseded`: where the record stands that this one takes the place of. */
  add(
    entry: Pick<InvoiceEntry, 'position' | 'invoiceId'>,
    scanHash: number | undefined,
    superseded?: number,
  ): void;
  /** Where lines of a scan may stand, newest first: whoever asks reads the line to be sure. Nearly always none or one. */
  scanPositions(scanHash: number): readonly number[];
  /** Where lines of this invoice number may stand, newest first, at most `limit`. Upper and lower case are alike. */
  invoicePositions(invoiceId: string, limit: number): readonly number[];
  /** Says that about so many records are coming, so that they get one stretch. */
  expect(records: number): void;
  /** Puts stretches from an earlier run before what has been added since. */
  addOlder(segments: readonly IndexSegment[]): void;
  /** Stretches that will not change any more, oldest first. */
  full(): readonly IndexSegment[];
  /** The stretch that still grows. */
  growing(): IndexSegment;
  /** Ends the stretch that grows if it is larger than usual: it need not be written again with every snapshot. */
  endExpected(): void;
}

/** About 1.1 MB. */
const USUAL_CAPACITY = 50_000;
const NONE: readonly number[] = [];

export function createInvoiceIndex(last?: IndexSegment): InvoiceIndex {
  let full: IndexSegment[] = [];
  let growing = last ?? createIndexSegment(USUAL_CAPACITY);

  function startSegment(capacity: number): void {
    if (growing.count > 0) full.push(growing);
    growing = createIndexSegment(capacity);
  }

  /** Written so that the usual answer, none, costs nothing. */
  function collect(find: (segment: IndexSegment) => readonly number[]): readonly number[] {
    let found = find(growing);
    for (let index = full.length - 1; index >= 0; index--) {
      const segment = full[index];
      const more = segment ? find(segment) : NONE;
      if (more.length > 0) found = found.length === 0 ? more : [...found, ...more];
    }
    return found;
  }

  return {
    add({ position, invoiceId }, scanHash, superseded) {
      if (!hasRoom(growing, position)) startSegment(USUAL_CAPACITY);
      addToSegment(growing, { position, invoiceHash: hashKey(invoiceId), scanHash, superseded });
    },
    scanPositions: (scanHash) => collect((segment) => findScanPositions(segment, scanHash)),
    invoicePositions(invoiceId, limit) {
      const hash = hashKey(invoiceId);
      return collect((segment) => findInvoicePositions(segment, hash, limit)).slice(0, limit);
    },
    expect: (records) => startSegment(Math.max(USUAL_CAPACITY, records)),
    addOlder: (segments) => {
      full = [...segments, ...full];
    },
    full: () => full,
    growing: () => growing,
    endExpected() {
      if (growing.capacity > USUAL_CAPACITY) startSegment(USUAL_CAPACITY);
    },
  };
}
