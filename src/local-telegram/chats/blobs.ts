/** Where the bytes of files are kept: in memory, or in a folder that outlives the process. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Blobs {
  put(key: string, bytes: Uint8Array): void;
  /** `undefined` if there are none. */
  get(key: string): Uint8Array | undefined;
  remove(key: string): void;
  keys(): readonly string[];
}

export function createMemoryBlobs(): Blobs {
  const blobs = new Map<string, Uint8Array>();
  return {
    put: (key, bytes) => void blobs.set(key, Buffer.from(bytes)),
    get: (key) => blobs.get(key),
    remove: (key) => void blobs.delete(key),
    keys: () => [...blobs.keys()],
  };
}

/** One file for each key. Synchronous, since senders get their message back at once; throws if the disk fails. */
export function openFolderBlobs(folder: string): Blobs {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    put: (key, bytes) => writeFileSync(join(folder, key), bytes, { mode: 0o600 }),
    get(key) {
      try {
        return readFileSync(join(folder, key));
      } catch {
        return undefined;
      }
    },
    remove: (key) => rmSync(join(folder, key), { force: true }),
    keys: () => readdirSync(folder),
  };
}
