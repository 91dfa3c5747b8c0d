/** Writes in the middle of a CSV file, on the disk when their promise resolves. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** As the umask lets: people open these files in other programs. */
export const CSV_MODE = 0o666;

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

async function openOrCreate(path: string) {
  try {
    return await open(path, 'r+');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw error;
    return open(path, 'wx+');
  }
}
