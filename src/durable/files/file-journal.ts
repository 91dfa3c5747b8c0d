/** A journal in a file of JSON lines. */
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setLinesAside } from '../damage.ts';
import { onDisk } from '../disk-unavailable.ts';
import type { KeepingLog } from '../keeping-log.ts';
import { createSharedWrite } from '../shared-write.ts';
import type { Journal, JournalKind, Parse } from '../storage.ts';
import { replaceFile, syncFile, syncFolder, unlessMissing } from './replace-file.ts';

export interface FileJournalOptions<T> extends JournalKind<T> {
  /** Its folder is there. */
  readonly path: string;
  readonly log: KeepingLog;
}

export async function openFileJournal<T>(options: FileJournalOptions<T>): Promise<Journal<T>> {
  const { path, log, format = (entry) => entry } = options;
  await syncFile(path);
  const text = (await unlessMissing(() => readFile(path, 'utf8'))) ?? '';
  const { entries, damagedLines } = parseLines(text, options.parse);
  // The last line of a killed process is torn more often than damaged; nobody was told that it is kept.
  if (damagedLines.length > 0) await setLinesAside({ path, lines: damagedLines }, log);
  /** A torn last line must not swallow the next one. */
  let waiting = text === '' || text.endsWith('\n') ? '' : '\n';
  let replacement: string | undefined;
  let mustOutlivePowerCut = false;
  /** False while the file has been made since the last sync of its folder. */
  let isNameKept = true;

  function toLines(entries: readonly T[]): string {
    return entries.map((entry) => `${JSON.stringify(format(entry))}\n`).join('');
  }

  const writing = createSharedWrite(async () => {
    const [whole, lines, isSynced] = [replacement, waiting, mustOutlivePowerCut];
    [replacement, waiting, mustOutlivePowerCut] = [undefined, '', false];
    try {
      await onDisk(() => (whole === undefined ? appendText(lines, isSynced) : replaceText(whole + lines)));
    } catch (error) {
      // It may have got as far as the middle of a line.
      waiting = `\n${waiting}`;
      throw error;
    }
  });

  async function appendText(text: string, isSynced: boolean): Promise<void> {
    const file = await open(path, 'a', 0o600);
    try {
      const isNew = (await file.stat()).size === 0;
      await file.appendFile(text);
      if (isNew) isNameKept = false;
      if (isSynced) await syncText(file);
    } finally {
      await file.close();
    }
  }

  async function syncText(file: FileHandle): Promise<void> {
    await file.datasync();
    if (!isNameKept) await syncFolder(dirname(path));
    isNameKept = true;
  }

  async function replaceText(text: string): Promise<void> {
    await replaceFile(path, [text]);
    isNameKept = true;
  }

  return {
    entries,
    wasDamaged: damagedLines.length > 0,
    sizeBytes: Buffer.byteLength(text),

    async append(added, { outlivesPowerCut = true } = {}) {
      if (added.length === 0) return writing.last();
      waiting += toLines(added);
      mustOutlivePowerCut ||= outlivesPowerCut;
      await writing.request();
    },

    async rewrite(all) {
      [replacement, waiting] = [toLines(all), ''];
      await writing.request();
    },

    settle: writing.settle,
  };
}

function parseLines<T>(text: string, parse: Parse<T>) {
  const entries: T[] = [];
  const damagedLines: string[] = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    try {
      entries.push(parse(JSON.parse(line)));
    } catch {
      damagedLines.push(line);
    }
  }
  return { entries, damagedLines };
}
