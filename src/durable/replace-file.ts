/** Puts a whole new file in place of an old one, or leaves the old one as it was. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * The new file is on disk before it takes the old one's name. `mode` is that of `chmod`; default: readable by all that
 * the process's umask lets. Writes to one path must not overlap. (write-file-atomic 7 takes a write that a full disk cut short for a whole one.)
 */
export async function replaceFile(
  path: string,
  content: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  { mode }: { readonly mode?: number } = {},
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.new`);
  try {
    await pipeline(content, createWriteStream(draft, { flush: true, ...(mode !== undefined && { mode }) }));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
