/** File writes that have reached the disk when their promise resolves. */
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceFile } from '../durable/replace-file.ts';

/** Makes the file exactly `offsetBytes` long and `bytes` after that; creates it if need be. */
export async function writeAt(path: string, offsetBytes: number, bytes: Uint8Array): Promise<void> {
  const file = await openOrCreate(path);
  try {
    await file.truncate(offsetBytes);
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, offsetBytes + done);
      done += bytesWritten;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Puts a whole new file in place of the old one, or leaves the old one as it was. */
export async function replaceDurably(
  path: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  await replaceFile(path, content);
  await syncFolder(dirname(path));
}

export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
  await syncFolder(dirname(path));
}

/** The file with `insertion` put in at `offsetBytes`, all other bytes as they are. */
export async function* spliceFile(
  path: string,
  offsetBytes: number,
  insertion: Uint8Array,
): AsyncGenerator<Uint8Array> {
  if (offsetBytes > 0) yield* createReadStream(path, { end: offsetBytes - 1 });
  yield insertion;
  yield* createReadStream(path, { start: offsetBytes });
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

async function openOrCreate(path: string) {
  try {
    return await open(path, 'r+');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw error;
    return open(path, 'wx+');
  }
}
