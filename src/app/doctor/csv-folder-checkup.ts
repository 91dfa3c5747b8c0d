/** CSV files: whether the folder can be written, and every file that is there already. */
import { open, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeError, type Finding } from './finding.ts';
import { checkFolder } from './machine-checkup.ts';

export interface CsvFolderCheckupOptions {
  /** Whose files they are, such as `CSV files of CUST002 Asha Traders`. */
  readonly subject: string;
  readonly path: string;
  /** See `checkFolder`. */
  readonly wayOut: string;
  /** Of the disk under a folder. Default: what the system says. */
  readonly freeBytes?: (path: string) => Promise<number>;
}

/** Makes the folder if need be, and changes no file. */
export async function checkCsvFolder(options: CsvFolderCheckupOptions): Promise<Finding> {
  const { subject, path, wayOut, freeBytes } = options;
  const folder = await checkFolder({ subject, path, wayOut, isPrivate: false, freeBytes });
  if (folder.verdict === 'broken') return folder;
  const place = resolve(path);
  try {
    for (const name of await readdir(place)) if (name.endsWith('.csv')) await tryToOpen(join(place, name));
    return folder;
  } catch (error) {
    const sentence = `rows can't be added (${describeError(error)}). Close the file in other programs, and give this user the right to write it.`;
    return { subject, verdict: 'broken', sentence };
  }
}

async function tryToOpen(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.close();
}
