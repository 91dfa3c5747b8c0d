/** Puts a whole new file in place of an old one. */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * The new file is on disk before it takes the old one's name; if anything fails, the old one stays. (write-file-atomic takes a
 * write that a full disk cut short for a whole one.)
 */
export async function replaceFile(
  path: string,
  content: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.new`);
  await mkdir(dirname(path), { recursive: true });
  try {
    await pipeline(content, createWriteStream(draft, { flush: true, mode: 0o600 }));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
