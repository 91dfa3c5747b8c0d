/** The intent of a save that spans several files, on disk before the first of them is touched, gone when all are done. */
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  removeFile,
  replaceFile,
  syncFile,
  syncFolder,
  unlessMissing,
} from '../durable/files/replace-file.ts';
import { ScanError } from '../errors.ts';
import { withDiskFaults } from './disk-faults.ts';
import { writeAt } from './write-at.ts';

const JOURNAL_NAME = '.unfinished-save.json';

const Texts = z.record(z.string(), z.string());
const MergeRecord = z.object({ cells: Texts, refreshes: z.array(z.string()).readonly() });
/** As version 1 wrote them. */
const PlainRecord = Texts.transform((cells) => ({ cells, refreshes: [] }));

const Append = z.object({
  /** Key of the tab. */
  tab: z.string(),
  fileName: z.string(),
  /** The file's length before the save; 0 if it was not there. */
  offsetBytes: z.int().nonnegative(),
  /** What goes after that: header row of a new file, line end of an unfinished row, changed rows, new rows. */
  text: z.string(),
  /** What stands there before the save and is replaced. */
  oldTail: z.string().optional(),
  /** The same rows by column name, for the case that the file is not what it was. */
  records: z.array(z.union([MergeRecord, PlainRecord])),
});
const Journal = z.object({ version: z.literal([1, 2]), appends: z.array(Append) });

export type Append = z.output<typeof Append>;

/**
 * Makes all appends, or none: a process that dies before the journal is in place has saved nothing, one that dies
 * after it finishes the save at the next `replayJournal`. If a file can't be written, those before it are
 * shortened again, and the fault is thrown; only if that fails too, `sheet_outcome_unknown`.
 */
export async function commitAppends(folder: string, appends: readonly Append[]): Promise<void> {
  try {
    await writeJournal(folder, appends);
    for (const append of appends) await apply(folder, append);
    await withDiskFaults(folder, () => syncFolder(folder));
  } catch (error) {
    await orUnknown(() => rollBack(folder, appends));
    throw error;
  }
  await orUnknown(() => removeFile(join(folder, JOURNAL_NAME)));
}

/**
 * Finishes a save that a killed process left. Appends whose files somebody has changed meanwhile can't be finished
 * by their bytes: `replan` turns them into new ones. If that fails the journal stays, for the next try.
 */
export async function replayJournal(
  folder: string,
  replan: (appends: readonly Append[]) => Promise<readonly Append[]>,
): Promise<void> {
  const journalPath = join(folder, JOURNAL_NAME);
  const text = await withDiskFaults(journalPath, () => unlessMissing(() => readFile(journalPath, 'utf8')));
  if (text === undefined) return;
  const changed: Append[] = [];
  for (const append of parseJournal(text).appends) {
    const state = await withDiskFaults(append.fileName, () => compare(folder, append));
    if (state === 'unfinished') await apply(folder, append);
    // Whoever wrote it may have been killed before the sync.
    if (state === 'finished')
      await withDiskFaults(append.fileName, () => syncFile(join(folder, append.fileName)));
    if (state === 'changed') changed.push(append);
  }
  if (changed.length > 0) {
    const appends = await replan(changed);
    await writeJournal(folder, appends);
    for (const append of appends) await apply(folder, append);
  }
  await withDiskFaults(folder, () => syncFolder(folder));
  await withDiskFaults(journalPath, () => removeFile(journalPath));
}

async function writeJournal(folder: string, appends: readonly Append[]): Promise<void> {
  const journal = { version: 2, appends: [...appends] } satisfies z.input<typeof Journal>;
  const path = join(folder, JOURNAL_NAME);
  await withDiskFaults(path, () => replaceFile(path, [JSON.stringify(journal)]));
}

function parseJournal(text: string): z.infer<typeof Journal> {
  try {
    return Journal.parse(JSON.parse(text));
  } catch (cause) {
    throw new ScanError(
      'sheet_rejected',
      `${JOURNAL_NAME} is damaged: see whether the newest invoice is complete in the CSV files, then delete it`,
      { fileName: JOURNAL_NAME, cause },
    );
  }
}

async function apply(folder: string, { fileName, offsetBytes, text }: Append): Promise<void> {
  await withDiskFaults(fileName, () => writeAt(join(folder, fileName), offsetBytes, Buffer.from(text)));
}

async function rollBack(folder: string, appends: readonly Append[]): Promise<void> {
  for (const { fileName, offsetBytes, oldTail = '' } of appends) {
    const path = join(folder, fileName);
    const size = (await unlessMissing(() => stat(path)))?.size ?? 0;
    if (size > offsetBytes || oldTail !== '') await writeAt(path, offsetBytes, Buffer.from(oldTail));
  }
  const journalPath = join(folder, JOURNAL_NAME);
  const isThere = (await unlessMissing(() => stat(journalPath))) !== undefined;
  if (isThere) await removeFile(journalPath);
}

/** From here on the rows may be there, now or after the next replay. */
async function orUnknown(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new ScanError(
      'sheet_outcome_unknown',
      `The save could neither be finished nor undone in ${JOURNAL_NAME}`,
      {
        cause,
      },
    );
  }
}

/** Where a file stands between "before the append" and "after it". */
async function compare(
  folder: string,
  { fileName, offsetBytes, text, oldTail }: Append,
): Promise<'unfinished' | 'finished' | 'changed'> {
  const wanted = Buffer.from(text);
  const old = Buffer.from(oldTail ?? '');
  const maxBytes = Math.max(wanted.length, old.length) + 1;
  const tail = await unlessMissing(() => readTail(join(folder, fileName), offsetBytes, maxBytes));
  if (tail === undefined) return offsetBytes === 0 ? 'unfinished' : 'changed';
  if (tail === 'too short') return 'changed';
  if (old.length > 0 && tail.equals(old)) return 'unfinished';
  if (tail.subarray(0, wanted.length).equals(wanted)) return 'finished';
  // After a power cut a file may have its new length but zeros in place of bytes.
  const isTorn = tail.length <= wanted.length && tail.every((byte, at) => byte === wanted[at] || byte === 0);
  return isTorn ? 'unfinished' : 'changed';
}

async function readTail(path: string, offsetBytes: number, maxBytes: number): Promise<Buffer | 'too short'> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size < offsetBytes) return 'too short';
    const { buffer, bytesRead } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, offsetBytes);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
