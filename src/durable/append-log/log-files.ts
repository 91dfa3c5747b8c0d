/** Finds the files that one ledger consists of: the one that grows, and those that logrotate moved away from it. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface RotatedFiles {
  /** Oldest first. */
  readonly paths: readonly string[];
  /** Packed, so not part of the ledger until somebody unpacks them. */
  readonly packed: readonly string[];
}

/** `usage.jsonl.2`, `usage.jsonl.1` (the higher the older), `usage.jsonl-20260206` (by date); packed ones apart. */
export async function findRotatedFiles(path: string): Promise<RotatedFiles> {
  const folder = dirname(path);
  const prefix = basename(path);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const suffixes = entries
    .filter((entry) => entry.isFile() && entry.name.startsWith(prefix))
    .map(({ name }) => name.slice(prefix.length));
  const rotated = suffixes.filter((suffix) => /^(?:\.\d+|-\d{6,14})$/.test(suffix)).sort(compareAge);
  const packed = suffixes.filter((suffix) => /^(?:\.\d+|-\d{6,14})\.(?:gz|bz2|xz|zst)$/.test(suffix));
  return {
    paths: rotated.map((suffix) => join(folder, prefix + suffix)),
    packed: packed.map((suffix) => prefix + suffix),
  };
}

/** Dated ones first, since nobody changes from numbers to dates and back; then the higher number first. */
function compareAge(a: string, b: string): number {
  if (a.startsWith('-') !== b.startsWith('-')) return a.startsWith('-') ? -1 : 1;
  return a.startsWith('-') ? a.localeCompare(b) : Number(b.slice(1)) - Number(a.slice(1));
}

/** What tells one file from another, whatever it is called; undefined if nothing is there. */
export async function identify(path: string): Promise<{ dev: number; ino: number } | undefined> {
  try {
    const { dev, ino } = await stat(path);
    return { dev, ino };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
