/** Keeps a second process away from a ledger, with a lock that the kernel drops when its holder dies. */
import { mkdir, open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { tryLock } from 'fs-native-extensions';

const LOCK_FILE = '.usage.lock';

/** Another process tracks usage in the same folder. */
export class LedgerBusyError extends Error {
  override readonly name = 'LedgerBusyError';

  constructor(folder: string, holder: string) {
    super(
      `Usage in ${folder} is already tracked by ${holder || 'another process'}: stop that one, or give this one a folder of its own (LOGS_DIR)`,
    );
  }
}

export interface FolderLock {
  release(): Promise<void>;
}

/** Makes the folder if need be. Throws `LedgerBusyError`, or a system error if the lock file can't be written. */
export async function lockFolder(folder: string, now: () => Date): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const file = await open(join(folder, LOCK_FILE), 'a+', 0o600);
  try {
    if (!tryLock(file.fd)) throw new LedgerBusyError(folder, (await file.readFile('utf8')).trim());
    await file.truncate(0);
    await file.write(`process ${process.pid} on ${hostname()}, since ${now().toISOString()}\n`);
  } catch (error) {
    await file.close();
    throw error;
  }
  return { release: () => file.close() };
}
