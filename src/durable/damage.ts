/** The one policy for damage: what can't be read is set aside for a person to look at, and reported; it never stops a start. */
import { appendFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder, syncFolder } from './files/replace-file.ts';
import type { KeepingLog } from './keeping-log.ts';

export interface Damage {
  /** The file or folder. */
  readonly path: string;
  readonly error: unknown;
}

/** Moves it out of the way, beside where it stood: `access.json` becomes `access.json.damaged-1764550000000`. */
export async function setAside({ path, error }: Damage, log: KeepingLog): Promise<void> {
  const to = `${path}.damaged-${Date.now()}`;
  await rename(path, to);
  await syncFolder(dirname(path));
  log.error({ err: error, setAside: to }, 'What was kept here is damaged; it was set aside');
}

/** Moves an entry of a folder out of it: `scans/X` becomes `scans-damaged/X-1764550000000`. */
export async function setEntryAside(path: string, log: KeepingLog): Promise<void> {
  const folder = `${dirname(path)}-damaged`;
  const to = join(folder, `${basename(path)}-${Date.now()}`);
  await makeFolder(folder);
  await rename(path, to);
  await syncFolder(folder);
  await syncFolder(dirname(path));
  log.warn({ setAside: to }, 'An entry that is damaged was set aside');
}

/** Keeps damaged lines in a file beside their own. A last line without its end is what a kill leaves, and is kept too. */
export async function setLinesAside(
  { path, lines }: { readonly path: string; readonly lines: readonly string[] },
  log: KeepingLog,
): Promise<void> {
  const to = `${path}.damaged`;
  await appendFile(to, lines.map((line) => `${line}\n`).join(''), { mode: 0o600, flush: true });
  await syncFolder(dirname(path));
  log.warn({ path, damagedLines: lines.length, setAside: to }, 'Lines can’t be read; they were set aside');
}
