/** Keeps a second process away from a ledger. */
import { FolderBusyError, lockFolder } from '../durable/folder-lock.ts';
import type { Lock } from '../durable/storage.ts';

const LOCK_FILE = '.usage.lock';

/** Another process tracks usage in the same folder. */
export class LedgerBusyError extends Error {
  override readonly name = 'LedgerBusyError';

  constructor({ folder, holder }: FolderBusyError) {
    super(
      `Usage in ${folder} is already tracked by ${holder}: stop that one, or give this one a folder of its own (LOGS_DIR)`,
    );
  }
}

/** Makes the folder if need be. Throws `LedgerBusyError`, or a system error if the lock file can't be written. */
export async function lockLedger(folder: string, now: () => Date): Promise<Lock> {
  try {
    return await lockFolder({ folder, fileName: LOCK_FILE, now });
  } catch (error) {
    throw error instanceof FolderBusyError ? new LedgerBusyError(error) : error;
  }
}
