/** Files that are replaced whole, made or removed, so that a power cut leaves the old state or the new one. */
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** For this user's eyes only. */
const OWNER_ONLY = { file: 0o600, folder: 0o700 };

export type FileContent = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * Puts a new file in place of the old one, or leaves the old one as it was. The new one is on disk before it takes the name, and its
 * name before this resolves. Writes to one path must not overlap. (write-file-atomic 7 takes a write that a full
 * disk cut short for a whole one, and syncs no folder.)
 */
export async function replaceFile(
  path: string,
  content: FileContent,
  { mode = OWNER_ONLY.file }: { readonly mode?: number } = {},
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.new`);
  try {
    await pipeline(content, createWriteStream(draft, { flush: true, mode }));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
  await syncFolder(dirname(path));
}

/**
 * The folder and those above it that are missing; each name is on disk when this resolves. None is made before the name of the
 * one above it is on disk, so of a folder that is there already its own name alone may be in doubt: whoever made it may have
 * been killed since, or be about to sync it.
 */
export async function makeFolder(path: string): Promise<void> {
  const parent = dirname(resolve(path));
  if ((await unlessMissing(() => stat(parent))) === undefined) await makeFolder(parent);
  const firstMade = await mkdir(path, { recursive: true, mode: OWNER_ONLY.folder });
  if (firstMade === undefined) await unlessForbidden(() => syncFolder(parent));
  else await syncFolder(parent);
}

/** Who may not look into the folder above has not made this one. */
async function unlessForbidden(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EACCES')) throw error;
  }
}

/**
 * Whoever reads what a process left that was killed, and builds on it, must know that it stays: it may not have been synced.
 * Resolves for a file that is not there.
 */
export async function syncFile(path: string): Promise<void> {
  const file = await unlessMissing(() => open(path, 'r+'));
  try {
    // Empty: nothing to keep, or a device that can't sync.
    if (file && (await file.stat()).size > 0) await file.datasync();
  } finally {
    await file?.close();
  }
  await syncFolder(dirname(path));
}

/** A new, renamed or removed file lasts only once its folder is on the disk. Windows has no such call and no such need. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Runs `work`; undefined if the file is not there. */
export async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
