/** Storage in a folder of files: for one process on one machine. */
import { dirname, join } from 'node:path';
import { openFileJournal } from './files/file-journal.ts';
import { openFileMap } from './files/file-map.ts';
import { openFileValue } from './files/file-value.ts';
import { createFolderBlobs } from './files/folder-blobs.ts';
import { makeFolder, syncFolder } from './files/replace-file.ts';
import { lockFolder } from './folder-lock.ts';
import type { KeepingLog } from './keeping-log.ts';
import type { Storage } from './storage.ts';

export interface FolderStorageOptions {
  /** Made, for this user's eyes only, if it is missing. */
  readonly folder: string;
  readonly log: KeepingLog;
  readonly now: () => Date;
}

/** Names may have slashes: each part but the last is a folder. */
export function createFolderStorage({ folder, log, now }: FolderStorageOptions): Storage {
  async function pathOf(name: string): Promise<string> {
    const path = join(folder, name);
    await makeFolder(dirname(path));
    return path;
  }

  return {
    value: async (name, kind) => openFileValue({ ...kind, path: await pathOf(`${name}.json`), log }),
    map: async (name, kind) => openFileMap({ ...kind, folder: await pathOf(name), log }),
    journal: async (name, kind) => openFileJournal({ ...kind, path: await pathOf(`${name}.jsonl`), log }),
    async blobs(name) {
      const path = await pathOf(name);
      await makeFolder(path);
      await syncFolder(path);
      return createFolderBlobs({ folder: path });
    },
    lock: (name) => lockFolder({ folder, fileName: `.${name}`, now }),
  };
}
