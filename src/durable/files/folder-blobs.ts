/** Blobs as the files of a folder. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onDisk } from '../disk-unavailable.ts';
import type { Blobs } from '../storage.ts';
import { removeFile, replaceFile, unlessMissing } from './replace-file.ts';

export interface FolderBlobsOptions {
  /** It is there, or nothing is put. */
  readonly folder: string;
  /** Files that are somebody else's; default: none. */
  readonly isOurs?: (name: string) => boolean;
}

export function createFolderBlobs({ folder, isOurs = () => true }: FolderBlobsOptions): Blobs {
  return {
    put: (name, bytes) => onDisk(() => replaceFile(join(folder, name), [bytes])),
    get: (name) => onDisk(() => unlessMissing(() => readFile(join(folder, name)))),
    remove: (name) => onDisk(async () => void (await unlessMissing(() => removeFile(join(folder, name))))),
    async names() {
      const all = await onDisk(() => unlessMissing(() => readdir(folder)));
      return (all ?? []).filter((name) => !name.startsWith('.') && isOurs(name));
    },
  };
}
