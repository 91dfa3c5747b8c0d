/** Keeps what was folded from the ledgers on disk, so that a start reads only what came after it. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, replaceFile } from '../../durable/files/replace-file.ts';
import type { IndexSegment } from '../projections/index-segment.ts';
import type { InvoiceProjectionsSnapshot } from '../projections/invoice-projections.ts';
import type { ModelUsageSnapshot } from '../projections/model-usage.ts';
import { readSealed, seal } from './sealed-file.ts';

/** A place in a ledger, and what stood before it. */
export interface LedgerMark {
  readonly position: number;
  /** `Ledger.fingerprint`; undefined: fits no ledger. */
  readonly fingerprint: string | undefined;
}

/** How far into a ledger a fold had come. */
export interface Bookmark extends LedgerMark {
  readonly fingerprint: string;
  /** Number of the line there, in its file. */
  readonly line: number;
  /** Damaged lines before. */
  readonly skipped: number;
}

/** 2: parsing calls count at their own time. 3: models have a provider. */
export const SNAPSHOT_VERSION = 3;

/** Plain data, as v8.serialize takes it. */
export interface UsageSnapshot {
  /** Of this shape, and counted like this: a snapshot of any other version is thrown away. */
  readonly version: typeof SNAPSHOT_VERSION;
  readonly timeZone: string;
  readonly invoices: { readonly bookmark: Bookmark; readonly projections: InvoiceProjectionsSnapshot };
  readonly models: {
    readonly calls: Bookmark;
    readonly invoices: Bookmark;
    readonly usage: ModelUsageSnapshot;
  };
  /** Names of the files that hold the older stretches of the index. */
  readonly segments: readonly string[];
  /** Last day whose summary lines are written; undefined if none are. */
  readonly closedThroughDay: number | undefined;
}

const STATE_FILE = 'state.bin';

/** Undefined if there is none that is whole, of this version, and with days of this time zone. */
export async function loadSnapshot(folder: string, timeZone: string): Promise<UsageSnapshot | undefined> {
  // Written by this program, and whole: its shape needs no second look.
  const snapshot = (await readSealed(join(folder, STATE_FILE))) as UsageSnapshot | undefined;
  return snapshot?.version === SNAPSHOT_VERSION && snapshot.timeZone === timeZone ? snapshot : undefined;
}

/** The older stretches of the index, oldest first; undefined if one of them is not whole. */
export async function loadSegments(
  folder: string,
  { segments }: UsageSnapshot,
): Promise<IndexSegment[] | undefined> {
  const loaded: IndexSegment[] = [];
  for (const name of segments) {
    const segment = (await readSealed(join(folder, name))) as IndexSegment | undefined;
    if (segment === undefined) return undefined;
    loaded.push(segment);
  }
  return loaded;
}

/**
 * Replaces the snapshot. Stretches of the index that no longer change are written once. `snapshot` is copied before the first
 * wait, so that it may change meanwhile.
 */
export async function saveSnapshot(
  folder: string,
  snapshot: Omit<UsageSnapshot, 'segments'>,
  segments: readonly IndexSegment[],
): Promise<void> {
  const names = segments.map(({ base, count }) => `index-${base}-${count}.bin`);
  const state = seal({ ...snapshot, segments: names });
  await makeFolder(folder);
  const present = await readdir(folder);
  for (const [index, name] of names.entries()) {
    if (!present.includes(name)) await replaceFile(join(folder, name), [seal(segments[index])]);
  }
  await replaceFile(join(folder, STATE_FILE), [state]);
  const stale = present.filter((name) => name.startsWith('index-') && !names.includes(name));
  for (const name of stale) await rm(join(folder, name), { force: true });
}
