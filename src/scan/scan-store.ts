/** Keeps scans on disk: data/scans/<scan_id>/scan.json beside its page files, replaced atomically at every change. */
import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { replaceFile } from '../durable/replace-file.ts';
import { ScanError } from '../errors.ts';
import type { Scan } from './scan.ts';

const SCAN_FILE = 'scan.json';
const OWNER_ONLY = { mode: 0o600 };

/** Where scans go whose file cannot be read: out of the way, for a person to look at. */
const DAMAGED_FOLDER = 'scans-damaged';

export interface ScanStoreOptions {
  /** DATA_DIR; made if it does not exist, readable by this user alone. */
  readonly dataDir: string;
  readonly log: Logger;
}

/** All open scans, in memory and on disk. */
export interface ScanStore {
  get(scanId: string): Scan | undefined;
  /** In the order of their making. */
  all(): readonly Scan[];
  /** Resolves once the scan is on disk. */
  create(scan: Scan): Promise<void>;
  /**
   * Changes a scan at once in memory, and resolves once a version with this change is on disk; changes that come
   * while a write is under way share the next one. Throws what `change` throws (nothing is changed then), and
   * `internal` if there is no such scan. A rejected write is `disk_unavailable`; memory then keeps the change, and the
   * next write carries it.
   */
  update(scanId: string, change: (scan: Scan) => Scan): Promise<Scan>;
  /** Resolves when the scan is on disk as it is now; rejects if it can't be written. Resolves for a scan that is gone. */
  onDisk(scanId: string): Promise<void>;
  /** Writes a page's file. It counts only once an `update` names it. */
  writePage(scanId: string, file: string, bytes: Uint8Array): Promise<void>;
  /** The bytes of a page; rejects with `disk_unavailable` where they can no longer be read. */
  readPage(scanId: string, file: string): Promise<Uint8Array>;
  /** Copies a page's file into another scan's folder. */
  copyPage(file: string, from: string, to: string): Promise<void>;
  /** Deletes everything of the scan but what is known of it. */
  removePages(scanId: string): Promise<void>;
  /** Forgets the scan and deletes its folder. */
  remove(scanId: string): Promise<void>;
  /** Tells of every change, at once and before it is on disk, with the scan as it was before. */
  subscribe(listener: (scan: Scan, previous: Scan) => void): void;
}

interface Entry {
  scan: Scan;
  /** The write that will carry the newest change, if one waits its turn. */
  nextWrite: Promise<void> | undefined;
  lastWrite: Promise<void>;
}

function createEntry(scan: Scan): Entry {
  return { scan, nextWrite: undefined, lastWrite: Promise.resolve() };
}

/** Loads every scan in the data folder. A damaged one is set aside and logged, never fatal. */
export async function openScanStore({ dataDir, log }: ScanStoreOptions): Promise<ScanStore> {
  const root = join(dataDir, 'scans');
  await mkdir(root, { recursive: true, mode: 0o700 });
  const entries = new Map<string, Entry>();
  const listeners: ((scan: Scan, previous: Scan) => void)[] = [];

  for (const scan of await loadScans({ root, dataDir, log })) {
    entries.set(scan.scanId, createEntry(scan));
  }

  function entryOf(scanId: string): Entry {
    const entry = entries.get(scanId);
    if (!entry) throw new ScanError('internal', `there is no scan ${scanId}`);
    return entry;
  }

  /** Joins the write that is waiting its turn, or lines one up behind the write under way. */
  function persist(entry: Entry): Promise<void> {
    entry.nextWrite ??= entry.lastWrite
      .catch(() => undefined)
      .then(() => {
        entry.nextWrite = undefined;
        entry.lastWrite = writeScan(root, entry.scan);
        return entry.lastWrite;
      });
    return entry.nextWrite;
  }

  return {
    get: (scanId) => entries.get(scanId)?.scan,
    all: () => [...entries.values()].map((entry) => entry.scan),

    async create(scan) {
      await onDisk(() => mkdir(join(root, scan.scanId), { recursive: true, mode: 0o700 }));
      const entry = createEntry(scan);
      entries.set(scan.scanId, entry);
      await persist(entry);
    },

    async update(scanId, change) {
      const entry = entryOf(scanId);
      const previous = entry.scan;
      const changed = change(previous);
      if (changed === previous) return changed;
      entry.scan = changed;
      for (const listener of listeners) listener(changed, previous);
      await persist(entry);
      return changed;
    },

    async onDisk(scanId) {
      const entry = entries.get(scanId);
      await (entry?.nextWrite ?? entry?.lastWrite);
    },

    writePage: (scanId, file, bytes) =>
      onDisk(() => replaceFile(join(root, scanId, file), [bytes], OWNER_ONLY)),

    async readPage(scanId, file) {
      try {
        return await readFile(join(root, scanId, file));
      } catch (cause) {
        throw new ScanError('disk_unavailable', 'A stored page can no longer be read', { cause });
      }
    },

    copyPage: (file, from, to) => onDisk(() => copyFile(join(root, from, file), join(root, to, file))),

    async removePages(scanId) {
      const { scan } = entryOf(scanId);
      await onDisk(() =>
        Promise.all(scan.pages.map(({ file }) => rm(join(root, scanId, file), { force: true }))),
      );
    },

    async remove(scanId) {
      const entry = entries.get(scanId);
      entries.delete(scanId);
      await entry?.nextWrite?.catch(() => undefined);
      await entry?.lastWrite.catch(() => undefined);
      await onDisk(() => rm(join(root, scanId), { recursive: true, force: true }));
    },

    subscribe: (listener) => void listeners.push(listener),
  };
}

function writeScan(root: string, scan: Scan): Promise<void> {
  const path = join(root, scan.scanId, SCAN_FILE);
  return onDisk(() => replaceFile(path, [JSON.stringify(scan)], OWNER_ONLY));
}

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new ScanError('disk_unavailable', 'the data folder cannot be written', { retryable: true, cause });
  }
}

interface LoadOptions {
  readonly root: string;
  readonly dataDir: string;
  readonly log: Logger;
}

async function loadScans({ root, dataDir, log }: LoadOptions): Promise<Scan[]> {
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const scans: Scan[] = [];
  for (const { name } of folders.sort((a, b) => a.name.localeCompare(b.name))) {
    const scan = await loadScan(join(root, name)).catch(async (error: unknown) => {
      log.error({ scanId: name, err: error }, 'A scan file is damaged; it was set aside');
      await mkdir(join(dataDir, DAMAGED_FOLDER), { recursive: true, mode: 0o700 });
      await rename(join(root, name), join(dataDir, DAMAGED_FOLDER, `${name}-${Date.now()}`));
    });
    if (scan) scans.push(scan);
  }
  return scans;
}

/** Undefined for what a stop left half made or half removed: a folder without its scan file. */
async function loadScan(folder: string): Promise<Scan | undefined> {
  const text = await readFile(join(folder, SCAN_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (text === undefined) {
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  return parseScan(text);
}

function parseScan(text: string): Scan {
  const value: unknown = JSON.parse(text);
  if (!isScan(value)) throw new Error('this is not a scan of version 1');
  return value;
}

/** The file is ours and replaced atomically, so its frame is checked and its inside trusted. */
function isScan(value: unknown): value is Scan {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'version' in value && value.version === 1 && 'scanId' in value && 'state' in value && 'pages' in value
  );
}
