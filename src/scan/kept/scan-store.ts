/** Keeps scans, each with the files that its user sent, and tells of every change. */
import type { DamagedEntry, Storage } from '../../durable/storage.ts';
import { ScanError } from '../../errors.ts';
import type { Scan } from '../value/scan.ts';
import { parseScan } from './parse-scan.ts';
import type { MigrationContext } from './scan-v1.ts';

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
  /** Keeps a file. It counts only once an `update` names it. */
  writeFile(scanId: string, name: string, bytes: Uint8Array): Promise<void>;
  /** Rejects with `disk_unavailable` if it is not there any more. */
  readFile(scanId: string, name: string): Promise<Uint8Array>;
  /** Deletes everything of the scan but what is known of it. */
  removeFiles(scanId: string): Promise<void>;
  /** Forgets the scan and all that belongs to it. */
  remove(scanId: string): Promise<void>;
  /** Resolves when nothing is being written any more, whatever came of it. */
  settle(): Promise<void>;
  /** Tells of every change, at once and before it is kept, with the scan as it was before. */
  subscribe(listener: ScanListener): void;
  /** What could not be understood at the start. It stays where it is until it is set aside. */
  readonly damaged: readonly DamagedEntry[];
  setAside(scanId: string): Promise<void>;
}

export type ScanListener = (scan: Scan, previous: Scan) => void;

/** Loads every scan that is kept, of whichever version. */
export async function openScanStore(storage: Storage, context: MigrationContext): Promise<ScanStore> {
  const migrated: string[] = [];
  const parse = (kept: unknown) => {
    const { scan, isMigrated } = parseScan(kept, context);
    if (isMigrated) migrated.push(scan.scanId);
    return scan;
  };
  // A copy that somebody made of a scan's folder would take its user's pages, and keep none.
  const keyOf = ({ scanId }: Scan) => scanId;
  const scans = await storage.map('scans', { entryName: 'scan', parse, keyOf });
  // On a full disk the next change carries it.
  await Promise.allSettled(migrated.map((scanId) => scans.update(scanId, (scan) => ({ ...scan }))));
  const listeners: ScanListener[] = [];

  return {
    damaged: scans.damaged,
    setAside: scans.setAside,
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
    writeFile: (scanId, name, bytes) => scans.blobs(scanId).put(name, bytes),

    async readFile(scanId, name) {
      const bytes = await scans.blobs(scanId).get(name);
      if (!bytes) throw new ScanError('disk_unavailable', 'A stored page can no longer be read');
      return bytes;
    },

    async removeFiles(scanId) {
      const blobs = scans.blobs(scanId);
      await Promise.all((await blobs.names()).map((name) => blobs.remove(name)));
    },

    remove: scans.remove,
    settle: scans.settle,
    subscribe: (listener) => void listeners.push(listener),
  };
}
