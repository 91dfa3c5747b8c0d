/** A durable value in a JSON file. */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setAside } from '../damage.ts';
import { onDisk } from '../disk-unavailable.ts';
import type { KeepingLog } from '../keeping-log.ts';
import { NewerVersionError } from '../newer-version.ts';
import { createSharedWrite } from '../shared-write.ts';
import type { DurableValue, ValueKind } from '../storage.ts';
import { replaceFile, syncFolder, unlessMissing } from './replace-file.ts';

export interface FileValueOptions<T> extends ValueKind<T> {
  /** Its folder is there. */
  readonly path: string;
  readonly log: KeepingLog;
}

export async function openFileValue<T>(options: FileValueOptions<T>): Promise<DurableValue<T>> {
  const { path } = options;
  let value: T = await load(options);
  const writing = createSharedWrite(() => onDisk(() => replaceFile(path, [JSON.stringify(value)])));

  return {
    get: () => value,

    async update(change) {
      const previous = value;
      value = change(previous);
      await (value === previous ? writing.flush() : writing.request());
    },

    settle: writing.settle,
  };
}

async function load<T>({ path, parse, initial, log }: FileValueOptions<T>): Promise<T> {
  await syncFolder(dirname(path));
  const text = await unlessMissing(() => readFile(path, 'utf8'));
  if (text === undefined) return initial;
  try {
    return parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof NewerVersionError) throw error;
    await setAside({ path, error }, log);
    return initial;
  }
}
