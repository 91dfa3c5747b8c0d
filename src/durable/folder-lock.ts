/** Keeps a second process away from a folder, with a lock that the kernel drops when its holder dies. */
import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { tryLock } from 'fs-native-extensions';
import { makeFolder } from './files/replace-file.ts';
import type { Lock } from './storage.ts';

/** Another process works in the folder. */
export class FolderBusyError extends Error {
  override readonly name = 'FolderBusyError';

  /** `holder`: which one, as it said itself. */
  constructor(
    readonly folder: string,
    readonly holder: string,
  ) {
    super(`${folder} is already used by ${holder}`);
  }
}

export interface FolderLockOptions {
  /** Made, for this user alone, if it does not exist. */
  readonly folder: string;
  /** Of the file in it that is locked. */
  readonly fileName: string;
  readonly now: () => Date;
}

/** Throws `FolderBusyError`, or a system error if the lock file can't be written. */
export async function lockFolder({ folder, fileName, now }: FolderLockOptions): Promise<Lock> {
  await makeFolder(folder);
  const file = await open(join(folder, fileName), 'a+', 0o600);
  try {
    if (!tryLock(file.fd)) {
      throw new FolderBusyError(folder, (await file.readFile('utf8')).trim() || 'another process');
    }
    await file.truncate(0);
    await file.write(`process ${process.pid} on ${hostname()}, since ${now().toISOString()}\n`);
  } catch (error) {
    await file.close();
    throw error;
  }
  return { release: () => file.close() };
}
