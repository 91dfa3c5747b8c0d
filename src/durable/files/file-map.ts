/** A durable map in a folder: `<key>/<entry name>.json`, and the entry's bytes beside it. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ScanError } from '../../errors.ts';
import { setEntryAside } from '../damage.ts';
import { onDisk } from '../disk-unavailable.ts';
import type { KeepingLog } from '../keeping-log.ts';
import { createSharedWrite, type SharedWrite } from '../shared-write.ts';
import type { DamagedEntry, DurableMap, MapKind } from '../storage.ts';
import { createFolderBlobs } from './folder-blobs.ts';
import { makeFolder, replaceFile, syncFolder, unlessMissing } from './replace-file.ts';

export interface FileMapOptions<T> extends MapKind<T> {
  /** Made if it is missing. */
  readonly folder: string;
  readonly log: KeepingLog;
}

interface Entry<T> {
  value: T;
  readonly writing: SharedWrite;
}

export async function openFileMap<T>(options: FileMapOptions<T>): Promise<DurableMap<T>> {
  const { folder, entryName, log } = options;
  const fileName = `${entryName}.json`;
  await makeFolder(folder);
  const { values, damaged } = await loadEntries({ ...options, fileName });
  const entries = new Map([...values].map(([key, value]) => [key, createEntry(key, value)]));

  function createEntry(key: string, value: T): Entry<T> {
    const path = join(folder, key, fileName);
    const entry: Entry<T> = {
      value,
      writing: createSharedWrite(() => onDisk(() => replaceFile(path, [JSON.stringify(entry.value)]))),
    };
    return entry;
  }

  return {
    damaged,
    get: (key) => entries.get(key)?.value,
    all: () => [...entries.values()].map(({ value }) => value),

    async create(key, value) {
      await onDisk(() => makeFolder(join(folder, key)));
      const entry = createEntry(key, value);
      entries.set(key, entry);
      await entry.writing.request();
    },

    async update(key, change) {
      const entry = entries.get(key);
      if (!entry) throw new ScanError('internal', `there is no ${entryName} ${key}`);
      const changed = change(entry.value);
      if (changed === entry.value) return changed;
      entry.value = changed;
      await entry.writing.request();
      return changed;
    },

    async kept(key) {
      await entries.get(key)?.writing.last();
    },

    async remove(key) {
      const entry = entries.get(key);
      entries.delete(key);
      await entry?.writing.settle();
      await onDisk(async () => {
        await rm(join(folder, key), { recursive: true, force: true });
        await syncFolder(folder);
      });
    },

    settle: async () =>
      void (await Promise.all([...entries.values()].map(({ writing }) => writing.settle()))),
    setAside: (key) => onDisk(() => setEntryAside(join(folder, key), log)),
    blobs: (key) => createFolderBlobs({ folder: join(folder, key), isOurs: (name) => name !== fileName }),
  };
}

interface Loading<T> extends FileMapOptions<T> {
  readonly fileName: string;
}

async function loadEntries<T>(options: Loading<T>) {
  const values = new Map<string, T>();
  const damaged: DamagedEntry[] = [];
  const folders = (await readdir(options.folder, { withFileTypes: true })).filter((each) =>
    each.isDirectory(),
  );
  for (const { name: key } of folders.sort((a, b) => a.name.localeCompare(b.name))) {
    const loaded = await loadEntry(options, key);
    if (loaded.kind === 'value') values.set(key, loaded.value);
    if (loaded.kind === 'damaged') damaged.push({ key, kept: loaded.kept });
  }
  return { values, damaged };
}

type Loaded<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'damaged'; readonly kept: unknown }
  /** What a stop left half made or half removed: a folder without its value. It is removed. */
  | { readonly kind: 'unfinished' };

async function loadEntry<T>(loading: Loading<T>, key: string): Promise<Loaded<T>> {
  const { folder, fileName, parse, keyOf, log } = loading;
  const path = join(folder, key);
  let kept: unknown;
  try {
    await syncFolder(path);
    const text = await unlessMissing(() => readFile(join(path, fileName), 'utf8'));
    if (text === undefined) {
      await rm(path, { recursive: true, force: true });
      return { kind: 'unfinished' };
    }
    kept = JSON.parse(text);
    const value = parse(kept);
    if (keyOf && keyOf(value) !== key) throw new Error(`this is a copy of ${keyOf(value)}`);
    return { kind: 'value', value };
  } catch (error) {
    // Nothing is wrong with an entry that another user wrote: whoever started this one is to hear of it.
    if (isForbidden(error)) throw error;
    log.error({ key, err: error }, 'An entry is damaged');
    return { kind: 'damaged', kept };
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}
