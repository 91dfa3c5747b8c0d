/** A stretch of the invoice index: hash tables in typed arrays, 23 bytes a record, of a size that never changes. */

/** What v8.serialize stores as it is. Record numbers count from 1; 0 is an empty place. */
export interface IndexSegment {
  /** Position of the first record in the ledger. */
  base: number;
  count: number;
  readonly capacity: number;
  /** Positions of records, less `base`. */
  readonly offsets: Uint32Array;
  readonly scanPlaces: Uint32Array;
  readonly scanTags: Uint16Array;
  readonly invoicePlaces: Uint32Array;
  readonly invoiceTags: Uint16Array;
  /** Earlier record with the same invoice number, so that many alike don't crowd the table. */
  readonly previousAlike: Uint32Array;
}

/** Filled to three quarters, a table is left after two looks on average. */
const PLACES_PER_RECORD = 4 / 3;
const HASH_RANGE = 2 ** 32;
/** One and the same, since nearly every question has this answer. */
const NONE: readonly number[] = [];
const MAX_OFFSET = 2 ** 32 - 1;

export function createIndexSegment(capacity: number): IndexSegment {
  const places = Math.ceil(capacity * PLACES_PER_RECORD) + 1;
  return {
    base: 0,
    count: 0,
    capacity,
    offsets: new Uint32Array(capacity + 1),
    scanPlaces: new Uint32Array(places),
    scanTags: new Uint16Array(capacity + 1),
    invoicePlaces: new Uint32Array(places),
    invoiceTags: new Uint16Array(capacity + 1),
    previousAlike: new Uint32Array(capacity + 1),
  };
}

export function hasRoom({ count, capacity, base }: IndexSegment, position: number): boolean {
  return count < capacity && (count === 0 || position - base <= MAX_OFFSET);
}

export interface NewRecord {
  readonly position: number;
  readonly invoiceHash: number;
  /** Absent if the record has no scan id. */
  readonly scanHash: number | undefined;
  /** Position of the record with the same scan id that it supersedes. */
  readonly superseded?: number | undefined;
}

/** `hasRoom` was asked before. Positions only grow. */
export function addToSegment(segment: IndexSegment, record: NewRecord): void {
  if (segment.count === 0) segment.base = record.position;
  const recordNo = ++segment.count;
  segment.offsets[recordNo] = record.position - segment.base;

  const { invoicePlaces, invoiceTags } = segment;
  const tag = tagOf(record.invoiceHash);
  invoiceTags[recordNo] = tag;
  let place = placeOf(record.invoiceHash, invoicePlaces.length);
  for (let other = invoicePlaces[place]; other; other = invoicePlaces[place]) {
    if (invoiceTags[other] === tag) {
      segment.previousAlike[recordNo] = other;
      break;
    }
    place = (place + 1) % invoicePlaces.length;
  }
  invoicePlaces[place] = recordNo;
  if (record.scanHash !== undefined) addScan(segment, recordNo, record.scanHash, record.superseded);
}

/** A superseded record gives its place to the new one; nobody looks for it any more. */
function addScan(
  segment: IndexSegment,
  recordNo: number,
  hash: number,
  superseded: number | undefined,
): void {
  const { scanPlaces, scanTags, offsets, base } = segment;
  scanTags[recordNo] = tagOf(hash);
  let place = placeOf(hash, scanPlaces.length);
  for (let other = scanPlaces[place]; other; other = scanPlaces[place]) {
    if (superseded !== undefined && base + (offsets[other] ?? 0) === superseded) break;
    place = (place + 1) % scanPlaces.length;
  }
  scanPlaces[place] = recordNo;
}

/** Positions of records whose scan id may be the one with this hash, newest first. */
export function findScanPositions(segment: IndexSegment, hash: number): readonly number[] {
  const { scanPlaces, scanTags, offsets, base } = segment;
  const tag = tagOf(hash);
  let found = NONE;
  let place = placeOf(hash, scanPlaces.length);
  for (let other = scanPlaces[place]; other; other = scanPlaces[place]) {
    if (scanTags[other] === tag) found = [...found, base + (offsets[other] ?? 0)];
    place = (place + 1) % scanPlaces.length;
  }
  return found.length > 1 ? found.toSorted((a, b) => b - a) : found;
}

/** Positions of records whose invoice number may be the one with this hash, newest first, at most `limit`. */
export function findInvoicePositions(segment: IndexSegment, hash: number, limit: number): number[] {
  const { invoicePlaces, invoiceTags, previousAlike, offsets, base } = segment;
  const tag = tagOf(hash);
  let place = placeOf(hash, invoicePlaces.length);
  let other = invoicePlaces[place] ?? 0;
  while (other !== 0 && invoiceTags[other] !== tag) {
    place = (place + 1) % invoicePlaces.length;
    other = invoicePlaces[place] ?? 0;
  }
  const found: number[] = [];
  for (; other !== 0 && found.length < limit; other = previousAlike[other] ?? 0) {
    found.push(base + (offsets[other] ?? 0));
  }
  return found;
}

function placeOf(hash: number, places: number): number {
  return Math.floor((hash / HASH_RANGE) * places);
}

function tagOf(hash: number): number {
  return hash & 0xffff;
}
