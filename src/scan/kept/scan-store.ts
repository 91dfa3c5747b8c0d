/** Keeps scans, each with the files that its user sent, and tells of every change. */
import type { DamagedEntry, Storage } from '../../durable/storage.ts';
import { ScanError } from '../../errors.ts';
import type { Scan } from '../value/scan.ts';

/** All open scans, in memory and kept. */
export interface ScanStore {
  get(scanId: string): Scan | undefined;
  /** In the order of their making. */
  all(): readonly Scan[];
  /** Resolves once the scan is kept. */
  create(scan: Scan): Promise<void>;
  /**
   * Changes a scan at once in memory, and resolves once a version with this change is kept; changes that come
   * while a write is under way share the next one. Throws what `change` throws (nothing is changed then), and
   * `internal` if there is no such scan. A rejected write is `disk_unavailable`; memory then keeps the change, and the
   * next write carries it.
   */
  update(scanId: string, change: (scan: Scan) => Scan): Promise<Scan>;
  /** Resolves when the scan is kept as it is now; rejects if it can't be. Resolves for a scan that is gone. */
  kept(scanId: string): Promise<void>;
  /** Keeps a page's file. It counts only once an `update` names it. */
  writePage(scanId: string, file: string, bytes: Uint8Array): Promise<void>;
  /** Rejects with `disk_unavailable` if it is not there any more. */
  readPage(scanId: string, file: string): Promise<Uint8Array>;
  /** Copies a page's file to another scan. */
  copyPage(file: string, from: string, to: string): Promise<void>;
  /** Deletes everything of the scan but what is known of it. */
  removePages(scanId: string): Promise<void>;
  /** Forgets the scan and all that belongs to it. */
  remove(scanId: string): Promise<void>;
  /** Tells of every change, at once and before it is kept, with the scan as it was before. */
  subscribe(listener: ScanListener): void;
  /** What could not be understood at the start, and was set aside. */
  readonly damaged: readonly DamagedEntry[];
}

export type ScanListener = (scan: Scan, previous: Scan) => void;

/** Loads every scan that is kept. A damaged one is set aside and logged, never fatal. */
export async function openScanStore(storage: Storage): Promise<ScanStore> {
  const scans = await storage.map('scans', { entryName: 'scan', parse: parseScan });
  const listeners: ScanListener[] = [];

  async function readPage(scanId: string, file: string): Promise<Uint8Array> {
    const bytes = await scans.blobs(scanId).get(file);
    if (!bytes) throw new ScanError('disk_unavailable', 'A stored page can no longer be read');
    return bytes;
  }

  return {
    damaged: scans.damaged,
    get: scans.get,
    all: scans.all,
    create: (scan) => scans.create(scan.scanId, scan),

    update(scanId, change) {
      const previous = scans.get(scanId);
      const written = scans.update(scanId, change);
      // In memory it has changed already.
      const scan = scans.get(scanId);
      if (scan && previous && scan !== previous) for (const listener of listeners) listener(scan, previous);
      return written;
    },

    kept: scans.kept,
    writePage: (scanId, file, bytes) => scans.blobs(scanId).put(file, bytes),
    readPage,
    copyPage: async (file, from, to) => scans.blobs(to).put(file, await readPage(from, file)),

    async removePages(scanId) {
      const blobs = scans.blobs(scanId);
      await Promise.all((await blobs.names()).map((name) => blobs.remove(name)));
    },

    remove: scans.remove,
    subscribe: (listener) => void listeners.push(listener),
  };
}

function parseScan(value: unknown): Scan {
  if (!isScan(value)) throw new Error('this is not a scan of version 1');
  return value;
}

/** The value is ours and replaced whole, so its frame is checked and its inside trusted. */
function isScan(value: unknown): value is Scan {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'version' in value && value.version === 1 && 'scanId' in value && 'state' in value && 'pages' in value
  );
}
